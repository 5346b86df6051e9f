"""Endpoints of roster and rooms. The receipt of the notice is in `commitments`: consent comes first."""

from uuid import UUID

from ninja import Router

from kaochang.accounts.http import SignedInRequest, candidate_session, staff_session
from kaochang.accounts.queries import get_person
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams import services
from kaochang.exams.queries import (
    MyRoom,
    access_roster_entry,
    access_ticket,
    list_my_rooms,
)
from kaochang.exams.relation_queries import statements_due
from kaochang.exams.schemas import (
    HomeMembershipOut,
    HomePersonOut,
    HomeRoomOut,
    RoomConfirmationOut,
    StaffHomeOut,
    TicketSavedOut,
    TicketTextIn,
)
from kaochang.schools.queries import memberships_of

candidate_router = Router(tags=["exams"], auth=candidate_session)
staff_router = Router(tags=["exams"], auth=staff_session)


@candidate_router.post(
    "/entries/{roster_entry_id}/room-confirmation", response={200: RoomConfirmationOut, **ERRORS}
)
@idempotent
def confirm_room(request: SignedInRequest, roster_entry_id: UUID) -> RoomConfirmationOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    return RoomConfirmationOut.from_orm(services.confirm_room(entry, by=request.actor))


@candidate_router.post("/entries/{roster_entry_id}/tickets", response={200: TicketSavedOut, **ERRORS})
@idempotent
def open_ticket(request: SignedInRequest, roster_entry_id: UUID, body: TicketTextIn) -> TicketSavedOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    return TicketSavedOut.from_orm(services.open_ticket(entry, body.text, by=request.actor))


@staff_router.post("/tickets/{ticket_id}/answer", response={200: TicketSavedOut, **ERRORS})
@idempotent
def answer_ticket(request: SignedInRequest, ticket_id: UUID, body: TicketTextIn) -> TicketSavedOut:
    ticket = access_ticket(request.actor, ticket_id)
    return TicketSavedOut.from_orm(services.answer_ticket(ticket, body.text, by=request.actor))


@staff_router.get("/home", response={200: StaffHomeOut, **ERRORS})
def staff_home(request: SignedInRequest) -> StaffHomeOut:
    """The rooms and offices of whoever asks; nothing else is in it, so there is nothing to refuse."""
    if request.actor.person_id is None:
        raise NotFound()
    person = get_person(request.actor.person_id)
    return StaffHomeOut(
        server_time=clock.now(),
        me=HomePersonOut(id=person.pk, name=person.name),
        statement_due=statements_due(request.login_session.scope_id).filter(pk=person.pk).exists(),
        rooms=[_room(mine) for mine in list_my_rooms(person.pk)],
        memberships=[
            HomeMembershipOut(
                role=held.role,
                school_name=held.school.name,
                school_name_en=held.school.name_en,
                college_name=held.college.name if held.college else None,
            )
            for held in memberships_of(person.pk)
        ],
    )


def _room(mine: MyRoom) -> HomeRoomOut:
    room, session = mine.room, mine.room.session
    return HomeRoomOut(
        room_id=room.pk,
        room_name=room.name,
        room_name_en=room.name_en,
        exam_name=session.name,
        exam_name_en=session.name_en,
        school_name=session.school.name,
        school_name_en=session.school.name_en,
        formality=session.formality,
        state=room.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        roles=mine.roles,
    )
