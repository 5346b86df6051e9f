from kaochang.cli import main

main()
