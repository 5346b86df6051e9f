from uuid import UUID

from ninja import Schema

from kaochang.core.http import Moment


class TicketTextIn(Schema):
    text: str


class TicketSavedOut(Schema):
    id: UUID
    text: str
    state: str
    answer: str
    created_at: Moment
    answered_at: Moment | None


class RoomConfirmationOut(Schema):
    room_confirmed_at: Moment


class HomePersonOut(Schema):
    id: UUID
    name: str


class HomeRoomOut(Schema):
    room_id: UUID
    room_name: str
    room_name_en: str
    exam_name: str
    exam_name_en: str
    school_name: str
    school_name_en: str
    formality: str
    state: str
    starts_at: Moment
    ends_at: Moment
    roles: list[str]


class HomeMembershipOut(Schema):
    role: str
    school_name: str
    school_name_en: str
    college_name: str | None


class StaffHomeOut(Schema):
    """Where this person works today. `statement_due`: they have not said whom they are close to."""

    server_time: Moment
    me: HomePersonOut
    statement_due: bool
    rooms: list[HomeRoomOut]
    memberships: list[HomeMembershipOut]
