"""Whether the media server takes joins now: one row, so that every process and node sees the same."""

from django.db.models import F

from kaochang.core import clock
from kaochang.media.models import MediaServerStatus


def is_up() -> bool:
    """Not known means no: the watch has not looked yet."""
    found = MediaServerStatus.objects.filter(pk=1).values_list("is_up", flat=True).first()
    return bool(found)


def set_up(up: bool) -> bool:
    """Whether that was a change."""
    MediaServerStatus.objects.get_or_create(pk=1)
    changed = MediaServerStatus.objects.filter(pk=1, is_up=not up).update(
        is_up=up, changed_at=clock.now(), restarts=F("restarts") + (0 if up else 1)
    )
    return bool(changed)
