"""The people so far of tests that stand on one another; each step reads and adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from e2e.person import Person
from e2e.site import Site


@dataclass
class Cast:
    site: Site
    start: Callable[..., Person]
    shots: Path
    here: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, who: str) -> Person:
        return self.here[who]
