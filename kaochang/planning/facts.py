"""What readiness is judged by, read from several domains in a constant number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Window

from kaochang.commitments.queries import current_letter
from kaochang.core import clock
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.queries import find_notice
from kaochang.exams.rules import PANEL
from kaochang.exams.states import ExamLanguages, Formality, RoomRole, SessionState
from kaochang.planning.readiness import Facts, Named

# What else a person may be expected at.
STANDING = (SessionState.PUBLISHED, SessionState.OPEN)


def read_facts(session: ExamSession) -> Facts:
    rooms = list(ExamRoom.objects.filter(session=session).order_by("name", "pk"))
    staff = list(Assignment.objects.filter(room__session=session).select_related("person"))
    roles: dict[UUID, dict[str, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for one in staff:
        roles[one.room_id][one.role].add(one.person_id)
    roster = RosterEntry.objects.filter(session=session)
    no_slot = roster.filter(Q(room__isnull=True) | Q(slot_starts_at__isnull=True))
    letter, notice = current_letter(session), find_notice(session)
    texts = [text for text in (letter, notice) if text is not None]
    length = timedelta(seconds=session.interview_seconds)
    outside = roster.filter(
        Q(slot_starts_at__lt=session.starts_at) | Q(slot_starts_at__gt=session.ends_at - length)
    )
    return Facts(
        formality=session.formality,
        is_over=session.ends_at <= clock.now(),
        needs_english=session.languages == ExamLanguages.ZH_EN,
        rooms=len(rooms),
        candidates=roster.count(),
        unplaced=_people(no_slot),
        outside_window=_people(outside),
        without_chief=_rooms(rooms, lambda room: not roles[room.pk][RoomRole.CHIEF_EXAMINER]),
        without_officer=_rooms(
            rooms,
            lambda room: session.clearance_required and not roles[room.pk][RoomRole.WAITING_ROOM_OFFICER],
        ),
        too_few_staff=_rooms(
            rooms,
            lambda room: len(set().union(*(roles[room.pk][role] for role in PANEL))) < session.minimum_staff,
        ),
        minimum_staff=session.minimum_staff,
        staff_clashes=_staff_twice(session, staff),
        candidate_clashes=_candidates_twice(session),
        has_letter=letter is not None,
        has_notice=notice is not None,
        has_english=all(text.title_en and text.text_en for text in texts),
        has_rehearsal=session.copies.filter(formality=Formality.REHEARSAL)
        .exclude(state=SessionState.DRAFT)
        .exists(),
    )


def _rooms(rooms: Iterable[ExamRoom], lacks: Callable[[ExamRoom], object]) -> Named:
    return Named.of(room.name for room in rooms if lacks(room))


def _people(entries: "QuerySet[RosterEntry]") -> Named:
    """One query: the first names, and how many there are."""
    counted = entries.annotate(every=Window(Count("pk"))).order_by("candidate_number")
    found = list(counted.values_list("person__name", "every")[:3])
    return Named(found[0][1] if found else 0, [name for name, _ in found])


def _staff_twice(session: ExamSession, staff: Iterable[Assignment]) -> Named:
    """Of the panel in two rooms: of this exam, or of another one at the same time."""
    rooms: dict[UUID, set[UUID]] = defaultdict(set)
    names: dict[UUID, str] = {}
    for one in staff:
        if one.role in PANEL:
            rooms[one.person_id].add(one.room_id)
            names[one.person_id] = one.person.name
    elsewhere = Assignment.objects.filter(person_id__in=names, role__in=PANEL).exclude(room__session=session)
    same_time = elsewhere.filter(_at_the_same_time(session, "room__session"))
    busy = set(same_time.values_list("person_id", flat=True))
    return Named.of(name for person, name in names.items() if len(rooms[person]) > 1 or person in busy)


def _candidates_twice(session: ExamSession) -> Named:
    """At the same minute in one room, or in another exam whose window overlaps with their slot."""
    length = timedelta(seconds=session.interview_seconds)
    mine = RosterEntry.objects.filter(session=session, slot_starts_at__isnull=False)
    near = RosterEntry.objects.filter(
        room=OuterRef("room"),
        slot_starts_at__gt=OuterRef("slot_starts_at") - length,
        slot_starts_at__lt=OuterRef("slot_starts_at") + length,
    ).exclude(pk=OuterRef("pk"))
    other = RosterEntry.objects.filter(
        _at_the_same_time(session, "session"),
        person=OuterRef("person"),
        slot_starts_at__gt=OuterRef("slot_starts_at")
        - ExpressionWrapper(F("session__interview_seconds") * timedelta(seconds=1), DurationField()),
        slot_starts_at__lt=OuterRef("slot_starts_at") + length,
    ).exclude(session=session)
    return _people(mine.filter(Exists(near) | Exists(other)))


def _at_the_same_time(session: ExamSession, of: str) -> Q:
    return Q(
        **{
            f"{of}__state__in": STANDING,
            f"{of}__starts_at__lt": session.ends_at,
            f"{of}__ends_at__gt": session.starts_at,
        }
    )
