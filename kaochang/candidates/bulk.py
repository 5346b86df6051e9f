"""What the bulk acts share: who is left out and why, and the proof that what is done is what was shown."""

import hashlib
from collections.abc import Iterable
from typing import Any

from kaochang.candidates.errors import SelectionChanged
from kaochang.candidates.states import Skip
from kaochang.exams.states import SessionState

# Of acts that answer at once; each candidate takes some statements of their own.
MOST = 200
NAMED = 5
OVER = (SessionState.CLOSED, SessionState.ARCHIVED)


class Skipped:
    """By reason; shown in the reasons' order."""

    def __init__(self) -> None:
        self._names: dict[Skip, list[str]] = {}

    def add(self, reason: Skip, name: str) -> None:
        self._names.setdefault(reason, []).append(name)

    def shown(self) -> list[dict[str, Any]]:
        return [
            {"reason": reason, "count": len(names), "names": names[:NAMED]}
            for reason in Skip
            if (names := self._names.get(reason))
        ]


def seal_of(effects: Iterable[object]) -> str:
    """Equal for equal effects; the preview gives it out and the act brings it back."""
    return hashlib.sha256("\n".join(map(str, effects)).encode()).hexdigest()[:32]


def require_seal(seal: str, now: str, *, will: int) -> None:
    if seal != now:
        raise SelectionChanged(will=will)
