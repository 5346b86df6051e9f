"""How a row is named outside its table: ("queue_entry", id, version)."""

import re
from uuid import UUID

from django.db.models import Model

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def kind_of(model: Model | type[Model]) -> str:
    """QueueEntry → queue_entry: the same word as in the glossary, the URL and the screen key."""
    cls = model if isinstance(model, type) else type(model)
    return _WORD.sub("_", cls.__name__).lower()


def reference_of(about: Model | tuple[str, UUID] | tuple[str, UUID, int]) -> tuple[str, UUID, int]:
    if isinstance(about, tuple):
        return about[0], about[1], about[2] if len(about) == 3 else 0
    return kind_of(about), UUID(str(about.pk)), int(getattr(about, "version", 0))
