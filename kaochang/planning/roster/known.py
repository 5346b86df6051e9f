"""What the database knows that bears on a roster, read in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kaochang.accounts import queries as accounts
from kaochang.accounts import secrets
from kaochang.accounts.models import Person
from kaochang.accounts.states import CredentialKind
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.exams.walls import people_of_others
from kaochang.planning.filling import SHUT
from kaochang.planning.roster.cells import tight
from kaochang.schools.models import Major
from kaochang.schools.scope import SchoolScope


@dataclass
class Known:
    """Entries by candidate number, people by look-up hash, rooms and majors by name."""

    session: ExamSession
    rooms: dict[str, ExamRoom]
    majors: dict[str, Major]
    entries: dict[str, RosterEntry]
    entries_of: dict[UUID, RosterEntry]
    places: dict[tuple[UUID, int], RosterEntry]
    slots: dict[tuple[UUID, datetime], RosterEntry]
    # Rooms and majors that take nobody any more.
    shut: set[UUID]
    by_number: dict[str, Person]
    by_phone: dict[str, Person]
    by_identity: dict[str, Person]
    elsewhere: dict[UUID, list[RosterEntry]]
    # Also candidates of colleges that whoever asks does not manage.
    of_others: set[UUID]


def read_known(
    session: ExamSession,
    scope: SchoolScope,
    numbers: Iterable[str],
    phones: Iterable[str],
    identities: Iterable[str],
) -> Known:
    school = session.school_id
    roster = list(
        RosterEntry.objects.filter(session=session).select_related(
            "person", "room", "major", "session__college"
        )
    )
    by_number = accounts.find_candidates(
        school, CredentialKind.CANDIDATE_NUMBER, map(secrets.candidate_number_lookup, numbers)
    )
    by_phone = accounts.find_candidates(school, CredentialKind.PHONE, map(secrets.phone_lookup, phones))
    by_identity = accounts.find_candidates_by_identity(school, map(secrets.identity_lookup, identities))
    people = {one.pk for found in (by_number, by_phone, by_identity) for one in found.values()}
    elsewhere: dict[UUID, list[RosterEntry]] = {}
    others = RosterEntry.objects.filter(person_id__in=people, slot_starts_at__isnull=False)
    others = others.exclude(session=session)
    others = others.exclude(session__state__in=[SessionState.CLOSED, SessionState.ARCHIVED])
    for other in others.select_related("room", "session"):
        elsewhere.setdefault(other.person_id, []).append(other)
    rooms = list(ExamRoom.objects.filter(session=session).order_by("name"))
    majors = Major.objects.filter(college=session.college).order_by("enabled")
    return Known(
        session=session,
        rooms={room.name: room for room in rooms},
        majors={one.name: one for one in majors},
        entries={tight(entry.candidate_number): entry for entry in roster},
        entries_of={entry.person_id: entry for entry in roster},
        places={(e.room_id, e.order_number): e for e in roster if e.room_id and e.order_number},
        slots={(e.room_id, e.slot_starts_at): e for e in roster if e.room_id and e.slot_starts_at},
        shut={room.pk for room in rooms if room.state in SHUT}
        | {major.pk for major in majors if not major.enabled},
        by_number=by_number,
        by_phone=by_phone,
        by_identity=by_identity,
        elsewhere=elsewhere,
        of_others=people_of_others(scope, people | {entry.person_id for entry in roster}),
    )


def clash_of(
    known: Known, person: Person, starts_at: datetime, extra_time_percent: int
) -> RosterEntry | None:
    """Another interview of theirs that is not over before this one begins, or begins before this one ends."""
    ends_at = starts_at + _length(known.session, extra_time_percent)
    for other in known.elsewhere.get(person.pk, ()):
        begins = other.slot_starts_at
        length = _length(other.session, other.extra_time_percent)
        if begins is not None and begins < ends_at and starts_at < begins + length:
            return other
    return None


def _length(session: ExamSession, extra_time_percent: int) -> timedelta:
    return timedelta(seconds=session.interview_seconds) * (100 + extra_time_percent) / 100
