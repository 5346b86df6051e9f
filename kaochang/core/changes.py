"""An edit, field by field: set what differs, and say before and after for the trail."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kaochang.core import clock
from kaochang.core.events import Change, Plain
from kaochang.core.models import BaseModel, save_changed

Masks = Mapping[str, Callable[[str], str]]


def apply_changes(obj: BaseModel, values: Mapping[str, Any], *, masks: Masks | None = None) -> list[Change]:
    """Sets and saves the fields that differ, with the next version; nothing when none does.

    The caller holds the row's lock and has checked the version that its page had read.
    """
    changes = []
    for field, value in values.items():
        before = getattr(obj, field)
        if before == value:
            continue
        setattr(obj, field, value)
        changes.append(change_of(field, before, value, (masks or {}).get(field, str)))
    if changes:
        save_changed(obj, *(change.field for change in changes))
    return changes


def change_of(field: str, before: Any, after: Any, mask: Callable[[str], str] = str) -> Change:
    return Change(field=field, before=_plain(before, mask), after=_plain(after, mask))


def _plain(value: Any, mask: Callable[[str], str]) -> Plain:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return clock.iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return mask(str(value))
