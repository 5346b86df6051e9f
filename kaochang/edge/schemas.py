"""Shapes of log-in, sessions and tokens."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment


class Strict(Schema):
    """A field we don't know is a mistake of the caller, not something to overlook."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


AreaName = Literal["candidate", "staff"]
Number = Annotated[str, Field(min_length=1, max_length=64)]


class ChallengeIn(Strict):
    area: AreaName
    school_id: UUID
    phone: Annotated[str, Field(min_length=3, max_length=40)]


class ChallengeOut(Schema):
    challenge_id: UUID
    resend_after_seconds: int
    expires_at: datetime


class ChallengeAnswerIn(Strict):
    code: Annotated[str, Field(min_length=1, max_length=20)]


class PasswordChallengeIn(Strict):
    school_id: UUID
    contact: Annotated[str, Field(min_length=3, max_length=254, description="a phone or a mail address")]


NewPassword = Annotated[str, Field(min_length=1, max_length=200)]


class PasswordResetIn(Schema):
    """Spaces at the ends of a password are part of it."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=20)]
    password: NewPassword


class PasswordChangeIn(Schema):
    model_config = ConfigDict(extra="forbid")

    current_password: NewPassword
    password: NewPassword


class OneTimeCodeIn(Strict):
    school_id: UUID
    candidate_number: Number
    code: Number


class PasswordIn(Schema):
    """Spaces at the ends of a password are part of it."""

    model_config = ConfigDict(extra="forbid")

    school_id: UUID
    account: Number
    password: Annotated[str, Field(min_length=1, max_length=200)]


class PersonOut(Schema):
    id: UUID
    name: str


class LoggedInOut(Schema):
    """`second_step`: not logged in yet; this browser is asked for a code first."""

    person: PersonOut
    area: AreaName
    second_step: bool = False


class SecondStepIn(Strict):
    code: Annotated[str, Field(min_length=1, max_length=40, description="of the app, or a recovery code")]


class OwnAccountOut(Schema):
    """Phone and mail address are masked. `first_password_until`: of one that somebody else has given."""

    name: str
    phone: str
    email: str
    first_password_until: Moment | None


class SecondFactorOut(Schema):
    on_since: Moment | None
    recovery_codes_left: int


class SecondFactorSetupOut(Schema):
    """`secret` is what the QR code of `address` says, for typing by hand. Shown once."""

    secret: str
    address: str


class RecoveryCodesOut(Schema):
    codes: list[str]


class SecondFactorRemovalIn(Schema):
    """Spaces at the ends of a password are part of it."""

    model_config = ConfigDict(extra="forbid")

    password: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=40)]


class LoginSessionOut(Schema):
    id: UUID
    state: Literal["active", "suspended"]


class SessionOut(Schema):
    person: PersonOut
    login_session: LoginSessionOut
    server_time: datetime


class PushTokenOut(Schema):
    token: str
    expires_at: datetime
    # How long to spread the reading after a gap: grows with the number of devices that are connected.
    gap_spread_ms: int
