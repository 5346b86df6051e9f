"""One row of a roster's file and what was found out about it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from kaochang.accounts.models import Person
from kaochang.exams.models import RosterEntry
from kaochang.planning.roster.cells import Finding
from kaochang.planning.states import RowOutcome


@dataclass
class CheckedRow:
    """`values` by attribute name, only of cells that say something; blank cells leave what is there."""

    number: int
    cells: dict[str, Any]
    confirmed: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    entry: RosterEntry | None = None
    person: Person | None = None
    # What differs from the database, by attribute.
    person_changes: dict[str, Any] = field(default_factory=dict)
    entry_changes: dict[str, Any] = field(default_factory=dict)
    shown: list[dict[str, Any]] = field(default_factory=list)
    _passing_id: UUID = field(default_factory=uuid4)

    @property
    def id(self) -> UUID:
        """Of its entry, or one that stands for it until it has one."""
        return self.entry.pk if self.entry is not None else self._passing_id

    def refuse(self, column: str, code: str, **params: Any) -> None:
        self.findings.append(Finding(column, code, params))

    def doubt(self, column: str, code: str, **params: Any) -> None:
        self.findings.append(Finding(column, code, params, confirm=True))

    @property
    def outcome(self) -> RowOutcome:
        if any(not finding.confirm for finding in self.findings):
            return RowOutcome.ERROR
        if self.findings and not self.confirmed:
            return RowOutcome.CONFIRM
        if self.entry is None:
            return RowOutcome.NEW
        return RowOutcome.UPDATE if self.person_changes or self.entry_changes else RowOutcome.UNCHANGED
