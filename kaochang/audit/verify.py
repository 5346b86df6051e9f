"""Is the trail whole? Recomputes every hash and holds the chain against the anchors outside."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kaochang.audit.anchors import AnchorFile
from kaochang.audit.chain import GENESIS, Anchor, Chainable, content_hash, next_hash
from kaochang.audit.models import TrailEntry
from kaochang.audit.services import ERASED_EVENT, salted_hash


class SealedRow(Chainable, Protocol):
    payload: str
    salt: str
    position: int | None
    chain_hash: str
    erased_at: datetime | None


@dataclass(frozen=True)
class Finding:
    position: int
    what: str


@dataclass
class Report:
    entries: int = 0
    anchors: int = 0
    head: Anchor = field(default_factory=lambda: Anchor(0, GENESIS))
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.findings


def verify_trail(anchors: AnchorFile | None = None) -> Report:
    """The whole trail of this database against the anchors of this site."""
    rows = TrailEntry.objects.filter(position__isnull=False).order_by("position").iterator(2000)
    return verify_rows(rows, (anchors or AnchorFile.of_this_site()).read())


def verify_rows(rows: Iterable[SealedRow], anchors: Iterable[Anchor]) -> Report:
    report = Report()
    wanted: dict[int, set[str]] = {}
    for anchor in anchors:
        report.anchors += 1
        wanted.setdefault(anchor.position, set()).add(anchor.chain_hash)
    erased: dict[int, int] = {}
    allowed: set[int] = set()
    for row in rows:
        report.entries += 1
        expected = report.head.position + 1
        if row.position != expected:
            report.findings.append(Finding(expected, f"row {expected} is missing"))
        report.findings += list(_row_findings(row, report.head, expected))
        # Go on from the stored hash: one broken row is one finding, not all that follow.
        report.head = Anchor(row.position or expected, row.chain_hash)
        for hash_outside in wanted.pop(report.head.position, set()):
            if hash_outside != row.chain_hash:
                report.findings.append(Finding(report.head.position, "differs from its anchor outside"))
        if row.erased_at is not None:
            erased[row.id] = report.head.position
        if row.event == ERASED_EVENT and row.payload:
            allowed |= _erased_by(row.payload)
    report.findings += [
        Finding(at, "erased without a record") for id_, at in erased.items() if id_ not in allowed
    ]
    report.findings += [Finding(position, "anchored outside, missing here") for position in sorted(wanted)]
    if report.head.position and not report.anchors:
        report.findings.append(Finding(report.head.position, "no anchor outside at all"))
    return report


def _row_findings(row: SealedRow, head: Anchor, expected: int) -> Iterator[Finding]:
    if next_hash(head.chain_hash, expected, content_hash(row)) != row.chain_hash:
        yield Finding(expected, "content or chain was altered")
    if row.erased_at is None:
        try:
            same = salted_hash(row.salt, row.payload) == row.payload_hash
        except ValueError:
            same = False
        if not same:
            yield Finding(expected, "payload was altered")
    elif row.payload or row.salt:
        yield Finding(expected, "payload was altered")


def _erased_by(payload: str) -> set[int]:
    try:
        return {int(json.loads(payload)["entry"])}
    except (ValueError, KeyError, TypeError):
        return set()
