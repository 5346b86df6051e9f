"""Who of the staff is close to which candidate (回避): declared by themselves, or entered by the school."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.core.models import save_changed
from kaochang.exams import events
from kaochang.exams.errors import AskedRecently, RelationExists
from kaochang.exams.models import Relation, RelationStatement, RosterEntry
from kaochang.exams.relation_queries import entries_met
from kaochang.exams.states import RelationKind, RelationSource
from kaochang.exams.telling import (
    iso_of,
    local_time,
    names_of_exam,
    notify_of,
    params_of_exam,
    params_of_room,
)
from kaochang.exams.texts import plain_text
from kaochang.notifications.queries import list_told
from kaochang.notifications.services import Note, confirm, notify
from kaochang.notifications.states import NotificationKind
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import School
from kaochang.schools.queries import administrators_of

NOTE = REASON = 500
ASK_AGAIN_AFTER = timedelta(hours=1)


class Asked(NamedTuple):
    """How many were reminded, and how many not because they just had been."""

    asked: int
    left_out: int


@transaction.atomic
def add_relation(
    staff: Person, entry: RosterEntry, kind: str, *, note: str = "", source: RelationSource, by: Actor
) -> Relation:
    """`entry` says who the candidate is; the relation holds in every exam of the school."""
    session = entry.session
    # The lock that two declarations of one person share.
    Person.objects.select_for_update(no_key=True).get(pk=staff.pk)
    known = {"school_id": session.school_id, "staff": staff, "candidate_id": entry.person_id}
    if Relation.objects.filter(**known).exists():
        raise RelationExists()
    note = plain_text(note, limit=NOTE) if note.strip() else ""
    relation = Relation.objects.create(**known, kind=RelationKind(kind), note=note, source=source)
    event = events.RelationAdded(
        relation_id=relation.pk,
        staff_id=staff.pk,
        candidate_id=entry.person_id,
        kind=relation.kind,
        source=relation.source,
    )
    record(event, by=by, about=relation, scope_id=session.school_id)
    announce(event, to=_told(relation, session.college_id), subject=relation)
    _refresh_rooms_of(relation)
    _tell_where_they_meet(relation, by)
    return relation


@transaction.atomic
def remove_relation(relation: Relation, *, reason: str, by: Actor) -> None:
    """Entered by mistake, or over: the school's administration alone, and it says why."""
    why = plain_text(reason, limit=REASON)
    found = Relation.objects.select_for_update(no_key=True).filter(pk=relation.pk).first()
    if found is None:
        raise NotFound()
    event = events.RelationRemoved(
        relation_id=found.pk,
        staff_id=found.staff_id,
        candidate_id=found.candidate_id,
        kind=found.kind,
        reason=why,
    )
    record(event, by=by, about=found, scope_id=found.school_id)
    announce(event, to=_told(found, None), subject=found)
    _refresh_rooms_of(found)
    found.delete()


@transaction.atomic
def state_relations(staff: Person, school_id: UUID, *, by: Actor) -> RelationStatement:
    """「除上述外无回避关系」: with the time of the newest."""
    # The lock: a first statement has no row yet.
    Person.objects.select_for_update(no_key=True).get(pk=staff.pk)
    now = clock.now()
    statement = RelationStatement.objects.filter(school_id=school_id, staff=staff).first()
    if statement is None:
        school = School.objects.get(pk=school_id)
        statement = RelationStatement.objects.create(school=school, staff=staff, stated_at=now)
    else:
        statement.stated_at = now
        save_changed(statement, "stated_at")
    count = Relation.objects.filter(school_id=school_id, staff=staff).count()
    told = list_told([staff.pk], NotificationKind.STATEMENT_ASKED, area="staff", scope_id=school_id)
    # They did what they were asked for: nothing is left to be confirmed.
    for notification in told.filter(confirmed_at__isnull=True, superseded_at__isnull=True):
        confirm(notification, by=by)
    event = events.RelationsStated(staff_id=staff.pk, relations=count, stated_at=now)
    record(event, by=by, about=statement, scope_id=school_id)
    to = [*channels.school(school_id), channels.person("staff", staff.pk)]
    announce(event, to=to, subject=statement)
    return statement


@transaction.atomic
def ask_statements(school: School, staff: Iterable[UUID], *, by: Actor) -> Asked:
    """「提醒」 those of the staff who have not stated; each of them once an hour, whoever asks."""
    # The lock, shared with the statement: two who press at once remind once.
    held = Person.objects.select_for_update(no_key=True).filter(pk__in=list(staff)).order_by("pk")
    people = {person.pk: person for person in held}
    stated = RelationStatement.objects.filter(school=school, staff__in=people)
    for person_id in stated.values_list("staff_id", flat=True):
        del people[person_id]
    told = list_told(people, NotificationKind.STATEMENT_ASKED, area="staff", scope_id=school.pk)
    lately = told.filter(created_at__gt=clock.now() - ASK_AGAIN_AFTER)
    left_out = set(lately.values_list("person_id", flat=True))
    asked = [person for person in people.values() if person.pk not in left_out]
    if not asked:
        if left_out:
            raise AskedRecently()
        return Asked(0, 0)
    summary = (
        f"{school.name}：请登录后打开「回避申报」，申报与考生的关系；没有也请确认",
        f"{school.name_en or school.name}: please log in and state under Relations "
        "whom you are close to, or that there is nobody",
    )
    notify(
        [Note(person, school.pk, {}, summary) for person in asked],
        NotificationKind.STATEMENT_ASKED,
        area="staff",
        scope_id=school.pk,
        college_id=None,
        session_id=None,
        by=by,
    )
    event = events.StatementsAsked(people=len(asked))
    record(event, by=by, about=school, scope_id=school.pk)
    announce(event, to=channels.school(school.pk), subject=school)
    return Asked(len(asked), len(left_out))


def _tell_where_they_meet(relation: Relation, by: Actor) -> None:
    """Of a published exam nobody reads the checks again: whoever manages it is told of the new clash.

    Whom it is about stands on the page alone: a text message or mail leaves the school.
    """
    for entry in entries_met(relation.school_id, relation.staff_id, [relation.candidate_id]):
        session, room = entry.session, entry.exam_room
        params = {
            **params_of_exam(session),
            **params_of_room(room),
            "room_id": str(entry.room_id),
            "starts_at": iso_of(entry.slot_starts_at),
            "staff": relation.staff.name,
            "candidate": f"{entry.person.name} {entry.candidate_number}",
            "relation": relation.kind,
        }
        when = local_time(session, entry.slot_starts_at)
        exam, exam_en = names_of_exam(session)
        summary = (
            f"{exam}：{room.name} 有考务人员与 {when} 的考生存在回避关系，请登录调整",
            f"{exam_en}: somebody of the staff of {room.name_en or room.name} "
            f"is close to the candidate at {when}, please log in and rearrange",
        )
        managers = administrators_of(session.school_id, session.college_id)
        notes = [Note(one, entry.pk, params, summary) for one in managers if one.pk != by.person_id]
        notify_of(session, notes, NotificationKind.RELATION_MET, "staff", "", by)


def _refresh_rooms_of(relation: Relation) -> None:
    """Of its kind and reason the others of the staff learn nothing."""
    met = entries_met(relation.school_id, relation.staff_id, [relation.candidate_id])
    for room_id in {entry.exam_room.pk for entry in met}:
        event = events.RelationsMetChanged(room_id=room_id)
        announce(event, to=[channels.room_staff(room_id)], subject=relation)


def _told(relation: Relation, college_id: UUID | None) -> list[str]:
    """Never the candidate."""
    school = channels.school(relation.school_id, college_id)
    return [*school, channels.person("staff", relation.staff_id)]
