"""Reads. A candidate meets what concerns one of their exams, the school's people what they manage."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from kaochang.accounts.actor import Actor
from kaochang.announcements.audience import has_read, is_reached, published_to, recipients_of, written_for
from kaochang.announcements.errors import AnnouncementWithdrawn
from kaochang.announcements.models import Announcement, AnnouncementEdition, Attachment, Receipt
from kaochang.announcements.states import AnnouncementState
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class ReadAt(TypedDict):
        my_read_at: datetime | None

    Mine = WithAnnotations[Announcement, ReadAt]


# What a list does without.
LONG = ("body", "body_en", "in_force__body", "in_force__body_en")


def access_announcement(scope: SchoolScope, announcement_id: UUID) -> Announcement:
    """For the school's web area; what is the whole school's belongs to who manages the school."""
    rows = Announcement.objects.select_related("school", "college", "major", "session", "in_force")
    found = scope.narrow(rows).filter(pk=announcement_id).first()
    if found is None:
        raise NotFound()
    return found


def access_attachment(announcement: Announcement, attachment_id: UUID) -> Attachment:
    """Of this announcement, an earlier edition's among them."""
    found = Attachment.objects.filter(announcement=announcement, pk=attachment_id)
    attachment = found.select_related("file").first()
    if attachment is None:
        raise NotFound()
    return attachment


def lock_announcement(announcement_id: UUID) -> Announcement:
    rows = Announcement.objects.select_for_update(no_key=True, of=("self",)).select_related("school")
    found = rows.filter(pk=announcement_id).first()
    if found is None:
        raise NotFound()
    return found


def hold_announcement(announcement_id: UUID) -> Announcement:
    """As it is, and stays until the transaction ends; its many readers do not wait for each other."""
    table = connection.ops.quote_name(Announcement._meta.db_table)
    held = Announcement.objects.raw(f"SELECT * FROM {table} WHERE id = %s FOR SHARE", [announcement_id])  # noqa: S608
    return held[0]


def list_attachments(announcement: Announcement) -> list[Attachment]:
    """Those of the next edition."""
    rows = Attachment.objects.filter(announcement=announcement, removed_at__isnull=True)
    return list(rows.select_related("file").order_by("created_at", "pk"))


def list_due_announcements() -> list[Announcement]:
    """Scheduled ones whose time has come."""
    due = Announcement.objects.filter(state=AnnouncementState.SCHEDULED, publish_at__lte=clock.now())
    return list(due.order_by("publish_at", "pk"))


def entries_of_person(person_id: UUID) -> list[RosterEntry]:
    entries = RosterEntry.objects.filter(person_id=person_id, session__state__in=VISIBLE)
    return list(entries.select_related("session"))


def _read_by(person_id: UUID) -> QuerySet[Receipt]:
    return Receipt.objects.filter(
        announcement_id=OuterRef("pk"), person_id=person_id, edition__gte=OuterRef("read_from_edition")
    )


def list_mine(actor: Actor) -> "list[Mine]":
    """What this candidate may read: pinned first, then the newest."""
    person_id = actor.the_person_id
    read_at = _read_by(person_id).order_by("read_at").values("read_at")[:1]
    rows = published_to(entries_of_person(person_id)).select_related(
        "in_force", "school", "college", "major", "session"
    )
    rows = rows.defer(*LONG)
    return list(rows.annotate(my_read_at=Subquery(read_at)).order_by("-pinned", "-published_at", "pk"))


def list_attachments_of(edition: AnnouncementEdition) -> list[Attachment]:
    return list(edition.attachments.select_related("file").order_by("created_at", "pk"))


def access_mine(actor: Actor, announcement_id: UUID) -> "Mine":
    found = next((one for one in list_mine(actor) if one.pk == announcement_id), None)
    if found is None:
        entries = entries_of_person(actor.the_person_id)
        if written_for(entries).filter(pk=announcement_id, state=AnnouncementState.WITHDRAWN).exists():
            raise AnnouncementWithdrawn()
        raise NotFound()
    return found


def marks_of(person_id: UUID, entries: Collection[RosterEntry]) -> "list[Mine]":
    """What concerns these, without the words: those that must be read and are not come first."""
    rows = published_to(entries).select_related("in_force").defer(*LONG)
    read_at = _read_by(person_id).order_by("read_at").values("read_at")[:1]
    marked = rows.annotate(my_read_at=Subquery(read_at))
    return list(marked.order_by("-in_force__must_read", "-pinned", "-published_at", "pk"))


def find_unread_must_read(entry: RosterEntry) -> Announcement | None:
    """What holds this candidate up."""
    rows = published_to([entry]).filter(in_force__must_read=True).exclude(Exists(_read_by(entry.person_id)))
    return rows.select_related("in_force").order_by("-pinned", "-published_at", "pk").first()


def count_readers(announcement: Announcement) -> dict[str, int]:
    """How many it concerns and have read it; how many it reaches now, and how many of these have a phone."""
    people = recipients_of(announcement).annotate(
        is_read=has_read(announcement), is_reached=is_reached(announcement)
    )
    reached = Q(is_reached=True)
    with_phone = reached & Q(phone__isnull=False)
    return people.aggregate(
        recipients=Count("pk"),
        reached=Count("pk", filter=reached),
        read=Count("pk", filter=Q(is_read=True)),
        with_phone=Count("pk", filter=with_phone),
        unread_with_phone=Count("pk", filter=with_phone & Q(is_read=False)),
    )


def editions_of(announcement: Announcement) -> list[dict[str, Any]]:
    """When each was published and by whom, newest first."""
    rows = AnnouncementEdition.objects.filter(announcement=announcement).order_by("-edition")
    return [dict(row) for row in rows.values("edition", "title", "published_at", "published_by_id")]
