"""The rows of board and panel: a fixed number of queries, however many candidates the room has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Count

from kaochang.accounts.queries import find_logged_in
from kaochang.accounts.states import LoginArea
from kaochang.console import devices
from kaochang.console.schemas.common import RequirementOut
from kaochang.console.schemas.staff import BoardRow, Counts, RowCall, RowPhone, RowSeat, RowTalk
from kaochang.desks import queries as desks
from kaochang.desks.queries import Devices
from kaochang.exams.models import ExamRoom, Ticket
from kaochang.exams.portraits import who_have_portraits
from kaochang.exams.relation_queries import staff_close_to
from kaochang.exams.states import TicketKind, TicketState
from kaochang.interviews import queries as interviews
from kaochang.interviews.models import Interview, Invitation
from kaochang.interviews.states import InvitationState
from kaochang.media import queries as media
from kaochang.media.states import SeatPurpose
from kaochang.waiting import chips, requirements
from kaochang.waiting import queries as waiting
from kaochang.waiting.forecasts import Forecast, Spot
from kaochang.waiting.models import QueueEntry, Talk
from kaochang.waiting.requirements import Requirement
from kaochang.waiting.states import QueueState


@dataclass(frozen=True)
class RoomFacts:
    """Everything the rows are made of, each part read once for the whole room."""

    entries: list[QueueEntry]
    devices: dict[UUID, Devices]
    spots: list[Spot]
    forecasts: dict[UUID, Forecast]
    talks: dict[UUID, Talk]
    missing: dict[UUID, list[Requirement]]
    tickets: dict[UUID, int]
    invitations: dict[UUID, Invitation]
    interviews: dict[UUID, Interview]
    logged_in: dict[UUID, datetime]
    watched: set[UUID]
    seats: dict[UUID, list[RowSeat]]
    # Who of them has a reference portrait.
    portraits: set[UUID]
    # Candidate → who of the room's staff stated a relation to them.
    close_to: dict[UUID, list[str]]


def read_room(room: ExamRoom) -> RoomFacts:
    entries = waiting.list_queue(room.pk)
    roster_ids = [entry.roster_entry_id for entry in entries]
    tickets = Ticket.objects.filter(
        roster_entry_id__in=roster_ids, kind=TicketKind.DOUBT, state=TicketState.OPEN
    )
    desk_rooms = [room_id for room_id in map(_desk_room, entries) if room_id is not None]
    spots = waiting.spots_of(entries)
    at_desks = desks.devices_of(roster_ids)
    return RoomFacts(
        entries=entries,
        devices=at_desks,
        spots=spots,
        forecasts=waiting.forecast(room, spots),
        talks=waiting.open_talks(room.pk),
        missing=requirements.missing_of(entries, at_desks),
        tickets=dict(tickets.order_by().values_list("roster_entry_id").annotate(Count("pk"))),
        invitations=interviews.newest_invitations_of(entry.pk for entry in entries),
        interviews=interviews.newest_interviews_of(entry.pk for entry in entries),
        logged_in=find_logged_in([entry.roster_entry.person_id for entry in entries], LoginArea.CANDIDATE),
        watched=media.watched_rooms(desk_rooms),
        seats=_seats_in(desk_rooms),
        portraits=who_have_portraits(roster_ids),
        close_to=staff_close_to(room.pk, [entry.roster_entry.person_id for entry in entries]),
    )


def rows_of(room: ExamRoom, facts: RoomFacts, *, shows_phone: bool) -> list[BoardRow]:
    return [_row(room, facts, entry, shows_phone=shows_phone) for entry in facts.entries]


def counts_of(rows: list[BoardRow]) -> Counts:
    def count(*chip_keys: str) -> int:
        return sum(row.chip in chip_keys for row in rows)

    return Counts(
        all=len(rows),
        needs_help=sum(needs_help(row) for row in rows),
        waiting=sum(
            row.state in (QueueState.WAITING, QueueState.TALKING, QueueState.CLEARED) for row in rows
        ),
        preparing=count("preparing"),
        not_logged_in=count("not_logged_in"),
        finished=count("finished"),
    )


def needs_help(row: BoardRow) -> bool:
    """Somebody asks, is cut off or did not come when called, or a question waits for an answer."""
    return (
        row.chip in ("help", "interrupted")
        or row.help_asked_at is not None
        or row.missed_call is not None
        or row.open_tickets > 0
    )


def _row(room: ExamRoom, facts: RoomFacts, entry: QueueEntry, *, shows_phone: bool) -> BoardRow:
    roster_entry = entry.roster_entry
    person = roster_entry.person
    at_desk = facts.devices.get(roster_entry.pk, Devices(laptop=None, phone=None))
    laptop, phone = at_desk.laptop, at_desk.phone
    forecast = facts.forecasts.get(entry.pk)
    interview = facts.interviews.get(entry.pk)
    talk = facts.talks.get(entry.pk)
    chip = chips.chip_of(entry, laptop, is_logged_in=person.pk in facts.logged_in)
    desk_room = _desk_room(entry)
    return BoardRow(
        entry_id=entry.pk,
        roster_entry_id=roster_entry.pk,
        order=roster_entry.order_number or 0,
        name=person.name,
        candidate_number=roster_entry.candidate_number,
        has_portrait=roster_entry.pk in facts.portraits,
        close_to=facts.close_to.get(person.pk, []),
        phone_last4=person.phone_last_four if shows_phone else "",
        state=entry.state,
        chip=chip,
        since=chips.since_of(chip, entry, laptop, logged_in_at=facts.logged_in.get(person.pk)),
        devices=devices.facts_of(laptop, phone),
        device_note=devices.note_of(
            laptop,
            phone,
            cameras_required=room.session.cameras_required,
            arrived=entry.state in _AT_DESK,
        ),
        network=laptop.network if laptop and laptop.online else None,
        note=entry.note,
        help_text=entry.help_text,
        help_asked_at=entry.help_asked_at,
        away_since=entry.away_since,
        missed_call=_missed_call(entry, facts.invitations.get(entry.pk)),
        arrived_at=entry.arrived_at,
        cleared_at=entry.cleared_at,
        checklist=entry.checklist,
        missing=[RequirementOut(key=item.key, done=item.done) for item in facts.missing.get(entry.pk, [])],
        open_tickets=facts.tickets.get(roster_entry.pk, 0),
        device_changed_at=entry.device_changed_at,
        talk=RowTalk(
            id=talk.pk,
            officer_id=talk.officer_id,
            officer_name=talk.officer_name,
            started_at=talk.started_at,
        )
        if talk
        else None,
        desk_open=desk_room is not None,
        seats=facts.seats.get(desk_room, []) if desk_room else [],
        watched=desk_room in facts.watched,
        phone=RowPhone(
            state=devices.phone_state(phone),
            battery_percent=phone.battery_percent,
            page_hidden=phone.page_hidden,
            label=phone.label,
        )
        if phone
        else None,
        place=forecast.place if forecast else None,
        forecast_from=forecast.forecast_from if forecast else None,
        forecast_to=forecast.forecast_to if forecast else None,
        ended_at=interview.ended_at if interview and entry.state == QueueState.FINISHED else None,
        last_interview_id=interview.pk if interview else None,
    )


_MISSED: dict[InvitationState, Literal["expired", "declined"]] = {
    InvitationState.EXPIRED: "expired",
    InvitationState.DECLINED: "declined",
}
_AT_DESK = {
    QueueState.WAITING,
    QueueState.TALKING,
    QueueState.CLEARED,
    QueueState.INVITED,
    QueueState.ADMITTED,
}


def _missed_call(entry: QueueEntry, invitation: Invitation | None) -> RowCall | None:
    """Until the candidate's state changes: that is when somebody has dealt with it."""
    if invitation is None or invitation.answered_at is None or invitation.state not in _MISSED:
        return None
    if invitation.answered_at < entry.state_changed_at:
        return None
    return RowCall(state=_MISSED[InvitationState(invitation.state)], at=invitation.answered_at)


def _seats_in(media_rooms: Iterable[UUID]) -> dict[UUID, list[RowSeat]]:
    found: dict[UUID, list[RowSeat]] = {}
    for seat in media.list_devices(media_rooms):
        role: Literal["candidate", "second_camera"] = (
            "candidate" if seat.purpose == SeatPurpose.CANDIDATE else "second_camera"
        )
        found.setdefault(seat.room_id, []).append(RowSeat(identity=seat.identity, role=role))
    return found


def _desk_room(entry: QueueEntry) -> UUID | None:
    """The desk's media room while it is open."""
    desk = getattr(entry.roster_entry, "desk", None)
    return desk.media_room_id if desk is not None else None
