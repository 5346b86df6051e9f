"""`kaochang up` without building the pages: measurements of the engines and the control plane need none.

python -m bench.up [--pages]        (VAR_DIR and PORT name the folder and the address)
"""

import os
import sys

from kaochang.config.environment import Environment
from kaochang.supervisor import build
from kaochang.supervisor.up import StopRequest, Supervisor, only_one


def main() -> int:
    build.push()
    build.livekit()
    if "--pages" in sys.argv:
        build.web()
    os.umask(0o077)
    with only_one(Environment().VAR_DIR) as var:
        Supervisor(var, StopRequest()).run(reset_demo=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
