"""What a room's staff see: the stage board and the panel."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.accounts.queries import get_person
from kaochang.chat import queries as chat
from kaochang.console.queries import rows as row_queries
from kaochang.console.queries.people import people_at, staff_of
from kaochang.console.queries.rows import RoomFacts
from kaochang.console.schemas.common import InvitationHead
from kaochang.console.schemas.staff import (
    Abilities,
    Board,
    BoardMessage,
    BoardTicket,
    ChatLine,
    MeOut,
    MyTalkOut,
    Panel,
    PanelMember,
    RoomHead,
)
from kaochang.core import clock
from kaochang.exams import queries as exams
from kaochang.exams.models import Assignment, ExamRoom
from kaochang.exams.rules import PANEL
from kaochang.interviews import queries as interviews
from kaochang.interviews import rules
from kaochang.interviews.models import Interview
from kaochang.interviews.schemas import interview_out
from kaochang.interviews.states import InterviewState
from kaochang.media import queries as media
from kaochang.media.models import MediaSeat
from kaochang.waiting.forecasts import average_of

# Whose work needs a candidate's telephone digits to find them.
_CALLERS = frozenset({rules.OFFICER, rules.CHIEF, rules.SECRETARY})


def read_board(room: ExamRoom, actor: Actor) -> Board:
    now = clock.now()
    staff = staff_of(room.pk)
    me = _me(actor, staff)
    facts = row_queries.read_room(room)
    rows = row_queries.rows_of(room, facts, shows_phone=bool(_CALLERS & set(me.roles)))
    talk = next((talk for talk in facts.talks.values() if talk.officer_id == actor.person_id), None)
    entry_of = {entry.roster_entry_id: entry for entry in facts.entries}
    desk = next((e.roster_entry.desk for e in facts.entries if talk and e.pk == talk.entry_id), None)
    return Board(
        server_time=now,
        room=_head(room, facts),
        me=me,
        rows=rows,
        counts=row_queries.counts_of(rows),
        my_talk=MyTalkOut(id=talk.pk, entry_id=talk.entry_id, started_at=talk.started_at) if talk else None,
        people=people_at(_seats_in(desk.media_room_id if desk else None), staff),
        tickets=[
            BoardTicket(
                id=ticket.pk,
                entry_id=entry_of[ticket.roster_entry_id].pk,
                name=ticket.roster_entry.person.name,
                text=ticket.text,
                state=ticket.state,
                answer=ticket.answer,
                created_at=ticket.created_at,
            )
            for ticket in exams.list_tickets(list(entry_of))
        ],
        messages=[
            BoardMessage(
                id=message.pk,
                audience=message.audience,
                entry_id=entry_of[message.roster_entry_id].pk if message.roster_entry_id else None,
                author_name=message.author_name,
                text=message.text,
                sent_at=message.sent_at,
            )
            for message in chat.list_staff_messages(room.pk)
        ],
    )


def read_panel(room: ExamRoom, actor: Actor) -> Panel:
    now = clock.now()
    staff = staff_of(room.pk)
    me = _me(actor, staff)
    facts = row_queries.read_room(room)
    invitation = interviews.find_newest_invitation(room.pk)
    interview = interviews.find_newest_interview(room.pk)
    return Panel(
        server_time=now,
        room=_head(room, facts),
        me=me,
        rows=row_queries.rows_of(room, facts, shows_phone=bool(_CALLERS & set(me.roles))),
        invitation=InvitationHead(
            id=invitation.pk,
            entry_id=invitation.entry_id,
            state=invitation.state,
            sent_at=invitation.sent_at,
            expires_at=invitation.expires_at,
        )
        if invitation
        else None,
        interview=interview_out(interview, interviews.list_stops(interview), now) if interview else None,
        people=people_at(_seats_in(_media_room_of_panel(room, facts, interview)), staff),
        panel=_panel(staff),
        chat=[
            ChatLine(
                id=line.pk,
                author_name=line.author_name,
                author_role=line.author_role,
                text=line.text,
                sent_at=line.sent_at,
            )
            for line in (chat.list_panel_messages(room.pk) if PANEL & set(me.roles) else [])
        ],
        can=Abilities(chief=rules.CHIEF in me.roles),
    )


def _media_room_of_panel(room: ExamRoom, facts: RoomFacts, interview: Interview | None) -> UUID | None:
    """The desk where the interview is, else the panel's own room."""
    if interview is not None and interview.state == InterviewState.LIVE:
        for entry in facts.entries:
            if entry.pk == interview.entry_id:
                media_room_id: UUID | None = entry.roster_entry.desk.media_room_id
                return media_room_id
    panel_room = media.open_room_of("panel", room.pk)
    return panel_room.pk if panel_room else None


def _seats_in(media_room_id: UUID | None) -> list[MediaSeat]:
    return media.list_open_seats(media_room_id) if media_room_id else []


def _panel(staff: Iterable[Assignment]) -> list[PanelMember]:
    """Each person once, under the highest of their roles."""
    found: dict[UUID, PanelMember] = {}
    for role in (rules.CHIEF, rules.EXAMINER, rules.SECRETARY):
        for assignment in staff:
            if assignment.role == role and assignment.person_id not in found:
                found[assignment.person_id] = PanelMember(
                    person_id=assignment.person_id,
                    name=assignment.person.name,
                    role=role,
                    online=assignment.online,  # type: ignore[attr-defined]
                )
    return list(found.values())


def _me(actor: Actor, staff: Iterable[Assignment]) -> MeOut:
    mine = [assignment for assignment in staff if assignment.person_id == actor.person_id]
    return MeOut(
        person_id=actor.the_person_id,
        name=mine[0].person.name if mine else get_person(actor.the_person_id).name,
        roles=sorted(assignment.role for assignment in mine),
    )


def _head(room: ExamRoom, facts: RoomFacts) -> RoomHead:
    session = room.session
    ends: list[datetime] = [f.forecast_to for f in facts.forecasts.values() if f.forecast_to]
    return RoomHead(
        id=room.pk,
        name=room.name,
        name_en=room.name_en,
        state=room.shown_state,
        exam_name=session.name,
        exam_name_en=session.name_en,
        formality=session.formality,
        school_name=session.school.name,
        school_name_en=session.school.name_en,
        cameras_required=session.cameras_required,
        clearance_required=session.clearance_required,
        minimum_staff=session.minimum_staff,
        average_seconds=average_of(facts.spots, planned_seconds=session.interview_seconds),
        forecast_end=max(ends, default=None),
    )
