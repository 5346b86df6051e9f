"""Reads of the line and of talks. Endpoints use only `access_…`."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.desks.models import Desk
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.states import RoomRole, RoomState
from kaochang.waiting.forecasts import Forecast, Spot, average_of, foresee
from kaochang.waiting.models import QueueEntry, Talk
from kaochang.waiting.states import IN_LINE, QueueState


def get_entry(entry_id: UUID) -> QueueEntry:
    return _one(_entries().filter(pk=entry_id))


def entry_of(roster_entry_id: UUID) -> QueueEntry:
    return _one(_entries().filter(roster_entry_id=roster_entry_id))


def find_entry_of(roster_entry_id: UUID) -> QueueEntry | None:
    return _entries().filter(roster_entry_id=roster_entry_id).first()


def lock_entry(entry_id: UUID) -> QueueEntry:
    """Second in the order of locks: exam room, queue entry, desk."""
    return _one(_entries().select_for_update(no_key=True, of=("self",)).filter(pk=entry_id))


def lock_entry_in(room: ExamRoom, entry_id: UUID) -> QueueEntry:
    """The same where the room is locked already: it is not read once more."""
    entries = QueueEntry.objects.select_related("roster_entry").select_for_update(no_key=True, of=("self",))
    entry = _one(entries.filter(pk=entry_id, room_id=room.pk))
    entry.room = room
    return entry


def access_entry(actor: Actor, entry_id: UUID) -> QueueEntry:
    """A candidate of one of my rooms; who does not work there learns nothing."""
    if actor.area != "staff":
        raise NotFound()
    mine = Assignment.objects.filter(room_id=OuterRef("room_id"), person_id=actor.the_person_id)
    return _one(_entries().filter(Exists(mine), pk=entry_id))


def access_talk(actor: Actor, talk_id: UUID) -> Talk:
    talk = Talk.objects.filter(pk=talk_id).first()
    if talk is None:
        raise NotFound()
    access_entry(actor, talk.entry_id)
    return talk


def list_queue(room_id: UUID) -> list[QueueEntry]:
    return list(_entries().filter(room_id=room_id).order_by("position"))


def list_line(room_id: UUID) -> list[QueueEntry]:
    """Who waits for the panel, the next first."""
    line = _entries().filter(room_id=room_id, state__in=IN_LINE).order_by("position")
    return sorted(line, key=lambda entry: entry.state != QueueState.INVITED)


def lock_talk(talk_id: UUID) -> Talk:
    talk = Talk.objects.select_for_update(no_key=True).filter(pk=talk_id).first()
    if talk is None:
        raise NotFound()
    return talk


def find_open_talk(entry_id: UUID) -> Talk | None:
    return Talk.objects.filter(entry_id=entry_id, ended_at__isnull=True).first()


def find_talk_of_officer(officer_id: UUID) -> Talk | None:
    return Talk.objects.filter(officer_id=officer_id, ended_at__isnull=True).select_related("entry").first()


def open_talks(room_id: UUID) -> dict[UUID, Talk]:
    talks = Talk.objects.filter(entry__room_id=room_id, ended_at__isnull=True)
    return {talk.entry_id: talk for talk in talks}


def has_open_talk(room_id: UUID) -> bool:
    return Talk.objects.filter(entry__room_id=room_id, ended_at__isnull=True).exists()


def list_deserted_talks(room_id: UUID) -> list[Talk]:
    """Open talks whose officer is an officer of this room no more."""
    return list(_deserted_talks().filter(entry__room_id=room_id).order_by("started_at"))


def list_rooms_with_deserted_talks(rooms: QuerySet[ExamRoom]) -> list[ExamRoom]:
    return list(rooms.filter(pk__in=_deserted_talks().values("entry__room_id")))


def list_rooms_with_due_desks(rooms: QuerySet[ExamRoom]) -> list[ExamRoom]:
    """Somebody in the line has no open desk, and the exam's limit has one to give."""
    opened = Desk.objects.filter(room_id=OuterRef("pk"), media_room_id__isnull=False).order_by()
    own = Desk.objects.filter(roster_entry_id=OuterRef("roster_entry_id"), media_room_id__isnull=False)
    due = QueueEntry.objects.filter(room_id=OuterRef("pk"), state__in=IN_LINE).exclude(Exists(own))
    count = opened.values("room_id").annotate(count=Count("pk")).values("count")
    free = rooms.exclude(state=RoomState.CLOSED).filter(
        session__desks_open_limit__gt=Coalesce(Subquery(count), 0)
    )
    return list(free.filter(Exists(due)))


def _deserted_talks() -> QuerySet[Talk]:
    here = Assignment.objects.filter(
        room_id=OuterRef("entry__room_id"),
        role=RoomRole.WAITING_ROOM_OFFICER,
        person_id=OuterRef("officer_id"),
    )
    return Talk.objects.filter(ended_at__isnull=True).exclude(Exists(here))


def list_spots(room_id: UUID) -> list[Spot]:
    rows = QueueEntry.objects.filter(room_id=room_id).values_list(*_SPOT)
    return [_spot(*row) for row in rows]


def read_line(room_id: UUID) -> tuple[list[Spot], dict[UUID, Talk]]:
    """The spots and the open talks of a room, in one query."""
    open_talk = FilteredRelation("talks", condition=Q(talks__ended_at__isnull=True))
    columns = ("pk", "officer_id", "officer_name", "started_at")
    entries = QueueEntry.objects.filter(room_id=room_id).annotate(open_talk=open_talk)
    spots, talks = [], {}
    for row in entries.values_list(*_SPOT, *(f"open_talk__{column}" for column in columns)):
        spot, talk = _spot(*row[: len(_SPOT)]), row[len(_SPOT) :]
        spots.append(spot)
        if talk[0] is not None:
            talks[spot.entry_id] = Talk(entry_id=spot.entry_id, **dict(zip(columns, talk, strict=True)))
    return spots, talks


def spots_of(entries: Iterable[QueueEntry]) -> list[Spot]:
    """The same of entries that are read already."""
    return [_spot(*(getattr(entry, column) for column in _SPOT)) for entry in entries]


def forecast(room: ExamRoom, spots: list[Spot] | None = None) -> dict[UUID, Forecast]:
    """Place and forecast of everybody in the line: one query, whatever its length."""
    spots = list_spots(room.pk) if spots is None else spots
    return foresee(
        spots,
        now=clock.now(),
        starts_at=room.session.starts_at,
        average_seconds=average_of(spots, planned_seconds=room.session.interview_seconds),
    )


_SPOT = ("pk", "roster_entry_id", "state", "position", "admitted_at", "finished_at")


def _spot(pk: UUID, roster_entry_id: UUID, state: str, *rest: Any) -> Spot:
    return Spot(pk, roster_entry_id, QueueState(state), *rest)


def _entries() -> QuerySet[QueueEntry]:
    return QueueEntry.objects.select_related(
        "roster_entry__person",
        "roster_entry__session",
        "roster_entry__desk",
        "room__session",
    )


def _one(entries: QuerySet[QueueEntry]) -> QueueEntry:
    entry = entries.first()
    if entry is None:
        raise NotFound()
    return entry
