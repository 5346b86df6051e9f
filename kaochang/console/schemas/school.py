"""The school's web area: who is here and what waits for them."""

from uuid import UUID

from ninja import Schema


class SchoolHeadOut(Schema):
    id: UUID
    code: str
    name: str
    name_en: str
    timezone: str


class ManagedCollegeOut(Schema):
    id: UUID
    name: str
    name_en: str


class MemberOut(Schema):
    id: UUID
    name: str


class SchoolCountsOut(Schema):
    """The badges of the menu."""

    open_tickets: int


class SchoolMeOut(Schema):
    school: SchoolHeadOut
    person: MemberOut
    roles: list[str]
    # The colleges that this person manages: a school administrator's are all.
    colleges: list[ManagedCollegeOut]
    counts: SchoolCountsOut
