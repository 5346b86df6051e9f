"""Reference portraits: set many at once, shown to staff of the room and to who manages the exam."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record, record_all
from kaochang.core.errors import NotFound
from kaochang.exams import events
from kaochang.exams.models import ExamSession, ReferencePortrait, RosterEntry
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.scope import SchoolScope

BATCH = 200


@dataclass(frozen=True)
class NewPortrait:
    roster_entry_id: UUID
    picture: bytes
    width: int
    height: int


def hash_of(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()


def portrait_hashes(session_id: UUID) -> dict[UUID, str]:
    """What each candidate of an exam has now; one query."""
    found = ReferencePortrait.objects.filter(roster_entry__session_id=session_id)
    return dict(found.values_list("roster_entry_id", "sha256"))


def who_have_portraits(roster_entry_ids: Collection[UUID]) -> set[UUID]:
    found = ReferencePortrait.objects.filter(roster_entry_id__in=roster_entry_ids)
    return set(found.values_list("roster_entry_id", flat=True))


@transaction.atomic
def set_portraits(session: ExamSession, wanted: Sequence[NewPortrait], *, by: Actor) -> None:
    """All of them or none. A candidate who is no longer in this exam stops them all: NotFound."""
    ids = [one.roster_entry_id for one in wanted]
    # Locked, so that none of them is removed meanwhile.
    entries = {
        entry.pk: entry
        for entry in RosterEntry.objects.select_for_update(no_key=True, of=("self",))
        .select_related("session")
        .filter(pk__in=ids, session=session)
        .order_by("pk")
    }
    if len(entries) != len(set(ids)):
        raise NotFound()
    had = set(
        ReferencePortrait.objects.filter(roster_entry_id__in=ids).values_list("roster_entry_id", flat=True)
    )
    ReferencePortrait.objects.filter(roster_entry_id__in=had).delete()
    made = [
        ReferencePortrait(
            roster_entry_id=one.roster_entry_id,
            picture=one.picture,
            sha256=hash_of(one.picture),
            width=one.width,
            height=one.height,
        )
        for one in wanted
    ]
    ReferencePortrait.objects.bulk_create(made, batch_size=BATCH)
    record_all(
        [
            (
                events.PortraitSet(
                    roster_entry_id=one.roster_entry_id,
                    sha256=one.sha256,
                    replaced=one.roster_entry_id in had,
                ),
                one,
                entries[one.roster_entry_id].trail_scope_id,
            )
            for one in made
        ],
        by=by,
    )
    event = events.PortraitsSet(session_id=session.pk, count=len(made), replaced=len(had))
    record(event, by=by, about=session, scope_id=session.school_id)
    rooms = {entry.room_id for entry in entries.values() if entry.room_id}
    to = channels.school(session.school_id, session.college_id) + [
        channels.room_staff(room) for room in rooms
    ]
    announce(event, to=to, subject=session)


def get_portrait(roster_entry_id: UUID) -> ReferencePortrait:
    found = ReferencePortrait.objects.filter(roster_entry_id=roster_entry_id).first()
    if found is None:
        raise NotFound()
    return found


def access_portrait(scope: SchoolScope, roster_entry_id: UUID) -> ReferencePortrait:
    """By who manages the exam."""
    entry = RosterEntry.objects.select_related("session").filter(pk=roster_entry_id).first()
    if entry is None:
        raise NotFound()
    scope.require(entry.session.school_id, entry.session.college_id)
    return get_portrait(roster_entry_id)
