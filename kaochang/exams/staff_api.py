"""Exam staff in the school's web area, and the relations to candidates that they declare themselves."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router, Status

from kaochang.accounts.http import SignedInRequest, staff_session
from kaochang.accounts.models import Person
from kaochang.accounts.queries import get_person
from kaochang.audit.services import record
from kaochang.core.errors import NotFound
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.core.lists import Page, page_of, paged
from kaochang.core.privacy import mask_email, mask_phone
from kaochang.core.rules import require
from kaochang.exams import events
from kaochang.exams import relation_queries as relations
from kaochang.exams.leaving import remove_member
from kaochang.exams.models import RosterEntry
from kaochang.exams.relations import add_relation, ask_statements, remove_relation, state_relations
from kaochang.exams.staff_columns import COLUMNS
from kaochang.exams.staff_lists import StaffListQuery, annotated, list_staff_of, staff_of, with_duties
from kaochang.exams.staff_schemas import (
    AskedOut,
    CandidateFoundOut,
    DeclaredOut,
    MyRelationsOut,
    RelationIdOut,
    RelationIn,
    RelationRemovalIn,
    StaffDetailOut,
    StaffRowOut,
    StatementOut,
)
from kaochang.exams.states import RelationSource
from kaochang.exports.xlsx import FILE_ANSWER, Language, answer_xlsx, chosen
from kaochang.schools import rules
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.schools.models import Membership
from kaochang.schools.queries import access_membership
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from kaochang.exams.staff_lists import ListedStaff

school_router = Router(tags=["school"], auth=school_manager)
staff_router = Router(tags=["exams"], auth=staff_session)
ONE = "/staff/{person_id}"


@school_router.get("/staff", response={200: Page[StaffRowOut], **ERRORS}, operation_id="school_list_staff")
def school_list_staff(request: SchoolRequest, query: Query[StaffListQuery]) -> dict[str, Any]:
    rows, total = paged(with_duties(request.scope, list_staff_of(request.scope, query)), query)
    return page_of([_row(row) for row in rows], total, query)


@school_router.get(
    "/staff/export", response=ERRORS, openapi_extra=FILE_ANSWER, operation_id="school_export_staff"
)
def school_export_staff(
    request: SchoolRequest, query: Query[StaffListQuery], columns: str = "", lang: Language = "zh"
) -> FileResponse:
    """Who took which data away, and how much of it, is in the trail."""
    scope, school, wanted = request.scope, request.scope.school, chosen(COLUMNS, columns)
    listed = list_staff_of(scope, query)
    event = events.StaffExported(rows=listed.count(), columns=[column.key for column in wanted])
    record(event, by=request.actor, about=school, scope_id=school.pk)
    rows = with_duties(scope, listed).iterator(chunk_size=2000)
    name = "Exam staff" if lang == "en" else "考务人员"
    return answer_xlsx(name, rows, wanted, lang=lang, zone=school.timezone)


@school_router.get(
    "/relation-candidates",
    response={200: list[CandidateFoundOut], **ERRORS},
    operation_id="school_find_relation_candidates",
)
def school_find_relation_candidates(request: SchoolRequest, q: str = "") -> list[dict[str, Any]]:
    """Whom a relation could be to: at most twenty."""
    return [_found(entry) for entry in relations.find_candidates(request.scope, q)]


@school_router.post(
    "/staff/statement-reminders", response={200: AskedOut, **ERRORS}, operation_id="school_ask_statements"
)
@idempotent
def school_ask_statements(request: SchoolRequest, query: Query[StaffListQuery]) -> dict[str, int]:
    """Of those whom the list shows under these filters, whoever has not stated and is to work here."""
    listed = list_staff_of(request.scope, query).values_list("pk", flat=True)
    school = request.scope.school
    members = Membership.objects.filter(school=school, person__in=list(listed)).values_list("person_id")
    due = relations.statements_due(school.pk).filter(pk__in=members)
    asked = ask_statements(school, due.values_list("pk", flat=True), by=request.actor)
    return asked._asdict()


@school_router.get(ONE, response={200: StaffDetailOut, **ERRORS}, operation_id="school_read_staff")
def school_read_staff(request: SchoolRequest, person_id: UUID) -> dict[str, Any]:
    scope = request.scope
    row = with_duties(scope, annotated(scope, staff_of(scope).filter(pk=person_id))).first()
    if row is None:
        raise NotFound()
    return {**_row(row), "relations": relations.list_relations(scope, person_id)}


@school_router.post(
    f"{ONE}/relations", response={201: RelationIdOut, **ERRORS}, operation_id="school_add_relation"
)
@idempotent
def school_add_relation(request: SchoolRequest, person_id: UUID, body: RelationIn) -> Status[Any]:
    person = _access_staff(request.scope, person_id)
    entry = relations.access_entry_of(request.scope, body.roster_entry_id)
    made = add_relation(
        person, entry, body.kind, note=body.note, source=RelationSource.ENTERED, by=request.actor
    )
    return Status(201, {"id": made.pk})


@school_router.post(
    "/relations/{relation_id}/removal", response={204: None, **ERRORS}, operation_id="school_remove_relation"
)
@idempotent
def school_remove_relation(
    request: SchoolRequest, relation_id: UUID, body: RelationRemovalIn
) -> Status[None]:
    relation = relations.access_relation(request.scope, relation_id)
    remove_relation(relation, reason=body.reason, by=request.actor)
    return Status(204, None)


@school_router.delete(
    "/members/{membership_id}", response={204: None, **ERRORS}, operation_id="school_remove_member"
)
@idempotent
def school_remove_member(request: SchoolRequest, membership_id: UUID) -> Status[None]:
    membership = access_membership(request.scope, membership_id)
    require(rules.may_appoint, request.scope, membership.role, membership.college_id)
    remove_member(membership, scope=request.scope, by=request.actor)
    return Status(204, None)


@staff_router.get("/relations", response={200: MyRelationsOut, **ERRORS}, operation_id="staff_relations")
def staff_relations(request: SignedInRequest) -> dict[str, Any]:
    """My own, in the school of this log-in."""
    mine = request.actor.the_person_id, request.login_session.scope_id
    statement, found = relations.my_relations(*mine)
    return {
        "stated_at": statement.stated_at if statement else None,
        "relations": [
            {
                "id": one.pk,
                "candidate_name": one.candidate.name,
                "kind": one.kind,
                "note": one.note,
                "source": one.source,
                "created_at": one.created_at,
                "meets": [_met(entry) for entry in met],
            }
            for one, met in found
        ],
    }


@staff_router.get(
    "/relation-candidates",
    response={200: list[CandidateFoundOut], **ERRORS},
    operation_id="staff_find_relation_candidates",
)
def staff_find_relation_candidates(request: SignedInRequest, q: str = "") -> list[dict[str, Any]]:
    mine = request.actor.the_person_id, request.login_session.scope_id
    return [_found(entry) for entry in relations.find_candidates_for(*mine, q)]


@staff_router.post("/relations", response={201: DeclaredOut, **ERRORS}, operation_id="staff_add_relation")
@idempotent
def staff_add_relation(request: SignedInRequest, body: RelationIn) -> Status[Any]:
    mine = request.actor.the_person_id, request.login_session.scope_id
    entry = relations.access_entry_near(*mine, body.roster_entry_id)
    made = add_relation(
        get_person(mine[0]),
        entry,
        body.kind,
        note=body.note,
        source=RelationSource.DECLARED,
        by=request.actor,
    )
    met = relations.entries_met(made.school_id, made.staff_id, [made.candidate_id])
    return Status(201, {"id": made.pk, "meets": met.exists()})


@staff_router.post(
    "/relations/statement", response={200: StatementOut, **ERRORS}, operation_id="staff_state_relations"
)
@idempotent
def staff_state_relations(request: SignedInRequest) -> StatementOut:
    person = get_person(request.actor.the_person_id)
    return StatementOut.from_orm(state_relations(person, request.login_session.scope_id, by=request.actor))


def _met(entry: RosterEntry) -> dict[str, str]:
    exam, room = entry.session, entry.exam_room
    return {
        "exam_name": exam.name,
        "exam_name_en": exam.name_en,
        "room_name": room.name,
        "room_name_en": room.name_en,
    }


def _access_staff(scope: SchoolScope, person_id: UUID) -> Person:
    person = staff_of(scope).filter(pk=person_id).first()
    if person is None:
        raise NotFound()
    return person


def _row(row: "ListedStaff") -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "phone": mask_phone(row.phone) if row.phone else "",
        "email": mask_email(row.email) if row.email else "",
        "colleges": [one.college for one in row.pool if one.college],
        "whole_school": any(one.college is None for one in row.pool),
        "duties": [
            {
                "room_id": one.room_id,
                "room_name": one.room.name,
                "room_name_en": one.room.name_en,
                "exam_id": one.room.session_id,
                "exam_name": one.room.session.name,
                "exam_name_en": one.room.session.name_en,
                "exam_state": one.room.session.state,
                "starts_at": one.room.session.starts_at,
                "role": one.role,
            }
            for one in row.duties
        ],
        "relation_state": row.relation_state,
        "relation_count": row.relation_count,
        "conflict_count": row.conflict_count,
        "stated_at": row.stated_at,
        "last_login_at": row.last_login_at,
    }


def _found(entry: RosterEntry) -> dict[str, Any]:
    return {
        "roster_entry_id": entry.pk,
        "name": entry.person.name,
        "candidate_number": entry.candidate_number,
        "exam_name": entry.session.name,
        "exam_name_en": entry.session.name_en,
    }
