"""python -m bench invite | login | comeback | picture | anatomy  [--help]

Starts a system of its own first: what is measured imports the product's code, which reads its settings
at import.
"""

from __future__ import annotations

import sys
from importlib import import_module

from bench.report import say_machine
from bench.system import started_system

NAMES = ("invite", "login", "comeback", "anatomy")


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(__doc__)
        return 2
    say_machine()
    with started_system() as system:
        import_module(f"bench.{sys.argv[1]}").measure(system, sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
