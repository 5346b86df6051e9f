"""A small school for tests: a room, staff of every role, candidates as far as a test wants them.

place = make_place(candidates=3)
entry = make_ready(place, 0)        # everything done, may enter the waiting area
queue_entry = make_waiting(place, 1)
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.commitments.models import Commitment, Consent, ConsentText, LetterText
from kaochang.commitments.states import SigningMethod
from kaochang.core import clock
from kaochang.core.privacy import last_four, lookup_hash, normalize_phone
from kaochang.desks.models import Desk, DeviceCheck
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, NoticeText, RosterEntry
from kaochang.exams.services import publish_notice
from kaochang.exams.states import Formality, RoomRole, SessionState
from kaochang.schools.models import College, School
from kaochang.waiting.models import QueueEntry

_numbers = itertools.count(1)


@dataclass
class Place:
    """A school with one exam room; `staff` has one person of each role, by the role's code."""

    school: School
    college: College
    session: ExamSession
    room: ExamRoom
    staff: dict[str, Person]
    entries: list[RosterEntry]
    letter: LetterText
    consent_text: ConsentText

    def by(self, role: str) -> Actor:
        """The actor of this room's officer, chief, … (`place.by("chief_examiner")`)."""
        return staff_actor(self.staff[role])

    @property
    def officer(self) -> Actor:
        return self.by(RoomRole.WAITING_ROOM_OFFICER)

    @property
    def chief(self) -> Actor:
        return self.by(RoomRole.CHIEF_EXAMINER)

    def candidate(self, index: int = 0) -> Actor:
        return candidate_actor(self.entries[index].person)


def staff_actor(person: Person) -> Actor:
    return Actor(person_id=person.pk, login_session_id=None, area="staff")


def candidate_actor(person: Person) -> Actor:
    return Actor(person_id=person.pk, login_session_id=None, area="candidate")


def make_person(name: str = "", phone: str | None = None) -> Person:
    number = next(_numbers)
    e164 = normalize_phone(phone or f"139{number:08d}")
    return Person.objects.create(
        name=name or f"某人{number}",
        phone=e164,
        phone_lookup=lookup_hash("phone", e164),
        phone_last_four=last_four(e164),
    )


def make_school(**columns: Any) -> School:
    number = next(_numbers)
    return School.objects.create(**{"code": f"school-{number}", "name": f"第{number}大学", **columns})


def make_session(school: School | None = None, **columns: Any) -> ExamSession:
    school = school or make_school()
    college = College.objects.create(school=school, name=f"学院{next(_numbers)}")
    now = clock.now()
    return ExamSession.objects.create(
        **{
            "school": school,
            "college": college,
            "name": "硕士研究生复试",
            "name_en": "Master's interview",
            "formality": Formality.FORMAL,
            "starts_at": now - timedelta(hours=1),
            "ends_at": now + timedelta(hours=8),
            "minimum_staff": 1,
            "state": SessionState.OPEN,
            **columns,
        }
    )


def make_room(session: ExamSession | None = None, **columns: Any) -> ExamRoom:
    return ExamRoom.objects.create(
        **{"session": session or make_session(), "name": f"第{next(_numbers)}考场", **columns}
    )


def assign(room: ExamRoom, role: str, person: Person | None = None) -> Person:
    person = person or make_person(name=f"{role}{next(_numbers)}")
    Assignment.objects.create(room=room, person=person, role=RoomRole(role))
    return person


def make_entry(room: ExamRoom, *, person: Person | None = None, **columns: Any) -> RosterEntry:
    number = next(_numbers)
    return RosterEntry.objects.create(
        **{
            "session": room.session,
            "room": room,
            "person": person or make_person(name=f"考生{number}"),
            "candidate_number": f"26S{number:05d}",
            "order_number": RosterEntry.objects.filter(room=room).count() + 1,
            **columns,
        }
    )


def make_notice(session: ExamSession, text: str = "请准备好证件。") -> NoticeText:
    return publish_notice(session, title="考试须知", text=text, by=Actor.system("test"))


def make_letter(session: ExamSession) -> LetterText:
    return LetterText.objects.create(session=session, title="承诺书", text="我承诺。", text_hash="a" * 64)


def make_consent_text(school: School) -> ConsentText:
    return ConsentText.objects.create(school=school, title="用户协议", text="协议。", text_hash="c" * 64)


def make_place(
    *, candidates: int = 1, roles: Iterable[str] = tuple(RoomRole), queued: bool = True, **session: Any
) -> Place:
    """`session` are columns of ExamSession (cameras_required=2, clearance_required=False …)."""
    exam = make_session(**session)
    room = make_room(exam)
    place = Place(
        school=exam.school,
        college=exam.college,
        session=exam,
        room=room,
        staff={str(role): assign(room, role) for role in roles},
        entries=[make_entry(room) for _ in range(candidates)],
        letter=make_letter(exam),
        consent_text=make_consent_text(exam.school),
    )
    if queued:
        for entry in place.entries:
            queue(entry)
    return place


def queue(entry: RosterEntry, **columns: Any) -> QueueEntry:
    """The candidate's place in the line and their desk; preparing unless `columns` say otherwise."""
    Desk.objects.get_or_create(roster_entry=entry, defaults={"room": entry.exam_room})
    found, _ = QueueEntry.objects.get_or_create(
        roster_entry=entry, defaults={"position": entry.order_number or 1, "room": entry.exam_room}
    )
    for name, value in columns.items():
        setattr(found, name, value)
    found.save()
    return found


def make_ready(place: Place, index: int = 0) -> RosterEntry:
    """Consent, notice, room, device check and letter done: may enter the waiting area."""
    entry = place.entries[index]
    now = clock.now()
    entry.notice_read_at = entry.room_confirmed_at = now
    entry.notice_edition_read = entry.session.notice_edition
    entry.save(update_fields=["notice_read_at", "notice_edition_read", "room_confirmed_at"])
    text, letter = place.consent_text, place.letter
    Consent.objects.get_or_create(
        person=entry.person, consent_text=text, defaults={"text_hash": text.text_hash}
    )
    signed = {"method": SigningMethod.TYPED, "typed_name": entry.person.name, "text_hash": letter.text_hash}
    Commitment.objects.get_or_create(roster_entry=entry, letter=letter, defaults=signed)
    if not DeviceCheck.objects.filter(roster_entry=entry, passed=True).exists():
        DeviceCheck.objects.create(roster_entry=entry, results={}, passed=True, checked_at=now)
    return entry


def make_waiting(place: Place, index: int = 0, **columns: Any) -> QueueEntry:
    """The candidate waits: a QueueEntry in state waiting (`state="cleared"` for more)."""
    entry = make_ready(place, index)
    now = clock.now()
    return queue(entry, **{"state": "waiting", "arrived_at": now, "state_changed_at": now, **columns})
