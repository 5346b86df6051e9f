"""Entries as they are in the database now, and the acts that bring them somewhere."""

from typing import Any

from kaochang.accounts.actor import Actor
from kaochang.exams import queries as exams
from kaochang.exams.models import ExamRoom
from kaochang.waiting import queries, services
from kaochang.waiting.models import QueueEntry
from tests.factories import Place

SYSTEM = Actor.system("test")


def now_of(entry: QueueEntry) -> QueueEntry:
    return queries.get_entry(entry.pk)


def of(place: Place, index: int = 0) -> QueueEntry:
    return queries.entry_of(place.entries[index].pk)


def room_of(place: Place) -> ExamRoom:
    return exams.get_room(place.room.pk)


def calling(name: str, entry: QueueEntry, by: Actor) -> Any:
    """A mark_… as `interviews` calls it: with the entry as it is locked."""
    return getattr(services, name)(queries.get_entry(entry.pk), by=by)


def states(place: Place) -> list[str]:
    return [entry.state for entry in queries.list_queue(place.room.pk)]
