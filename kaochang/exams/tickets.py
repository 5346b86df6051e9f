"""「有疑问」 and 「求助」: asked by candidates, answered in the room or from the school's queue."""

from typing import Any
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.events import Change, Event
from kaochang.core.models import save_changed
from kaochang.core.rules import require
from kaochang.exams import events, rules
from kaochang.exams.errors import (
    HandlerUnknown,
    TicketAnswered,
    TicketClosed,
    TicketNotAnswered,
    TooManyTickets,
)
from kaochang.exams.models import RosterEntry, Ticket
from kaochang.exams.queries import count_open_tickets, lock_roster_entry, lock_ticket, require_visible
from kaochang.exams.states import TICKET, VISIBLE, TicketKind, TicketState
from kaochang.exams.telling import params_of_exam
from kaochang.exams.texts import plain_text
from kaochang.notifications.services import Note, notify
from kaochang.notifications.states import NotificationKind, Ways
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.queries import administrators_of

OPEN_TICKETS = 5


@transaction.atomic
def open_ticket(entry: RosterEntry, text: str, *, by: Actor) -> Ticket:
    """「有疑问」: a doubt for the school; it holds nobody up."""
    text = plain_text(text)
    entry = lock_roster_entry(entry.pk)
    require_visible(entry)
    if count_open_tickets(entry.pk) >= OPEN_TICKETS:
        raise TooManyTickets(limit=OPEN_TICKETS)
    ticket = Ticket.objects.create(roster_entry=entry, text=text)
    _tell(events.TicketOpened(ticket_id=ticket.pk, roster_entry_id=entry.pk), ticket, by)
    return ticket


@transaction.atomic
def ask_help(entry: RosterEntry, text: str, *, by: Actor) -> Ticket:
    """「求助」 from the waiting area, so that the school sees it too. Asking again changes the words."""
    ticket = Ticket.objects.filter(roster_entry=entry, kind=TicketKind.HELP, state=TicketState.OPEN).first()
    if ticket is not None:
        ticket.text = text
        return save_changed(ticket, "text")
    ticket = Ticket.objects.create(roster_entry=entry, text=text, kind=TicketKind.HELP)
    _tell(events.TicketOpened(ticket_id=ticket.pk, roster_entry_id=entry.pk), ticket, by)
    return ticket


@transaction.atomic
def end_help(entry: RosterEntry, *, by: Actor) -> None:
    """Withdrawn, or somebody is with them now: nothing is left to answer."""
    asked = Ticket.objects.select_for_update(no_key=True).filter(roster_entry=entry, kind=TicketKind.HELP)
    for ticket in asked.exclude(state=TicketState.CLOSED):
        _close(ticket, by)


@transaction.atomic
def answer_ticket(ticket: Ticket, text: str, *, by: Actor) -> Ticket:
    """By the staff of the candidate's room."""
    text = plain_text(text)
    ticket = lock_ticket(ticket.pk)
    require(rules.can_write_to_candidates, by.person_id, ticket.roster_entry.exam_room)
    return _answer(ticket, text, by)


@transaction.atomic
def answer_from_queue(ticket: Ticket, text: str, *, by: Actor) -> Ticket:
    """By an administrator: the caller has asked whose college it is."""
    text = plain_text(text)
    return _answer(lock_ticket(ticket.pk), text, by)


@transaction.atomic
def correct_answer(ticket: Ticket, text: str, *, version: int, by: Actor) -> Ticket:
    """Another answer in the place of the first, or more of it; the trail keeps both."""
    text = plain_text(text)
    ticket = lock_ticket(ticket.pk)
    require_version(ticket, version)
    if ticket.state == TicketState.CLOSED:
        raise TicketClosed()
    if ticket.state != TicketState.ANSWERED:
        raise TicketNotAnswered()
    if ticket.answer == text:
        return ticket
    change = Change(field="answer", before=ticket.answer, after=text)
    _put_answer(ticket, text, by)
    entry = ticket.roster_entry
    corrected = events.TicketAnswerCorrected(ticket_id=ticket.pk, roster_entry_id=entry.pk, changes=[change])
    record(corrected, by=by, about=ticket, scope_id=entry.trail_scope_id)
    _announce(_given(ticket), ticket)
    _tell_answered(ticket, by)
    return ticket


@transaction.atomic
def hand_over(ticket: Ticket, to: UUID | None, *, version: int, by: Actor) -> Ticket:
    """To another administrator of this college, or back to all of them."""
    ticket = lock_ticket(ticket.pk)
    require_version(ticket, version)
    if ticket.state == TicketState.CLOSED:
        raise TicketClosed()
    session = ticket.roster_entry.session
    if to is not None and to not in {
        one.pk for one in administrators_of(session.school_id, session.college_id)
    }:
        raise HandlerUnknown()
    if ticket.handler_id == to:
        return ticket
    was, ticket.handler = ticket.handler_id, Person.objects.get(pk=to) if to else None
    save_changed(ticket, "handler")
    event = events.TicketHandedOver(
        ticket_id=ticket.pk,
        roster_entry_id=ticket.roster_entry_id,
        was_handler_id=was,
        handler_id=to,
    )
    _tell(event, ticket, by)
    if ticket.handler is not None and to != by.person_id:
        _tell_handler(ticket, by)
    return ticket


@transaction.atomic
def close_ticket(ticket: Ticket, *, version: int, by: Actor) -> Ticket:
    ticket = lock_ticket(ticket.pk)
    require_version(ticket, version)
    if ticket.state == TicketState.CLOSED:
        raise TicketClosed()
    return _close(ticket, by)


def _answer(ticket: Ticket, text: str, by: Actor) -> Ticket:
    """Of two who answer at once the second learns who was first."""
    if ticket.state == TicketState.CLOSED:
        raise TicketClosed()
    if ticket.state == TicketState.ANSWERED:
        first = Person.objects.filter(pk__in=[ticket.answered_by_id]).first()
        at = clock.iso(ticket.answered_at or ticket.updated_at)
        raise TicketAnswered(by_name=first.name if first else "", at=at)
    TICKET.require(ticket.state, TicketState.ANSWERED)
    ticket.state = TicketState.ANSWERED
    _put_answer(ticket, text, by)
    _tell(_given(ticket), ticket, by)
    _tell_answered(ticket, by)
    return ticket


def _put_answer(ticket: Ticket, text: str, by: Actor) -> None:
    ticket.answer, ticket.answered_by_id, ticket.answered_at = text, by.person_id, clock.now()
    save_changed(ticket, "state", "answer", "answered_by_id", "answered_at")


def _given(ticket: Ticket) -> events.TicketAnswerGiven:
    return events.TicketAnswerGiven(ticket_id=ticket.pk, roster_entry_id=ticket.roster_entry_id)


def _close(ticket: Ticket, by: Actor) -> Ticket:
    TICKET.require(ticket.state, TicketState.CLOSED)
    ticket.state, ticket.closed_at = TicketState.CLOSED, clock.now()
    save_changed(ticket, "state", "closed_at")
    _tell(events.TicketClosed(ticket_id=ticket.pk, roster_entry_id=ticket.roster_entry_id), ticket, by)
    return ticket


def _tell(event: Event, ticket: Ticket, by: Actor) -> None:
    """Of a call for help the room hears by its own events; an answer reaches the candidate all the same."""
    record(event, by=by, about=ticket, scope_id=ticket.roster_entry.trail_scope_id)
    _announce(event, ticket)


def _announce(event: Event, ticket: Ticket) -> None:
    entry = ticket.roster_entry
    to = channels.school(entry.session.school_id, entry.session.college_id)
    outside = isinstance(event, events.TicketHandedOver)
    heard = ticket.kind == TicketKind.HELP and not isinstance(event, events.TicketAnswerGiven)
    if entry.session.state in VISIBLE and not outside and not heard:
        to = [*to, channels.candidate(entry.pk)]
        to += [channels.room_staff(entry.room_id)] if entry.room_id else []
    announce(event, to=to, subject=ticket)


def _tell_answered(ticket: Ticket, by: Actor) -> None:
    """Wherever the candidate is: the answer itself is in it, so that nothing has to be looked for."""
    entry = ticket.roster_entry
    if entry.session.state in VISIBLE:
        params = {**params_of_exam(entry.session), "question": ticket.text, "answer": ticket.answer}
        _notify(ticket, entry.person, NotificationKind.TICKET_ANSWERED, "candidate", params, by)


def _tell_handler(ticket: Ticket, by: Actor) -> None:
    entry, handler = ticket.roster_entry, ticket.handler
    if handler is None:
        return
    params = {
        **params_of_exam(entry.session),
        "ticket_id": str(ticket.pk),
        "candidate": f"{entry.person.name} {entry.candidate_number}",
        "question": ticket.text,
    }
    _notify(ticket, handler, NotificationKind.TICKET_GIVEN, "staff", params, by)


def _notify(
    ticket: Ticket, to: Person, kind: NotificationKind, area: str, params: dict[str, Any], by: Actor
) -> None:
    """On the page alone."""
    session = ticket.roster_entry.session
    notify(
        [Note(to, ticket.pk, params, ("", ""))],
        kind,
        area=area,
        scope_id=session.school_id,
        college_id=session.college_id,
        session_id=session.pk,
        ways=Ways.PAGE,
        by=by,
    )
