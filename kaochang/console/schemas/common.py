"""Shapes that both sides show. Times are UTC with milliseconds, states are keys of the catalogues."""

from typing import Literal
from uuid import UUID

from ninja import Schema

from kaochang.core.http import Moment


class RequirementOut(Schema):
    key: str
    done: bool


class PersonAtDeskOut(Schema):
    """Somebody whose pictures or sound may be on screen; `identity` is their seat at the media server."""

    identity: str
    name: str
    role: str


class StaffAtDeskOut(PersonAtDeskOut):
    person_id: UUID | None


class InvitationHead(Schema):
    id: UUID
    entry_id: UUID
    state: str
    sent_at: Moment
    expires_at: Moment


PhoneState = Literal["none", "pending", "connected", "lost"]
