"""What happens to the organisation."""

from typing import ClassVar
from uuid import UUID

from kaochang.core.events import Change, Event
from kaochang.schools.states import MembershipRole


class SchoolCreated(Event):
    name: ClassVar[str] = "schools.school_created"
    school_id: UUID


class CollegeCreated(Event):
    name: ClassVar[str] = "schools.college_created"
    school_id: UUID
    college_id: UUID


class MajorCreated(Event):
    name: ClassVar[str] = "schools.major_created"
    college_id: UUID
    major_id: UUID


class MembershipAdded(Event):
    name: ClassVar[str] = "schools.membership_added"
    school_id: UUID
    person_id: UUID
    role: MembershipRole
    # None is the whole school; older entries do not say which college it was.
    college_id: UUID | None = None


class MembershipAccepted(MembershipAdded):
    """By the person themselves, through the link of an invitation."""

    name: ClassVar[str] = "schools.membership_accepted"


class MembershipRemoved(Event):
    name: ClassVar[str] = "schools.membership_removed"
    school_id: UUID
    person_id: UUID
    role: MembershipRole
    college_id: UUID | None = None


class CollegeEdited(Event):
    name: ClassVar[str] = "schools.college_edited"
    college_id: UUID
    changes: list[Change]


class MajorEdited(Event):
    name: ClassVar[str] = "schools.major_edited"
    major_id: UUID
    changes: list[Change]


class StaffInvited(Event):
    """`contact` is masked."""

    name: ClassVar[str] = "schools.staff_invited"
    invitation_id: UUID
    role: MembershipRole
    college_id: UUID | None
    contact: str


class StaffInvitationResent(Event):
    """The link that was sent before is dead."""

    name: ClassVar[str] = "schools.staff_invitation_resent"
    invitation_id: UUID


class StaffInvitationRevoked(Event):
    name: ClassVar[str] = "schools.staff_invitation_revoked"
    invitation_id: UUID


class StaffInvitationAccepted(Event):
    name: ClassVar[str] = "schools.staff_invitation_accepted"
    invitation_id: UUID
    person_id: UUID


class SmsStopped(Event):
    """No text message of this school leaves any more."""

    name: ClassVar[str] = "schools.sms_stopped"
    school_id: UUID
    reason: str


class SmsStarted(Event):
    name: ClassVar[str] = "schools.sms_started"
    school_id: UUID
    reason: str


class SmsLimitsEdited(Event):
    name: ClassVar[str] = "schools.sms_limits_edited"
    school_id: UUID
    changes: list[Change]


class SmsTestSent(Event):
    """To the phone of who asked for it."""

    name: ClassVar[str] = "schools.sms_test_sent"
    message_id: UUID


class SiteSmsStopped(Event):
    """No text message of any school leaves any more; by who runs the site."""

    name: ClassVar[str] = "schools.site_sms_stopped"
    reason: str


class SiteSmsStarted(Event):
    name: ClassVar[str] = "schools.site_sms_started"
    reason: str


class MembersExported(Event):
    """The file has whole phone numbers and mail addresses; the list masks them."""

    name: ClassVar[str] = "schools.members_exported"
    rows: int
    columns: list[str]
