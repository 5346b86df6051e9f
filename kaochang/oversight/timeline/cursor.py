"""Where a page of a time line ends: the next goes on right behind it, though much may share one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

FORM = r"^\d{1,16}\.(t\d{1,18}|c[0-9a-f]{32})$"
_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Cursor:
    """The place of one line. Of one moment, the trail's are newer than the codes; then the later made."""

    at: datetime
    of_trail: bool
    pk: Any  # a number of the trail, the UUID of a code

    @classmethod
    def read(cls, text: str) -> Cursor:
        moment, _, key = text.partition(".")
        pk = int(key[1:]) if key[0] == "t" else UUID(hex=key[1:])
        return cls(_START + timedelta(microseconds=int(moment)), key[0] == "t", pk)

    def __str__(self) -> str:
        key = f"t{self.pk}" if self.of_trail else f"c{self.pk.hex}"
        return f"{(self.at - _START) // timedelta(microseconds=1)}.{key}"

    def older(self, field: str, *, of_trail: bool) -> Q:
        """What stands behind it among lines of this kind, whose moments are in `field`."""
        before = Q(**{f"{field}__lt": self.at})
        if of_trail is self.of_trail:
            return before | Q(**{field: self.at, "pk__lt": self.pk})
        return before | Q(**{field: self.at}) if self.of_trail else before
