from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kaochang.core.http import Moment
from kaochang.schools.states import InvitationStage, MembershipRole

Name = Annotated[str, Field(min_length=1, max_length=200)]
NameEn = Annotated[str, Field(max_length=200)]
Code = Annotated[str, Field(max_length=40)]
Password = Annotated[str, Field(max_length=200)]


class CollegeOut(Schema):
    id: UUID
    name: str
    name_en: str


class SchoolOut(Schema):
    id: UUID
    name: str
    name_en: str
    colleges: list[CollegeOut]


class MajorOut(Schema):
    id: UUID
    version: int
    code: str
    name: str
    name_en: str
    enabled: bool


class OrganisationCollegeOut(MajorOut):
    majors: list[MajorOut]
    member_count: int
    staff_count: int


class OrganisationOut(Schema):
    """`can_edit`: only the school's administrators make and change colleges."""

    id: UUID
    name: str
    name_en: str
    member_count: int
    staff_count: int
    can_edit: bool
    colleges: list[OrganisationCollegeOut]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SchoolReasonIn(Strict):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class NewUnitIn(Strict):
    """A college, or a major."""

    name: Name
    name_en: NameEn = ""
    code: Code = ""


class UnitEditIn(Strict):
    """What is left out stays. `version` is that of the page."""

    version: int
    name: Name | None = None
    name_en: NameEn | None = None
    code: Code | None = None
    enabled: bool | None = None


class UnitOut(Schema):
    id: UUID
    version: int


class MemberPersonOut(Schema):
    id: UUID
    name: str


class MemberRowOut(Schema):
    """`phone` and `email` are masked. `removable`: by who asks."""

    id: UUID
    person: MemberPersonOut
    role: MembershipRole
    college: CollegeOut | None
    phone: str
    email: str
    last_login_at: Moment | None
    second_factor: bool
    removable: bool


class InvitationRowOut(Schema):
    """`contact` is masked."""

    id: UUID
    name: str
    role: MembershipRole
    college: CollegeOut | None
    contact: str
    stage: InvitationStage
    last_sent_at: Moment
    expires_at: Moment
    invited_by: str
    manageable: bool


class InvitationIn(Strict):
    name: Name
    role: MembershipRole
    college_id: UUID | None = None
    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    language: Literal["zh", "en"] = "zh"


class InvitationIdOut(Schema):
    id: UUID


class LinkIn(Strict):
    secret: Annotated[str, Field(min_length=20, max_length=100)]


class LinkOut(Schema):
    """`needs_password`: this person has no account in this school yet."""

    school: str
    school_en: str
    college: CollegeOut | None
    role: MembershipRole
    name: str
    contact: str
    needs_password: bool
    expires_at: Moment


class AcceptanceIn(Schema):
    """Spaces at the ends of a password are part of it."""

    model_config = ConfigDict(extra="forbid")

    secret: Annotated[str, Field(min_length=20, max_length=100)]
    password: Password = ""


class AcceptedOut(Schema):
    """Not logged in: this person has an account and logs in as ever."""

    logged_in: bool
    school_id: UUID
