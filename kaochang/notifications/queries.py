"""Reads: one's own, and a feed by its secret."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kaochang.accounts.actor import Actor
from kaochang.core.errors import NotFound
from kaochang.notifications.models import CalendarFeed, Notification
from kaochang.notifications.services import lookup_of
from kaochang.notifications.states import NotificationKind

SHOWN = 50


@dataclass(frozen=True)
class Inbox:
    items: list[Notification]
    # Older ones than these.
    more: bool
    unread: int
    unconfirmed: int


def read_inbox(actor: Actor, before: UUID | None = None) -> Inbox:
    """The newest, or the newest of those before that one; what a newer one replaced is gone."""
    mine = _standing(actor.the_person_id, actor.area)
    waiting = mine.aggregate(
        unread=Count("pk", filter=Q(read_at__isnull=True)),
        unconfirmed=Count("pk", filter=Q(confirmed_at__isnull=True)),
    )
    if before is not None:
        last = access_mine(actor, before)
        mine = mine.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__gt=last.pk))
    found = list(mine.order_by("-created_at", "pk")[: SHOWN + 1])
    return Inbox(items=found[:SHOWN], more=len(found) > SHOWN, **waiting)


def access_mine(actor: Actor, notification_id: UUID) -> Notification:
    mine = Notification.objects.filter(person_id=actor.the_person_id, area=actor.area)
    found = mine.filter(pk=notification_id).first()
    if found is None:
        raise NotFound()
    return found


def list_told(
    people: Iterable[UUID], kind: NotificationKind, *, area: str, scope_id: UUID
) -> QuerySet[Notification]:
    """What these people were told of this kind in one school; what a newer one replaced, too."""
    return Notification.objects.filter(person_id__in=list(people), kind=kind, area=area, scope_id=scope_id)


def count_unconfirmed(person_id: UUID, area: str) -> int:
    return _standing(person_id, area).filter(confirmed_at__isnull=True).count()


def _standing(person_id: UUID, area: str) -> QuerySet[Notification]:
    """Nothing newer has replaced it, and its exam is not over."""
    mine = Notification.objects.filter(person_id=person_id, area=area)
    return mine.filter(superseded_at__isnull=True, over_at__isnull=True)


def find_feed(secret: str) -> CalendarFeed:
    feed = None
    if 20 <= len(secret) <= 100 and secret.isascii():
        found = CalendarFeed.objects.select_related("person").filter(secret_lookup=lookup_of(secret))
        feed = found.first()
    if feed is None:
        raise NotFound()
    return feed
