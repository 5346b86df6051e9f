"""A candidate as the school's web lists them."""

from uuid import UUID

from ninja import Schema

from kaochang.candidates.columns import masked_identity, masked_phone
from kaochang.candidates.facts import Row
from kaochang.core.http import Moment


class CandidateNamedOut(Schema):
    id: UUID
    name: str
    name_en: str


class CandidateExamOut(CandidateNamedOut):
    state: str
    formality: str
    starts_at: Moment


class CandidateRowOut(Schema):
    """`done`: which steps of the way are done. Numbers are masked."""

    id: UUID
    person_id: UUID
    name: str
    candidate_number: str
    phone: str
    identity_number: str
    exam: CandidateExamOut
    college: CandidateNamedOut
    major: CandidateNamedOut | None
    room: CandidateNamedOut | None
    order_number: int | None
    slot_starts_at: Moment | None
    language: str
    time_zone: str
    extra_time_percent: int
    remark: str
    stage: str
    done: list[str]
    # Of the newest device check, if there was one.
    check_passed: bool | None
    last_login_at: Moment | None


def row_out(row: Row) -> CandidateRowOut:
    entry = row.entry
    return CandidateRowOut(
        id=entry.pk,
        person_id=entry.person_id,
        name=entry.person.name,
        candidate_number=entry.candidate_number,
        phone=masked_phone(row),
        identity_number=masked_identity(row),
        exam=CandidateExamOut.from_orm(entry.session),
        college=CandidateNamedOut.from_orm(entry.session.college),
        major=CandidateNamedOut.from_orm(entry.major) if entry.major else None,
        room=CandidateNamedOut.from_orm(entry.room) if entry.room else None,
        order_number=entry.order_number,
        slot_starts_at=entry.slot_starts_at,
        language=entry.language,
        time_zone=entry.time_zone,
        extra_time_percent=entry.extra_time_percent,
        remark=entry.remark,
        stage=entry.stage,
        done=sorted(row.done),
        check_passed=row.check.passed if row.check else None,
        last_login_at=entry.last_login_at,
    )
