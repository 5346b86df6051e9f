"""A draft that lacks nothing."""

from datetime import timedelta

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning.services import copy_exam
from kaochang.schools.models import Membership
from tests.factories import Place, make_notice, make_person, make_place


def ready_draft(candidates: int = 2) -> Place:
    """Tomorrow, four hours, one room with everybody in it, a quarter of an hour for each candidate."""
    at = clock.now() + timedelta(days=1)
    place = make_place(
        candidates=candidates,
        queued=False,
        state=SessionState.DRAFT,
        starts_at=at,
        ends_at=at + timedelta(hours=4),
        languages="zh",
    )
    for number, entry in enumerate(place.entries):
        entry.slot_starts_at = at + timedelta(minutes=15 * number)
        entry.save(update_fields=["slot_starts_at"])
    for person in place.staff.values():
        join(place, person)
    make_notice(place.session)
    place.session = ExamSession.objects.get(pk=place.session.pk)
    return place


def copied(session: ExamSession, *, with_candidates: bool) -> ExamSession:
    """At the same hours, with its staff."""
    return copy_exam(
        session,
        name="复试二",
        name_en="",
        formality="formal",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        with_staff=True,
        with_candidates=with_candidates,
        by=Actor.system("test"),
    )


def unplaced(session: ExamSession, number: str = "") -> RosterEntry:
    """On the roster, in no room yet."""
    person = make_person(name=f"未排{number}")
    number = number or f"U{RosterEntry.objects.filter(session=session).count()}"
    return RosterEntry.objects.create(session=session, person=person, candidate_number=number)


def join(place: Place, person: Person | None = None) -> Person:
    """Into the school's staff pool, where those who work in its rooms are from."""
    person = person or make_person()
    Membership.objects.create(person=person, school=place.school, role="staff")
    return person
