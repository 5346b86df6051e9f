"""One announcement as its page in the school's web shows it, and the object that one is for."""

from typing import Any
from uuid import UUID

from kaochang.accounts.models import Person
from kaochang.announcements.models import Announcement, SmsRound
from kaochang.announcements.queries import (
    count_readers,
    editions_of,
    list_attachments,
    list_attachments_of,
)
from kaochang.announcements.schemas import AnnouncementRowOut, AttachmentOut, SmsRoundOut
from kaochang.announcements.states import Level
from kaochang.core.errors import NotFound
from kaochang.exams.queries import access_session
from kaochang.schools.http import SchoolRequest, require_school_admin
from kaochang.schools.models import Major
from kaochang.schools.queries import access_college, access_major

WORDS = ("title", "title_en", "body", "body_en", "must_read")


def target_for(request: SchoolRequest, level: Level, target_id: UUID | None) -> dict[str, Any]:
    """What the level needs, as far as this person manages it."""
    if level == Level.SCHOOL:
        require_school_admin(request)
        return {}
    if target_id is None:
        raise NotFound()
    if level == Level.EXAM:
        session = access_session(request.scope, target_id)
        return {"session": session, "college": session.college}
    if level == Level.MAJOR:
        major: Major = access_major(request.scope, target_id)
        return {"major": major, "college": major.college}
    return {"college": access_college(request.scope, target_id)}


def read_detail(found: Announcement) -> dict[str, Any]:
    readers = count_readers(found)
    attachments = list_attachments(found)
    editions = editions_of(found)
    names = dict(
        Person.objects.filter(pk__in={one["published_by_id"] for one in editions}).values_list("pk", "name")
    )
    last = SmsRound.objects.filter(announcement=found).order_by("-created_at").first()
    found.read_count = readers["read"]  # type: ignore[attr-defined]
    return {
        **AnnouncementRowOut.from_orm(found).dict(),
        "body": found.body,
        "body_en": found.body_en,
        "sms": found.sms,
        "changed_since_edition": _is_changed(found),
        "attachments": [AttachmentOut.of(one) for one in attachments],
        "editions": [{**one, "by_name": names.get(one["published_by_id"], "")} for one in editions],
        "readers": readers,
        "last_sms": SmsRoundOut.from_orm(last) if last else None,
    }


def _is_changed(found: Announcement) -> bool:
    edition = found.in_force
    if edition is None:
        return True
    if any(getattr(found, name) != getattr(edition, name) for name in WORDS):
        return True
    return {one.pk for one in list_attachments(found)} != {one.pk for one in list_attachments_of(edition)}
