"""python -m bench NAME [--help]   (invite login comeback picture anatomy idle import lists monitor board)

Starts a system of its own first: what is measured imports the product's code, which reads its settings
at import.
"""

from __future__ import annotations

import sys
from importlib import import_module

from bench.report import say_machine
from bench.system import started_system

WITHOUT_PAGES = ("invite", "login", "comeback", "anatomy", "idle", "import", "lists", "monitor")
WITH_PAGES = ("picture", "board")
# "import" is a word of the language.
MODULES = {"import": "rosters"}


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in (*WITHOUT_PAGES, *WITH_PAGES):
        print(__doc__)
        return 2
    say_machine()
    if name == "picture":
        import_module("bench.picture").measure(sys.argv[2:])
        return 0
    with started_system(pages=name in WITH_PAGES) as system:
        import_module(f"bench.{MODULES.get(name, name)}").measure(system, sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
