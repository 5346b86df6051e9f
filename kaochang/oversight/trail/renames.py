"""What things were called when an entry was written: the trail itself keeps every change of a name."""

import json
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from kaochang.accounts.events import PersonEdited
from kaochang.audit.models import TrailEntry
from kaochang.exams.events import RoomEdited, SessionEdited
from kaochang.schools.events import CollegeEdited, MajorEdited

Reference = tuple[str, UUID]
# Every event that changes a name stands under what it renames.
_RENAMING = (PersonEdited, SessionEdited, RoomEdited, CollegeEdited, MajorEdited)
RENAMED = frozenset({"person", "exam_session", "exam_room", "college", "major"})


def once_called(word: str) -> set[UUID]:
    """What bore a name with this word before it got another one."""
    edits = TrailEntry.objects.filter(
        event__in=[event.name for event in _RENAMING],
        payload__contains='"field":"name',
    )
    word = word.casefold()
    return {
        key
        for key, payload in edits.filter(payload__icontains=word).values_list("subject_id", "payload")
        if any(
            change["field"].startswith("name") and word in (change["before"] or "").casefold()
            for change in json.loads(payload)["changes"]
        )
    }


class Renames:
    """One query for a page of entries; a change whose content was erased is as if it had not been."""

    def __init__(self, renamed: Collection[Reference], since: int) -> None:
        self._before: dict[tuple[Reference, str], list[tuple[int, str]]] = defaultdict(list)
        edits = TrailEntry.objects.filter(
            event__in=[event.name for event in _RENAMING],
            subject_kind__in={kind for kind, _ in renamed},
            subject_id__in={key for _, key in renamed},
            pk__gte=since,
            payload__contains='"field":"name',
        )
        for number, kind, key, payload in edits.order_by("pk").values_list(
            "pk", "subject_kind", "subject_id", "payload"
        ):
            for change in json.loads(payload)["changes"]:
                self._before[(kind, key), change["field"]].append((number, change["before"] or ""))

    def name_at(self, renamed: Reference, field: str, number: int, now: str) -> str:
        """As the entry of this number was written; the entry that changes a name still has the old one."""
        changes = self._before.get((renamed, field), ())
        return next((before for later, before in changes if later >= number), now)
