"""State machines as tables: which step is allowed, and what each state means in one sentence."""

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from django.db import models

from kaochang.core.errors import InvalidTransition

S = TypeVar("S", bound=models.TextChoices)
_machines: dict[str, "StateMachine[Any]"] = {}


class StateMachine(Generic[S]):
    """A complete table: a state that is missing from it, or has no meaning, stops the start."""

    def __init__(self, enum: type[S], transitions: Mapping[S, set[S]], meanings: Mapping[S, str]) -> None:
        states = set(enum)
        for what, keys in (("transitions", set(transitions)), ("meanings", set(meanings))):
            if keys != states:
                odd = sorted(str(state) for state in keys ^ states)
                raise TypeError(f"{enum.__name__}: {what} and states differ in {odd}")
        self.enum = enum
        self.transitions = {old: frozenset(new) for old, new in transitions.items()}
        self.meanings = dict(meanings)
        parts = enum.__module__.split(".")
        self.domain = parts[1] if len(parts) > 1 else parts[0]
        self.name = f"{self.domain}.{enum.__name__}"
        _machines[self.name] = self

    def allows(self, old: S | str, new: S | str) -> bool:
        return self.enum(new) in self.transitions[self.enum(old)]

    def require(self, old: S | str, new: S | str) -> None:
        if not self.allows(old, new):
            raise InvalidTransition(subject=self.name, old=str(old), new=str(new))

    def pairs(self) -> Iterator[tuple[S, S, bool]]:
        """Every (old, new, allowed): the full product, for the generated test and page."""
        for old in self.enum:
            for new in self.enum:
                yield old, new, self.allows(old, new)


def machines() -> dict[str, StateMachine[Any]]:
    return dict(sorted(_machines.items()))
