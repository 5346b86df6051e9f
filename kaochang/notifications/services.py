"""Telling people what concerns them. Called as the last beat of a change, in its transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.audit.services import record, record_all
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.mail.services import Mail, send_mails
from kaochang.notifications import events
from kaochang.notifications.models import CalendarFeed, Notification
from kaochang.notifications.policy import policy_of, way_to, ways_for
from kaochang.notifications.states import ARRANGEMENTS, NotificationKind, Ways
from kaochang.realtime import channels
from kaochang.realtime.services import announce, announce_all
from kaochang.sms.services import Text, send_many


@dataclass(frozen=True)
class Note:
    """One person's part of a change. `summary`: (zh, en) in one line, for a text message or mail."""

    person: Person
    subject_id: UUID
    params: Mapping[str, Any]
    summary: tuple[str, str]
    language: str = "zh"


@transaction.atomic
def notify(
    notes: Sequence[Note],
    kind: NotificationKind,
    *,
    area: str,
    scope_id: UUID,
    college_id: UUID | None,
    session_id: UUID | None,
    reason: str = "",
    ways: Ways | None = None,
    beside: Sequence[Note] | None = None,
    by: Actor,
) -> list[Notification]:
    """On the page at once; beside it by these `ways`, else as the school chose. An older one about the same,
    not confirmed, is void.

    `beside`: the messages of an act that has several notes for one person.
    """
    if not notes:
        return []
    _supersede(notes, kind, area)
    made = Notification.objects.bulk_create(
        [
            Notification(
                scope_id=scope_id,
                college_id=college_id,
                session_id=session_id,
                subject_id=note.subject_id,
                person=note.person,
                area=area,
                kind=kind,
                params=dict(note.params),
                reason=reason,
            )
            for note in notes
        ],
        batch_size=1000,
    )
    sent = [(events.NotificationSent(notification_id=one.pk, kind=kind), one, scope_id) for one in made]
    record_all(sent, by=by)
    announce_all([(event, [channels.person(area, one.person_id)], one) for event, one, _ in sent])
    send_beside(
        notes if beside is None else beside, ways or ways_for(policy_of(scope_id), area, kind), scope_id
    )
    return made


def _supersede(notes: Sequence[Note], kind: NotificationKind, area: str) -> None:
    """What somebody was told of the same thing; of another thing than theirs nobody has news here."""
    about = {(note.person.pk, note.subject_id) for note in notes}
    older = Notification.objects.filter(
        person__in={person_id for person_id, _ in about},
        subject_id__in={subject_id for _, subject_id in about},
        area=area,
        kind=kind,
        confirmed_at__isnull=True,
        superseded_at__isnull=True,
    )
    void = [pk for pk, *which in older.values_list("pk", "person_id", "subject_id") if tuple(which) in about]
    if void:
        Notification.objects.filter(pk__in=void).update(superseded_at=clock.now())


def void_arrangements(
    session_id: UUID,
    kinds: Collection[NotificationKind] = ARRANGEMENTS,
    people: Collection[UUID] | None = None,
) -> None:
    """Of an exam that is no longer as people were told: nobody is asked to confirm it any more."""
    open_ones = _unconfirmed_of(session_id, kinds)
    if people is not None:
        open_ones = open_ones.filter(person__in=people)
    open_ones.update(superseded_at=clock.now())


def lay_aside(session_id: UUID) -> None:
    """The exam is over: what is unconfirmed is asked of nobody, and stays in the school's list."""
    _unconfirmed_of(session_id, ARRANGEMENTS).update(over_at=clock.now())


def ask_again(session_id: UUID) -> None:
    """The exam goes on after all."""
    Notification.objects.filter(session_id=session_id, over_at__isnull=False).update(over_at=None)


def _unconfirmed_of(session_id: UUID, kinds: Collection[NotificationKind]) -> QuerySet[Notification]:
    return Notification.objects.filter(
        session_id=session_id,
        kind__in=kinds,
        confirmed_at__isnull=True,
        superseded_at__isnull=True,
    )


def void_notices(kind: NotificationKind, subject_id: UUID) -> None:
    """Of one thing, where they are no longer true."""
    told = Notification.objects.filter(kind=kind, subject_id=subject_id, superseded_at__isnull=True)
    told.update(superseded_at=clock.now())


@transaction.atomic
def tell_work_ended(
    person_id: UUID, subject_id: UUID, params: Mapping[str, Any], *, scope_id: UUID, session_id: UUID | None
) -> Notification:
    """To whoever began it, on the page only. That it ended is in the trail already."""
    to, kind = {"person_id": person_id, "area": "staff"}, NotificationKind.WORK_ENDED
    older = Notification.objects.filter(**to, kind=kind, subject_id=subject_id, superseded_at__isnull=True)
    older.update(superseded_at=clock.now())
    one = Notification.objects.create(
        **to,
        kind=kind,
        scope_id=scope_id,
        session_id=session_id,
        subject_id=subject_id,
        params=dict(params),
    )
    event = events.NotificationSent(notification_id=one.pk, kind=kind)
    announce(event, to=[channels.person("staff", person_id)], subject=one)
    return one


def drop_notifications(person_ids: Collection[UUID], *, about: Collection[UUID]) -> None:
    """Of people about to be deleted, and what names them to others; the trail keeps that it was told."""
    Notification.objects.filter(Q(person__in=person_ids) | Q(subject_id__in=about)).delete()


def send_beside(notes: Sequence[Note], ways: Ways, scope_id: UUID) -> list[Note]:
    """Text messages and mails alone, without anything on a page. The notes that became one."""
    texts, mails, sent = [], [], []
    for note in notes:
        values: dict[str, str | int] = {
            "name": note.person.name,
            "summary": note.summary[note.language == "en"],
        }
        way = way_to(note.person, ways)
        if way is not None:
            sent.append(note)
        if way == Ways.MAIL:
            mails.append(Mail(note.person.email or "", "notification", values, note.language))
        elif way == Ways.SMS:
            texts.append(
                Text(note.person.phone or "", "notification", values, note.language, note.subject_id)
            )
    send_mails(mails, scope_id=scope_id)
    send_many(texts, scope_id=scope_id)
    return sent


@transaction.atomic
def confirm(notification: Notification, *, by: Actor) -> Notification:
    """「知道了」. Saying it again changes nothing."""
    locked = Notification.objects.select_for_update(no_key=True, of=("self",))
    notification = locked.get(pk=notification.pk)
    if notification.confirmed_at is not None:
        return notification
    notification.confirmed_at = clock.now()
    notification.read_at = notification.read_at or notification.confirmed_at
    save_changed(notification, "confirmed_at", "read_at")
    event = events.NotificationConfirmed(
        notification_id=notification.pk,
        kind=NotificationKind(notification.kind),
        confirmed_at=notification.confirmed_at,
    )
    record(event, by=by, about=notification, scope_id=notification.scope_id)
    mine = channels.person(notification.area, notification.person_id)
    school = channels.school(notification.scope_id, notification.college_id)
    announce(event, to=[mine, *school], subject=notification)
    return notification


def mark_read(person_id: UUID, area: str, only: UUID | None = None) -> int:
    """The inbox was opened; or a page was, that shows what this one says."""
    unread = Notification.objects.filter(person_id=person_id, area=area, read_at__isnull=True)
    if only is not None:
        unread = unread.filter(pk=only)
    return unread.update(read_at=clock.now())


@transaction.atomic
def get_feed(person_id: UUID, area: str, scope_id: UUID) -> CalendarFeed:
    """Made when it is asked for first."""
    secret = secrets.new_token()
    feed, _ = CalendarFeed.objects.get_or_create(
        person_id=person_id,
        area=area,
        scope_id=scope_id,
        defaults={"secret": secret, "secret_lookup": lookup_of(secret)},
    )
    return feed


@transaction.atomic
def renew_feed(person_id: UUID, area: str, scope_id: UUID, *, by: Actor) -> CalendarFeed:
    """A new address; whoever has the old one reads nothing any more."""
    feed = CalendarFeed.objects.select_for_update(no_key=True).get(pk=get_feed(person_id, area, scope_id).pk)
    secret = secrets.new_token()
    feed.secret, feed.secret_lookup = secret, lookup_of(secret)
    save_changed(feed, "secret", "secret_lookup")
    record(events.CalendarFeedRenewed(feed_id=feed.pk), by=by, about=feed, scope_id=scope_id)
    return feed


def drop_feed(person_id: UUID, area: str, scope_id: UUID) -> None:
    """Whoever has the address reads nothing any more; it needs no log-in, so it ends with the log-ins."""
    CalendarFeed.objects.filter(person_id=person_id, area=area, scope_id=scope_id).delete()


def lookup_of(secret: str) -> str:
    return secrets.token_hash(secret)
