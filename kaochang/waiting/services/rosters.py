"""The line as an import of a roster fills it, and empties it again before anybody came."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record_all
from kaochang.desks import services as desks
from kaochang.exams import queries as exams
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.waiting import events
from kaochang.waiting.errors import AlreadyArrived
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services.telling import moving_line, tell_staff
from kaochang.waiting.states import QueueState


@transaction.atomic
def add_all_to_queue(entries: Iterable[RosterEntry], *, by: Actor) -> None:
    """Entries that are in no line yet, each into that of their room; rooms are locked in order."""
    placed = sorted(entries, key=lambda entry: (entry.exam_room_id, entry.order_number or 0))
    for room_id, group in groupby(placed, key=lambda entry: entry.exam_room_id):
        room = exams.lock_room(room_id)
        taken = set(QueueEntry.objects.filter(room=room).values_list("position", flat=True))
        made = []
        for entry in group:
            position = entry.order_number or 0
            if not position or position in taken:
                position = max(taken, default=0) + 1
            taken.add(position)
            made.append(QueueEntry(roster_entry=entry, room=room, position=position))
        desks.make_desks([one.roster_entry for one in made])
        with moving_line(room):
            QueueEntry.objects.bulk_create(made, batch_size=1000)
            added = [
                events.AddedToQueue(
                    entry_id=one.pk, roster_entry_id=one.roster_entry_id, position=one.position
                )
                for one in made
            ]
            record_all([(event, one, room_id) for event, one in zip(added, made, strict=True)], by=by)
            if room.session.state in VISIBLE:
                for event, one in zip(added, made, strict=True):
                    tell_staff(event, one)


@transaction.atomic
def remove_all_from_queue(roster_entry_ids: Sequence[UUID], *, by: Actor) -> None:
    """Only those who have not come yet and whom staff did not touch; their desks go with them."""
    rooms = QueueEntry.objects.filter(roster_entry_id__in=roster_entry_ids).values_list("room_id", flat=True)
    for room_id in sorted(set(rooms)):
        room = exams.lock_room(room_id)
        found = list(
            QueueEntry.objects.select_for_update(no_key=True).filter(
                room=room, roster_entry_id__in=roster_entry_ids
            )
        )
        if any(one.state != QueueState.PREPARING or one.help_asked_at for one in found):
            raise AlreadyArrived()
        with moving_line(room):
            gone = [
                events.RemovedFromQueue(entry_id=one.pk, roster_entry_id=one.roster_entry_id) for one in found
            ]
            record_all([(event, one, room_id) for event, one in zip(gone, found, strict=True)], by=by)
            if room.session.state in VISIBLE:
                for event, one in zip(gone, found, strict=True):
                    tell_staff(event, one)
            QueueEntry.objects.filter(pk__in=[one.pk for one in found]).delete()
    desks.remove_unused_desks(roster_entry_ids)
