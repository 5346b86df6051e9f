"""Two people edit the same thing: the second learns who changed what, and nothing is overwritten."""

import json
from collections.abc import Collection

from kaochang.accounts.models import Person
from kaochang.audit.models import TrailEntry
from kaochang.audit.queries import list_entries_after
from kaochang.core import clock
from kaochang.core.errors import DomainError
from kaochang.core.models import BaseModel


class ChangedMeanwhile(DomainError):
    """Somebody changed this since you read it: `by_name`, `at`, and `fields` where they are known."""

    code = "changed_meanwhile"
    status = 409


def require_version(obj: BaseModel, version: int) -> None:
    """`obj` is locked, `version` is what the page had read. The trail keeps no name: it is looked up now."""
    if obj.version != version:
        raise changed_since(obj, version)


def changed_since(obj: BaseModel, version: int, fields: Collection[str] = ()) -> ChangedMeanwhile:
    """`fields`: what the page cares about, where it read no version but these."""
    entries = list_entries_after(obj, version)
    if fields:
        entries = [entry for entry in entries if not set(_fields_of(entry)).isdisjoint(fields)][:1]
    newest = entries[0] if entries else None
    return ChangedMeanwhile(
        by_name=_name_of(newest),
        at=clock.iso(newest.at if newest else obj.updated_at),
        fields=sorted({field for entry in entries for field in _fields_of(entry)}),
    )


def _name_of(entry: TrailEntry | None) -> str:
    """Empty for a part of ours, such as the watch."""
    if entry is None or entry.person_id is None:
        return ""
    person = Person.objects.filter(pk=entry.person_id).only("name").first()
    return person.name if person else ""


def _fields_of(entry: TrailEntry) -> list[str]:
    payload = json.loads(entry.payload) if entry.payload else {}
    return [change["field"] for change in payload.get("changes", [])]
