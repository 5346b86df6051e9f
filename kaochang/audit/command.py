"""`kaochang trail verify`: is the trail whole? Exit status 0 yes, 1 no."""

import sys
from collections.abc import Sequence

from kaochang.audit.sealer import seal_pending
from kaochang.audit.verify import verify_trail


def main(words: Sequence[str]) -> int:
    if list(words) == ["seal"]:
        sys.stdout.write(f"sealed {seal_pending()} rows\n")
        return 0
    if list(words) != ["verify"]:
        sys.stderr.write("kaochang trail verify | seal\n")
        return 2
    report = verify_trail()
    sys.stdout.write(f"{report.entries} entries, {report.anchors} anchors, head {report.head.chain_hash}\n")
    for finding in report.findings[:50]:
        sys.stdout.write(f"  at {finding.position}: {finding.what}\n")
    if len(report.findings) > 50:
        sys.stdout.write(f"  … {len(report.findings) - 50} more\n")
    sys.stdout.write("the trail is whole\n" if report.ok else "THE TRAIL WAS ALTERED\n")
    return 0 if report.ok else 1
