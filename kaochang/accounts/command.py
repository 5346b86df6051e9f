"""`kaochang keys rotate`: write every encrypted value under the current key again.

Put the new key in front of ENCRYPTION_KEYS, restart, run this, then drop the old key.
"""

import sys
from collections.abc import Sequence

from kaochang.config.canary import seal_canary_again
from kaochang.core.privacy.rotation import count_old_values, rotate


def main(words: Sequence[str]) -> int:
    if list(words) == ["rotate"]:
        for column, changed in rotate().items():
            sys.stdout.write(f"{column}: {changed} values\n")
        seal_canary_again()
    elif list(words) != ["check"]:
        sys.stderr.write("kaochang keys check | rotate\n")
        return 2
    left = sum(count_old_values().values())
    sys.stdout.write(f"{left} values under older keys\n")
    return 1 if left else 0
