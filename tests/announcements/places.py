"""Announcements for tests."""

from typing import Any

from kaochang.accounts.actor import Actor
from kaochang.announcements import publishing
from kaochang.announcements.models import Announcement
from kaochang.announcements.services import create_announcement
from tests.factories import Place

BY = Actor.system("test")


def drafted(place: Place, level: str = "exam", **values: Any) -> Announcement:
    targets: dict[str, dict[str, Any]] = {
        "school": {},
        "college": {"college": place.college},
        "exam": {"college": place.college, "session": place.session},
    }
    words = {"title": "第二机位摆放要求", "body": "<p>请在侧后方摆放手机。</p>", **values}
    return create_announcement(place.school, level=level, **targets[level], **words, by=BY)


def published(place: Place, level: str = "exam", **values: Any) -> Announcement:
    made = drafted(place, level, **values)
    return publishing.publish(made, version=made.version, by=BY)
