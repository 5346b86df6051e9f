"""The roster by the thousand, as an import writes it and takes it back; one candidate: `setup.py`."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginCredential, Person
from kaochang.accounts.states import LoginArea
from kaochang.audit.services import record, record_all
from kaochang.core.changes import apply_changes
from kaochang.core.dependents import with_dependents
from kaochang.exams import events
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.realtime import channels
from kaochang.realtime.services import announce


@transaction.atomic
def add_roster_entries(entries: Sequence[RosterEntry], *, by: Actor) -> None:
    """All of one session, with people who have their log-ins; numbers and places are free."""
    RosterEntry.objects.bulk_create(entries, batch_size=1000)
    made = [
        events.RosterEntryAdded(
            roster_entry_id=entry.pk, room_id=entry.room_id, order_number=entry.order_number
        )
        for entry in entries
    ]
    record_all(
        [(event, entry, entry.trail_scope_id) for event, entry in zip(made, entries, strict=True)], by=by
    )
    for event, entry in zip(made, entries, strict=True):
        # Nobody has a draft's pages open.
        if entry.room_id is not None and entry.session.state in VISIBLE:
            announce(event, to=[channels.room_staff(entry.room_id)], subject=entry)
            accounts.refresh_push_channels(entry.person_id, "candidate")


@transaction.atomic
def edit_roster_entry(
    entry: RosterEntry, values: Mapping[str, Any], *, by: Actor, reason: str = ""
) -> RosterEntry:
    """What stands on the roster; a first room too, but not another one."""
    entry = (
        RosterEntry.objects.select_for_update(no_key=True, of=("self",))
        .select_related("session", "person")
        .get(pk=entry.pk)
    )
    had_room = entry.room_id
    changes = apply_changes(entry, values)
    if not changes:
        return entry
    event = events.RosterEntryEdited(roster_entry_id=entry.pk, changes=changes, reason=reason)
    record(event, by=by, about=entry, scope_id=entry.trail_scope_id)
    to = channels.school(entry.session.school_id, entry.session.college_id)
    if entry.session.state in VISIBLE:
        to = [*to, channels.candidate(entry.pk)]
        to += [channels.room_staff(entry.room_id)] if entry.room_id else []
    announce(event, to=to, subject=entry)
    if entry.room_id != had_room:
        accounts.refresh_push_channels(entry.person_id, "candidate")
    return entry


@transaction.atomic
def remove_roster_entries(entry_ids: Sequence[UUID], *, by: Actor, reason: str = "") -> None:
    """Of people who have done nothing yet. ProtectedError when anything hangs on one of them."""
    entries = list(RosterEntry.objects.filter(pk__in=entry_ids).select_related("session"))
    gone = [
        events.RosterEntryRemoved(
            roster_entry_id=one.pk,
            room_id=one.room_id,
            session_id=one.session_id,
            candidate_number=one.candidate_number,
            reason=reason,
        )
        for one in entries
    ]
    record_all([(event, one, one.trail_scope_id) for event, one in zip(gone, entries, strict=True)], by=by)
    for event, entry in zip(gone, entries, strict=True):
        if entry.session.state in VISIBLE:
            staff = [channels.room_staff(entry.room_id)] if entry.room_id is not None else []
            announce(event, to=[channels.person("candidate", entry.person_id), *staff], subject=entry)
            accounts.refresh_push_channels(entry.person_id, "candidate")
    RosterEntry.objects.filter(pk__in=entry_ids).delete()


@transaction.atomic
def forget_people(school_id: UUID, gone: Sequence[RosterEntry], *, by: Actor) -> None:
    """Numbers that stand for nobody any more, and people of whom nothing else is kept.

    People are held first, in the order in which an import holds them: who is written into another exam at
    this moment is counted there.
    """
    held = Person.objects.select_for_update(no_key=True).order_by("pk")
    people = set(held.filter(pk__in={entry.person_id for entry in gone}).values_list("pk", flat=True))
    left = set(
        RosterEntry.objects.filter(person_id__in=people, session__school_id=school_id).values_list(
            "person_id", "candidate_number"
        )
    )
    numbers = {(entry.person_id, entry.candidate_number) for entry in gone} - left
    accounts.take_candidate_logins(sorted(numbers), scope_id=school_id)
    others = LoginCredential.objects.filter(person_id__in=people).exclude(
        scope_id=school_id, area=LoginArea.CANDIDATE
    )
    newcomers = people - with_dependents(Person, people, but=(LoginCredential,))
    newcomers -= set(others.values_list("person_id", flat=True))
    accounts.remove_candidates(sorted(newcomers), scope_id=school_id, by=by)
