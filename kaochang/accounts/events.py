"""What happens to people and their log-ins."""

from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Change, Event


class PersonCreated(Event):
    name: ClassVar[str] = "accounts.person_created"

    person_id: UUID


class PersonEdited(Event):
    """Numbers are masked in the changes."""

    name: ClassVar[str] = "accounts.person_edited"

    person_id: UUID
    changes: list[Change]
    reason: str = ""


class PersonRemoved(Event):
    """Somebody who had been made by mistake, and had done nothing."""

    name: ClassVar[str] = "accounts.person_removed"

    person_id: UUID


class LoginGiven(Event):
    """A number now finds this person in a school. The number itself is not in the trail."""

    name: ClassVar[str] = "accounts.login_given"

    person_id: UUID
    area: str
    kind: str


class LoginsGiven(Event):
    """The same for all of a candidate's numbers at once, as a roster brings them."""

    name: ClassVar[str] = "accounts.logins_given"

    person_id: UUID
    kinds: list[str]


class OneTimeCodeIssued(Event):
    """A candidate's one-time code was made; an earlier one is dead."""

    name: ClassVar[str] = "accounts.one_time_code_issued"

    person_id: UUID


class PasswordSet(Event):
    name: ClassVar[str] = "accounts.password_set"

    person_id: UUID


class LoginSessionStarted(Event):
    name: ClassVar[str] = "accounts.login_session_started"

    login_session_id: UUID
    area: str
    way: str
    device_label: str


class LoginSessionSuspended(Event):
    """Another device logged in; this one offers to continue here."""

    name: ClassVar[str] = "accounts.login_session_suspended"

    login_session_id: UUID
    area: str
    by_device_label: str


class LoginSessionResumed(Event):
    """The person continued on the device that had been suspended."""

    name: ClassVar[str] = "accounts.login_session_resumed"

    login_session_id: UUID
    area: str
    replaced_session_id: UUID


class LoginSessionEnded(Event):
    name: ClassVar[str] = "accounts.login_session_ended"

    login_session_id: UUID
    area: str


class SecondFactorSwitchedOn(Event):
    name: ClassVar[str] = "accounts.second_factor_switched_on"

    person_id: UUID


class SecondFactorSwitchedOff(Event):
    """By the person, with password and code."""

    name: ClassVar[str] = "accounts.second_factor_switched_off"

    person_id: UUID


class SecondFactorReset(Event):
    """By an administrator; the person's log-ins ended with it."""

    name: ClassVar[str] = "accounts.second_factor_reset"

    person_id: UUID
    reason: str


class RecoveryCodesMade(Event):
    """Earlier ones are dead."""

    name: ClassVar[str] = "accounts.recovery_codes_made"

    person_id: UUID


class RecoveryCodeUsed(Event):
    name: ClassVar[str] = "accounts.recovery_code_used"

    person_id: UUID
    left: int
