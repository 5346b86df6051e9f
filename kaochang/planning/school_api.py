"""One exam read, edited, made ready, published, copied and closed; its texts."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from kaochang.commitments.models import LetterText
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.models import NoticeText
from kaochang.exams.queries import access_session
from kaochang.exams.school_detail import read_exam
from kaochang.exams.school_schemas import ExamDetailOut, ExamEditedOut, ExamEditIn
from kaochang.planning import services
from kaochang.planning.deleting import delete_exam
from kaochang.planning.editing import edit_exam
from kaochang.planning.facts import read_facts
from kaochang.planning.readiness import ItemState, readiness
from kaochang.planning.schemas import (
    EditionIn,
    EditionOut,
    EditionsOut,
    ExamCopyIn,
    ExamDeletionIn,
    ExamStateIn,
    ExamStateOut,
    ReadinessOut,
    TextKind,
)
from kaochang.schools.http import SchoolRequest, school_manager

school_router = Router(tags=["school"], auth=school_manager)
EXAM = "/exams/{session_id}"


@school_router.get(EXAM, response={200: ExamDetailOut, **ERRORS}, operation_id="school_read_exam")
def school_read_exam(request: SchoolRequest, session_id: UUID) -> ExamDetailOut:
    return read_exam(access_session(request.scope, session_id))


@school_router.patch(EXAM, response={200: ExamEditedOut, **ERRORS}, operation_id="school_edit_exam")
@idempotent
def school_edit_exam(request: SchoolRequest, session_id: UUID, body: ExamEditIn) -> ExamEditedOut:
    session = access_session(request.scope, session_id)
    values = body.dict(exclude={"version", "reason"}, exclude_none=True)
    edited = edit_exam(session, values, version=body.version, reason=body.reason, by=request.actor)
    return ExamEditedOut.from_orm(edited)


@school_router.get(
    f"{EXAM}/readiness", response={200: ReadinessOut, **ERRORS}, operation_id="school_exam_readiness"
)
def school_exam_readiness(request: SchoolRequest, session_id: UUID) -> dict[str, Any]:
    items = readiness(read_facts(access_session(request.scope, session_id)))
    count = [item.state for item in items].count
    return {
        "items": items,
        "ready": count(ItemState.READY),
        "total": len(items),
        "blocked": count(ItemState.BLOCKED),
    }


@school_router.post(
    f"{EXAM}/state", response={200: ExamStateOut, **ERRORS}, operation_id="school_change_exam_state"
)
@idempotent
def school_change_exam_state(request: SchoolRequest, session_id: UUID, body: ExamStateIn) -> ExamStateOut:
    session = access_session(request.scope, session_id)
    changed = services.change_state(
        session, body.state, version=body.version, reason=body.reason, by=request.actor
    )
    return ExamStateOut.from_orm(changed)


@school_router.post(f"{EXAM}/copy", response={201: ExamStateOut, **ERRORS}, operation_id="school_copy_exam")
@idempotent
def school_copy_exam(request: SchoolRequest, session_id: UUID, body: ExamCopyIn) -> Status[ExamStateOut]:
    session = access_session(request.scope, session_id)
    return Status(201, ExamStateOut.from_orm(services.copy_exam(session, **body.dict(), by=request.actor)))


@school_router.post(f"{EXAM}/deletion", response={204: None, **ERRORS}, operation_id="school_delete_exam")
@idempotent
def school_delete_exam(request: SchoolRequest, session_id: UUID, body: ExamDeletionIn) -> Status[None]:
    session = access_session(request.scope, session_id)
    delete_exam(session, **body.dict(), by=request.actor)
    return Status(204, None)


@school_router.get(f"{EXAM}/texts", response={200: EditionsOut, **ERRORS}, operation_id="school_exam_texts")
def school_exam_texts(request: SchoolRequest, session_id: UUID) -> dict[str, Any]:
    session = access_session(request.scope, session_id)
    return {
        "notice": list(NoticeText.objects.filter(session=session).order_by("-edition")),
        "letter": list(LetterText.objects.filter(session=session).order_by("-edition")),
    }


@school_router.post(
    f"{EXAM}/texts/{{kind}}", response={200: EditionOut, **ERRORS}, operation_id="school_write_exam_text"
)
@idempotent
def school_write_exam_text(
    request: SchoolRequest, session_id: UUID, kind: TextKind, body: EditionIn
) -> EditionOut:
    session = access_session(request.scope, session_id)
    words = body.dict(exclude={"edition", "reason"})
    written = services.write_text(
        session, kind, words, edition=body.edition, reason=body.reason, by=request.actor
    )
    return EditionOut.from_orm(written)
