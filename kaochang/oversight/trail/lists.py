"""Which entries a reader asks for. Quick with a million rows: nothing is counted or searched without end."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.lookups import Contains
from ninja import Field

from kaochang.accounts.models import Person
from kaochang.audit.models import TrailEntry
from kaochang.core import clock
from kaochang.core.events import registered
from kaochang.core.lists import ListQuery, ordered
from kaochang.desks.models import Desk, Device
from kaochang.exams.events import RoomDeleted
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry, Ticket
from kaochang.exports.xlsx import Words
from kaochang.interviews.models import Interview, Invitation
from kaochang.notifications.models import Notification
from kaochang.oversight.trail.renames import once_called
from kaochang.oversight.trail.sentences import SENTENCES
from kaochang.oversight.trail.telling import HOLE, enum_of
from kaochang.oversight.trail.words import CHANGED, CODES, FIELDS, GROUPS, STATES
from kaochang.planning.models import RosterImport
from kaochang.schools.models import College, Major, Membership, StaffInvitation
from kaochang.schools.scope import SchoolScope
from kaochang.waiting.models import QueueEntry, Talk

# So many are counted, and can be paged through; whoever wants older ones narrows the time.
COUNTED = 10_000
# So many of the newest entries are searched for words: more would keep the reader waiting.
SEARCHED = 200_000
# So many things may be meant by one word.
MEANT = 2_000
# One sign stands in nearly every sentence.
SHORTEST = 2
SORTS = {"at": ("at",)}
# One way through each word only: people choose what is matched.
_ID = re.compile(r"^[0-9a-f]{8}[0-9a-f-]*$")
_UNSHOWN = r'"[a-z0-9_]+":|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|T[0-9]{2}:[0-9:.]+(Z|[+-][0-9:]+)'
_SHOWN = Func(
    F("payload"), Value(_UNSHOWN), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
)
# At the edges of the calendar no day can be reckoned with.
Day = Annotated[date, Field(ge=clock.EARLIEST.date(), lt=clock.LATEST.date())]


class TrailQuery(ListQuery):
    group: Annotated[
        list[str], Field(default_factory=list, description="parts of event names before the dot")
    ]
    person_id: Annotated[list[UUID], Field(default_factory=list, description="who acted")]
    exam_id: Annotated[list[UUID], Field(default_factory=list)]
    from_day: Day | None = None
    to_day: Day | None = None


@dataclass(frozen=True)
class Found:
    """`searched_from`: older entries were not searched for the words."""

    rows: QuerySet[TrailEntry]
    searched_from: datetime | None


def entries_of(scope: SchoolScope) -> QuerySet[TrailEntry]:
    """What is kept under this school and its rooms, those that were deleted among them."""
    rooms = ExamRoom.objects.filter(session__school_id=scope.school.pk).values_list("pk", flat=True)
    gone = _deleted_rooms(scope).values_list("subject_id", flat=True)
    return TrailEntry.objects.filter(scope_id__in=[scope.school.pk, *rooms, *gone])


def _deleted_rooms(scope: SchoolScope) -> QuerySet[TrailEntry]:
    """The school keeps the entry of the deletion itself."""
    return TrailEntry.objects.filter(scope_id=scope.school.pk, event=RoomDeleted.name)


def list_entries(scope: SchoolScope, query: TrailQuery) -> Found:
    rows = entries_of(scope)
    if query.group:
        wanted = set(query.group) & set(GROUPS)
        rows = rows.filter(event__in=[name for name in registered() if name.partition(".")[0] in wanted])
    if query.person_id:
        rows = rows.filter(person_id__in=query.person_id)
    if query.exam_id:
        rows = rows.filter(_of_exams(scope, query.exam_id))
    zone = ZoneInfo(scope.school.timezone)
    if query.from_day:
        rows = rows.filter(at__gte=datetime.combine(query.from_day, time(), zone))
    if query.to_day:
        rows = rows.filter(at__lt=datetime.combine(query.to_day + timedelta(days=1), time(), zone))
    searched_from = None
    if query.q.strip():
        oldest = rows.order_by("-at", "-pk").values_list("at", flat=True)[SEARCHED : SEARCHED + 1].first()
        if oldest is not None:
            searched_from = oldest
            rows = rows.filter(at__gt=oldest)
        for word in query.q.split():
            rows = rows.filter(_says(scope, word))
    return Found(ordered(rows, query.sort, SORTS, default="-at"), searched_from)


def paged_entries(found: Found, query: TrailQuery) -> tuple[list[TrailEntry], int]:
    """One page and how many there are, but never more than `COUNTED`."""
    first = (query.page - 1) * query.page_size
    last = min(first + int(query.page_size), COUNTED)
    rows = list(found.rows[first:last]) if first < last else []
    return rows, found.rows.order_by()[: COUNTED + 1].count()


def _of_exams(scope: SchoolScope, exam_ids: list[UUID]) -> Q:
    """What happened in their rooms, to their texts and imports, and to who has no room there."""
    exams = ExamSession.objects.filter(school_id=scope.school.pk, pk__in=exam_ids)
    about: set[UUID] = set(_ids(exams))
    for path in ("notice_texts", "letter_texts", "roster_imports", "roster"):
        about |= {one for one in exams.values_list(path, flat=True) if one}
    rooms = set(_ids(ExamRoom.objects.filter(session__in=exams)))
    for exam_id in _ids(exams):
        deleted = _deleted_rooms(scope).filter(payload__contains=str(exam_id))
        rooms |= {one for one in deleted.values_list("subject_id", flat=True) if one}
    return Q(scope_id__in=rooms) | Q(subject_id__in=about | rooms)


def _says(scope: SchoolScope, word: str) -> Q:
    """It stands in what was written down, or names who acted, whom it was about, or where, now or then."""
    school = scope.school.pk
    earlier = Q(pk__in=once_called(word))
    people = set(
        _ids(
            Person.objects.filter(Q(name__icontains=word) | earlier).filter(
                Q(memberships__school_id=school) | Q(roster_entries__session__school_id=school)
            )
        )
    )
    roster = RosterEntry.objects.filter(session__school_id=school)
    candidates = _ids(roster.filter(Q(person__in=people) | Q(candidate_number__icontains=word)))
    queue = _ids(QueueEntry.objects.filter(roster_entry__in=candidates))
    desks = _ids(Desk.objects.filter(roster_entry__in=candidates))
    named = Q(name__icontains=word) | Q(name_en__icontains=word) | earlier
    rooms = _ids(ExamRoom.objects.filter(named, session__school_id=school))
    exams = _ids(ExamSession.objects.filter(named, school_id=school))
    about = {*people, *candidates, *queue, *desks, *rooms, *exams}
    about |= set(_ids(College.objects.filter(named, school_id=school)))
    about |= set(_ids(Major.objects.filter(named, college__school_id=school)))
    about |= set(_ids(Membership.objects.filter(person__in=people, school_id=school)))
    about |= set(_ids(Assignment.objects.filter(person__in=people, room__session__school_id=school)))
    about |= set(_ids(Device.objects.filter(desk__in=desks)))
    about |= set(_ids(Ticket.objects.filter(roster_entry__in=candidates)))
    for table in (Talk, Invitation, Interview):
        about |= set(_ids(table._default_manager.filter(entry__in=queue)))
    about |= set(_ids(RosterImport.objects.filter(session__in=exams)))
    about |= set(_ids(StaffInvitation.objects.filter(name__icontains=word, school_id=school)))
    about |= set(_ids(Notification.objects.filter(person__in=people, scope_id=school)))
    return (
        _written(word)
        | _told_with(word)
        | Q(person_id__in=people)
        | Q(subject_id__in=about)
        | Q(scope_id__in=rooms)
    )


def _written(word: str) -> Q:
    """In what was written down, but for what nobody is shown: the names of fields, ids, the time of a moment.

    The beginning of an id is how something deleted is called.
    """
    shown = Q(payload__contains=word) & Q(Contains(_SHOWN, word))
    return shown | Q(payload__contains=f'"{word}') if _ID.match(word) else shown


def _told_with(word: str) -> Q:
    """The word stands in the sentence itself, or in what it calls a field that was changed, or a state."""
    word = word.casefold()
    if len(word) < SHORTEST:
        return Q(event=word)

    def says(words: Words) -> bool:
        return any(word in HOLE.sub("", text).casefold() for text in words)

    found = Q(event__in=[name for name, words in SENTENCES.items() if name == word or says(words)])
    for name, words in FIELDS.items():
        if says(words):
            kind, _, field = name.rpartition(".")
            of_kind = Q(subject_kind=kind) if kind else Q()
            found |= of_kind & Q(payload__contains=f'"field":"{field}"')
    for states, table in STATES.items():
        if values := [state.value for state, words in table.items() if says(words)]:
            found |= Q(event__in=_events_with(states)) & _any_of(values)
    for field, codes in (*CODES.items(), *CHANGED.items()):
        if values := [value for value, words in codes.items() if says(words)]:
            here = Q(payload__contains=f'"{field}":') | Q(payload__contains=f'"field":"{field}"')
            found |= here & _any_of(values)
    return found


def _events_with(states: type[Enum]) -> list[str]:
    return [
        name
        for name, event in registered().items()
        if any(enum_of(field) is states for field in event.model_fields.values())
    ]


def _any_of(values: Iterable[str]) -> Q:
    found = Q()
    for value in values:
        found |= Q(payload__contains=f'"{value}"')
    return found


def _ids(rows: QuerySet[Any]) -> list[UUID]:
    return list(rows.order_by().values_list("pk", flat=True).distinct()[:MEANT])
