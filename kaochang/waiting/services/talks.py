"""The officer with one candidate, and what the officer found."""

from typing import Literal, get_args

from django.db import IntegrityError, transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.queries import get_person
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.desks import services as desks
from kaochang.exams import queries as exams
from kaochang.exams.errors import RelationReasonNeeded
from kaochang.exams.models import ExamRoom
from kaochang.exams.relation_queries import staff_close_to
from kaochang.exams.texts import plain_text
from kaochang.media import queries as media_queries
from kaochang.media import services as media
from kaochang.waiting import events, queries, rules
from kaochang.waiting.errors import (
    EntryInvited,
    NotInWaitingArea,
    OfficerBusy,
    TalkEnded,
    TalkExists,
    WaitingAreaClosed,
)
from kaochang.waiting.models import NOTE_LENGTH, REASON_LENGTH, QueueEntry, Talk
from kaochang.waiting.services.arrival import SHUT
from kaochang.waiting.services.telling import (
    change_state,
    end_help,
    moving_line,
    note,
    tell,
    tell_availability,
    tell_staff,
)
from kaochang.waiting.states import QueueState

ChecklistItem = Literal[
    "id_card_matches", "id_card_valid", "nobody_else", "allowed_items_only", "second_camera_placed"
]


@transaction.atomic
def start_talk(entry: QueueEntry, *, by: Actor, reason: str | None = None) -> Talk:
    """One talk per officer and per candidate; the desk opens at once, whatever the limit.

    `reason`: why this officer, who is close to the candidate, talks with them all the same.
    """
    room = exams.lock_room(entry.room_id)
    entry = queries.lock_entry(entry.pk)
    require(rules.can_talk, by, room)
    if room.state in SHUT:
        raise WaitingAreaClosed()
    if entry.state == QueueState.INVITED:
        raise EntryInvited()
    if queries.find_open_talk(entry.pk) is not None:
        raise TalkExists()
    if entry.state not in (QueueState.WAITING, QueueState.CLEARED):
        raise NotInWaitingArea(state=entry.state)
    candidate_id = entry.roster_entry.person_id
    close = staff_close_to(room.pk, [candidate_id], only=by.person_id).get(candidate_id, [])
    why = plain_text(reason, limit=REASON_LENGTH) if reason and reason.strip() else ""
    if close and not why:
        raise RelationReasonNeeded()
    talk = _open_talk(entry, by)
    with moving_line(room):
        entry.state_before = entry.state
        # Whoever asked for help has somebody now.
        end_help(entry, by=by)
        change_state(entry, QueueState.TALKING, by=by, also=("state_before", "help_asked_at", "help_text"))
    desks.open_desk(entry.roster_entry, by=by)
    event = events.TalkStarted(
        talk_id=talk.pk, entry_id=entry.pk, officer_name=talk.officer_name, started_at=talk.started_at
    )
    tell(event, entry, by=by, about=talk)
    if close:
        related = events.RelatedTalkStarted(talk_id=talk.pk, entry_id=entry.pk, reason=why)
        note(related, entry, by=by, about=talk)
    tell_availability(room)
    return talk


@transaction.atomic
def end_talk(talk: Talk, *, cleared: bool, by: Actor) -> Talk:
    """「核验通过，结束通话」 or 「结束通话」: the officer's picture is gone from the desk with the commit."""
    entry, room = _lock_of(talk)
    talk = queries.lock_talk(talk.pk)
    require(rules.can_end_talk, by, room, talk)
    if cleared:
        # Somebody who only frees a candidate from a lost officer has checked nothing.
        require(rules.is_talking_officer, by, talk)
    if talk.ended_at is not None:
        raise TalkEnded()
    return _finish(talk, entry, room, cleared=cleared, by=by)


@transaction.atomic
def end_deserted_talks(room: ExamRoom, *, by: Actor) -> int:
    """An officer who works here no more cannot end the talk: the candidate goes back to where they stood.

    Who is only offline keeps the talk; another officer or the chief may end it.
    """
    room = exams.lock_room(room.pk)
    deserted = queries.list_deserted_talks(room.pk)
    for talk in deserted:
        entry = queries.lock_entry(talk.entry_id)
        _finish(queries.lock_talk(talk.pk), entry, room, cleared=False, by=by)
    return len(deserted)


@transaction.atomic
def save_clearance(
    entry: QueueEntry, *, checklist: dict[ChecklistItem, bool], note_text: str | None, by: Actor
) -> QueueEntry:
    """What the officer ticked and wrote; it clears nobody, the end of the talk does."""
    entry = queries.lock_entry(entry.pk)
    require(rules.can_clear, by, entry.room)
    if entry.state not in (QueueState.WAITING, QueueState.TALKING, QueueState.CLEARED):
        raise NotInWaitingArea(state=entry.state)
    entry.checklist = {**entry.checklist, **checklist}
    if note_text is not None:
        entry.note = plain_text(note_text, limit=NOTE_LENGTH) if note_text.strip() else ""
    save_changed(entry, "checklist", "note")
    event = _clearance_of(entry)
    note(event, entry, by=by)
    tell_staff(event, entry)
    return entry


def _clearance_of(entry: QueueEntry) -> events.ClearanceSaved:
    """With what was left open; where one camera is asked for, nobody places a second."""
    needed = [
        item
        for item in get_args(ChecklistItem)
        if item != "second_camera_placed" or entry.room.session.cameras_required > 1
    ]
    ticked = [item for item in needed if entry.checklist.get(item)]
    unticked = [item for item in needed if item not in ticked]
    return events.ClearanceSaved(
        entry_id=entry.pk, ticked=ticked, unticked=unticked, has_note=bool(entry.note)
    )


def _lock_of(talk: Talk) -> tuple[QueueEntry, ExamRoom]:
    room = exams.lock_room(queries.get_entry(talk.entry_id).room_id)
    return queries.lock_entry(talk.entry_id), room


def _finish(talk: Talk, entry: QueueEntry, room: ExamRoom, *, cleared: bool, by: Actor) -> Talk:
    talk.ended_at, talk.cleared = clock.now(), cleared
    save_changed(talk, "ended_at", "cleared")
    with moving_line(room):
        if cleared:
            state = QueueState.CLEARED
            entry.cleared_at, entry.cleared_by_id = talk.ended_at, by.person_id
        else:
            state = QueueState(entry.state_before)
        entry.state_before = ""
        change_state(entry, state, by=by, also=("state_before", "cleared_at", "cleared_by_id"))
    media_room = media_queries.open_room_of("desk", entry.roster_entry.desk.pk)
    if media_room is not None:
        media.close_seats(reason="talk_ended", room=media_room, purposes=["talk"], person_id=talk.officer_id)
    event = events.TalkFinished(talk_id=talk.pk, entry_id=entry.pk, cleared=cleared, ended_at=talk.ended_at)
    tell(event, entry, by=by, about=talk)
    if cleared:
        # As it stood then: boxes may be ticked later, or none ever was.
        note(_clearance_of(entry), entry, by=by)
    tell_availability(room)
    return talk


def _open_talk(entry: QueueEntry, by: Actor) -> Talk:
    if by.person_id is None or queries.find_talk_of_officer(by.person_id) is not None:
        raise OfficerBusy()
    officer = get_person(by.person_id)
    try:
        with transaction.atomic():
            return Talk.objects.create(
                entry=entry, officer_id=officer.pk, officer_name=officer.name, started_at=clock.now()
            )
    except IntegrityError as error:
        # The same officer, at the same moment, in another room: the index lets one talk through.
        raise OfficerBusy() from error
