"""Reads of the trail."""

from datetime import datetime

from kaochang.audit.models import TrailEntry
from kaochang.core.actors import Acting
from kaochang.core.events import Event
from kaochang.core.models import BaseModel
from kaochang.core.subjects import kind_of


def list_entries_after(subject: BaseModel, version: int) -> list[TrailEntry]:
    """What happened to it since somebody read this version, newest first."""
    return list(
        TrailEntry.objects.filter(
            subject_kind=kind_of(subject), subject_id=subject.pk, subject_version__gt=version
        ).order_by("-id")
    )


def has_recorded(event: type[Event], *, by: Acting, about: BaseModel, since: datetime) -> bool:
    """Whether this person has left such an entry about it since then."""
    entries = TrailEntry.objects.filter(person_id=by.person_id, at__gt=since, event=event.name)
    return entries.filter(subject_kind=kind_of(about), subject_id=about.pk).exists()
