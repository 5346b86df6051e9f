"""One candidate's page."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kaochang.candidates.schemas import CandidateExamOut, CandidateNamedOut, CandidateRowOut
from kaochang.core.http import Moment
from kaochang.exams.states import CandidateLanguage


class CandidateEntryOut(Schema):
    """Another exam of the same person."""

    id: UUID
    candidate_number: str
    exam: CandidateExamOut
    room: CandidateNamedOut | None


class CandidateDeviceOut(Schema):
    kind: str
    label: str
    online: bool
    since: Moment | None
    battery_percent: int | None


class CandidateCheckOut(Schema):
    passed: bool
    checked_at: Moment
    results: dict[str, Any]


class CandidateConsentOut(Schema):
    title: str
    title_en: str
    edition: int
    given_at: Moment | None


class CandidateLetterOut(Schema):
    """`signed_at` is empty while the edition in force waits for a signature."""

    edition: int
    signed_at: Moment | None
    method: str
    text_hash: str


class CandidatePageOut(CandidateRowOut):
    version: int
    person_version: int
    others: list[CandidateEntryOut]
    devices: list[CandidateDeviceOut]
    check: CandidateCheckOut | None
    consents: list[CandidateConsentOut]
    # The newest edition first, and each older one that was signed.
    letters: list[CandidateLetterOut]
    open_tickets: int
    # Until when the newest one-time code works, if nobody has used it.
    code_expires_at: Moment | None


class PersonalDataOut(Schema):
    phone: str
    identity_number: str


class CandidateEditIn(Schema):
    """Only what is to change. Empty phone or identity number: there is none."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    version: int
    person_version: int
    reason: Annotated[str, Field(max_length=500)] = ""
    # The question that led to it.
    ticket_id: UUID | None = None
    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    identity_number: Annotated[str, Field(max_length=40)] | None = None
    major_id: UUID | None = None
    language: CandidateLanguage | None = None
    time_zone: Annotated[str, Field(max_length=60)] | None = None
    extra_time_percent: Annotated[int, Field(ge=0, le=100)] | None = None
    remark: Annotated[str, Field(max_length=500)] | None = None
