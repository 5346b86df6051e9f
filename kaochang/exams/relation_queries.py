"""Reads of relations: whom somebody may name, and where the two would meet."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.exams.models import Assignment, Relation, RelationStatement, RosterEntry
from kaochang.exams.staff_lists import AHEAD, relations_of
from kaochang.exams.states import VISIBLE
from kaochang.schools.models import Membership
from kaochang.schools.scope import SchoolScope
from kaochang.schools.states import MembershipRole

SHOWN = 20


def find_candidates(scope: SchoolScope, words: str) -> list[RosterEntry]:
    """For the school's administration: by a part of the name or of the number."""
    rows = scope.narrow(_ahead(), school="session__school_id", college="session__college_id")
    words = words.strip()
    if not words:
        return []
    found = rows.filter(Q(person__name__icontains=words) | Q(candidate_number__icontains=words))
    return _each_once(found)


def find_candidates_for(staff_id: UUID, school_id: UUID, words: str) -> list[RosterEntry]:
    """For the staff themselves: the whole name or number, so that nobody leafs through a roster."""
    words = words.strip()
    if not words:
        return []
    found = entries_near(staff_id, school_id).filter(
        Q(person__name=words) | Q(candidate_number__iexact=words)
    )
    return _each_once(found)


def entries_near(staff_id: UUID, school_id: UUID) -> "QuerySet[RosterEntry]":
    """Candidates of the exams where this person works or may be assigned."""
    offices = Membership.objects.filter(person_id=staff_id, school_id=school_id, role=MembershipRole.STAFF)
    working = Assignment.objects.filter(person_id=staff_id, room__session=OuterRef("session"))
    everywhere = offices.filter(college__isnull=True)
    own = offices.filter(college=OuterRef("session__college"))
    rows = _ahead().filter(session__school_id=school_id)
    return rows.filter(Exists(working) | Exists(everywhere) | Exists(own))


def access_entry_near(staff_id: UUID, school_id: UUID, roster_entry_id: UUID) -> RosterEntry:
    entry = entries_near(staff_id, school_id).filter(pk=roster_entry_id).first()
    if entry is None:
        raise NotFound()
    return entry


def access_entry_of(scope: SchoolScope, roster_entry_id: UUID) -> RosterEntry:
    entry = RosterEntry.objects.select_related("session", "person").filter(pk=roster_entry_id).first()
    if entry is None:
        raise NotFound()
    scope.require(entry.session.school_id, entry.session.college_id)
    return entry


def access_relation(scope: SchoolScope, relation_id: UUID) -> Relation:
    relation = relations_of(scope).filter(pk=relation_id).first()
    if relation is None:
        raise NotFound()
    return relation


def list_relations(scope: SchoolScope, staff_id: UUID) -> list[dict[str, Any]]:
    """With the exams where that candidate is, in three queries."""
    relations = list(
        relations_of(scope).filter(staff_id=staff_id).select_related("candidate").order_by("created_at")
    )
    rooms = set(Assignment.objects.filter(person_id=staff_id).values_list("room_id", flat=True))
    entries = scope.narrow(_ahead(), school="session__school_id", college="session__college_id")
    places: dict[UUID, list[dict[str, Any]]] = {one.candidate_id: [] for one in relations}
    for entry in entries.filter(person_id__in=places).order_by("session__starts_at"):
        places[entry.person_id].append(_place(entry, meets=entry.room_id in rooms))
    return [
        {
            "id": one.pk,
            "candidate_name": one.candidate.name,
            "kind": one.kind,
            "note": one.note,
            "source": one.source,
            "created_at": one.created_at,
            "places": places[one.candidate_id],
        }
        for one in relations
    ]


def entries_met(school_id: UUID, staff_id: UUID, candidate_ids: Collection[UUID]) -> "QuerySet[RosterEntry]":
    """Where these candidates stand in a room of a published exam in which this person works."""
    met = RosterEntry.objects.filter(
        person_id__in=candidate_ids,
        session__school_id=school_id,
        session__state__in=VISIBLE,
        room__assignments__person_id=staff_id,
    )
    return (
        met.select_related("session__school", "room", "person")
        .distinct()
        .order_by("session__starts_at", "pk")
    )


def staff_close_to(
    room_id: UUID, candidate_ids: Collection[UUID], *, only: UUID | None = None
) -> dict[UUID, list[str]]:
    """Candidate → the names of those of this room's staff who stated a relation to them.

    `only`: this one of the staff.
    """
    staff = Assignment.objects.filter(room_id=room_id, room__session__school_id=OuterRef("school_id"))
    met = Relation.objects.filter(
        Exists(staff.filter(person_id=OuterRef("staff_id"))), candidate_id__in=candidate_ids
    )
    if only is not None:
        met = met.filter(staff_id=only)
    found: dict[UUID, list[str]] = {}
    for candidate_id, name in met.order_by("staff__name").values_list("candidate_id", "staff__name"):
        if name not in found.setdefault(candidate_id, []):
            found[candidate_id].append(name)
    return found


def my_relations(
    staff_id: UUID, school_id: UUID
) -> tuple[RelationStatement | None, Sequence[tuple[Relation, list[RosterEntry]]]]:
    """Each with the places where the two meet."""
    statement = RelationStatement.objects.filter(school_id=school_id, staff_id=staff_id).first()
    relations = Relation.objects.filter(school_id=school_id, staff_id=staff_id).select_related("candidate")
    found = list(relations.order_by("created_at"))
    met = list(entries_met(school_id, staff_id, [one.candidate_id for one in found]))
    return statement, [
        (one, [entry for entry in met if entry.person_id == one.candidate_id]) for one in found
    ]


def statements_due(school_id: UUID) -> "QuerySet[Person]":
    """Whoever may be assigned, or is, and has not said yet whom they are close to."""
    stated = RelationStatement.objects.filter(school_id=school_id, staff=OuterRef("pk"))
    offices = Membership.objects.filter(person=OuterRef("pk"), school_id=school_id, role=MembershipRole.STAFF)
    working = Assignment.objects.filter(
        person=OuterRef("pk"), room__session__school_id=school_id, room__session__state__in=AHEAD
    )
    return Person.objects.filter(Exists(offices) | Exists(working)).exclude(Exists(stated))


def _each_once(entries: "QuerySet[RosterEntry]") -> list[RosterEntry]:
    """A relation is to the person: who takes part in several exams is found in the first of them."""
    first: dict[UUID, RosterEntry] = {}
    for entry in entries.order_by("candidate_number", "session__starts_at")[: 5 * SHOWN]:
        first.setdefault(entry.person_id, entry)
    return list(first.values())[:SHOWN]


def _ahead() -> "QuerySet[RosterEntry]":
    rows = RosterEntry.objects.select_related("person", "session", "room")
    return rows.filter(session__state__in=AHEAD)


def _place(entry: RosterEntry, *, meets: bool) -> dict[str, Any]:
    room = entry.room
    return {
        "exam_id": entry.session_id,
        "exam_name": entry.session.name,
        "exam_name_en": entry.session.name_en,
        "candidate_number": entry.candidate_number,
        "room_id": entry.room_id,
        "room_name": room.name if room else "",
        "room_name_en": room.name_en if room else "",
        "slot_starts_at": entry.slot_starts_at,
        "meets": meets,
    }
