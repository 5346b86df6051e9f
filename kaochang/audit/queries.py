"""Reads of the trail."""

from kaochang.audit.models import TrailEntry
from kaochang.core.models import BaseModel
from kaochang.core.subjects import kind_of


def list_entries_after(subject: BaseModel, version: int) -> list[TrailEntry]:
    """What happened to it since somebody read this version, newest first."""
    return list(
        TrailEntry.objects.filter(
            subject_kind=kind_of(subject), subject_id=subject.pk, subject_version__gt=version
        ).order_by("-id")
    )
