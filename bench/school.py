"""A large exam day: candidates who wait in many rooms, each logged in, a chief for each room.

Rows that a real day makes over hours are written in bulk; everything that is measured afterwards goes
through the real addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginCredential, LoginSession, Person
from kaochang.accounts.secrets import (
    candidate_number_lookup,
    new_one_time_code,
    new_token,
    one_time_code_hash,
    phone_lookup,
    token_hash,
)
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.commitments.models import Commitment, Consent, ConsentText, LetterText
from kaochang.commitments.states import SigningMethod
from kaochang.core import clock
from kaochang.core.privacy import last_four
from kaochang.desks.models import Desk, Device, DeviceCheck
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.states import Formality, RoomRole, RoomState, SessionState
from kaochang.schools.models import College, School
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services import open_due_desks
from kaochang.waiting.states import QueueState


@dataclass
class Candidate:
    roster_entry_id: UUID
    entry_id: UUID
    number: str
    phone: str
    cookie: str
    one_time_code: str

    def as_page(self) -> dict[str, str]:
        return {
            "cookie": self.cookie,
            "token": "/api/v1/candidate/push-token",
            "now": f"/api/v1/candidate/entries/{self.roster_entry_id}/now",
        }


@dataclass
class Room:
    room_id: UUID
    chief_cookie: str
    candidates: list[Candidate]


@dataclass
class Day:
    school_id: UUID
    rooms: list[Room]

    @property
    def candidates(self) -> list[Candidate]:
        return [candidate for room in self.rooms for candidate in room.candidates]


def make_day(candidates: int, per_room: int = 20, *, open_desks: int = 1, laptops: bool = False) -> Day:
    """`open_desks` a room are opened by the service, nearest in the line first.

    With `laptops`, `watch` sees each candidate come and go by their push connection.
    """
    with transaction.atomic():
        day = _rows(candidates, per_room, open_desks)
        if laptops:
            _put_laptops()
    for room in ExamRoom.objects.filter(pk__in=[room.room_id for room in day.rooms]):
        open_due_desks(room, by=Actor.system("bench"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return day


def _rows(candidates: int, per_room: int, open_desks: int) -> Day:
    school = School.objects.create(code="bench", name="量测大学")
    session = ExamSession.objects.create(
        school=school,
        college=College.objects.create(school=school, name="量测学院"),
        name="硕士研究生复试",
        formality=Formality.REHEARSAL,
        starts_at=clock.now() - timedelta(hours=1),
        ends_at=clock.now() + timedelta(hours=8),
        invitation_seconds=600,
        minimum_staff=1,
        desks_open_limit=open_desks,
        state=SessionState.OPEN,
    )
    text = ConsentText.objects.create(school=school, title="用户协议", text="协议。", text_hash="c" * 64)
    letter = LetterText.objects.create(session=session, title="承诺书", text="我承诺。", text_hash="a" * 64)
    count = -(-candidates // per_room)
    rooms = [
        ExamRoom(session=session, name=f"第{number + 1}考场", state=RoomState.READY)
        for number in range(count)
    ]
    chiefs = [Person(name=f"主考{number + 1}") for number in range(count)]
    people = [_person(number) for number in range(candidates)]
    ExamRoom.objects.bulk_create(rooms)
    Person.objects.bulk_create([*chiefs, *people], batch_size=1000)
    pairs = zip(rooms, chiefs, strict=True)
    Assignment.objects.bulk_create(
        Assignment(room=room, person=chief, role=RoomRole.CHIEF_EXAMINER) for room, chief in pairs
    )
    roster = [
        RosterEntry(
            session=session,
            room=rooms[number // per_room],
            person=person,
            candidate_number=f"26B{number:05d}",
            order_number=number % per_room + 1,
            notice_read_at=clock.now(),
            room_confirmed_at=clock.now(),
        )
        for number, person in enumerate(people)
    ]
    RosterEntry.objects.bulk_create(roster, batch_size=1000)
    queue = [_waiting(entry) for entry in roster]
    QueueEntry.objects.bulk_create(queue, batch_size=1000)
    Desk.objects.bulk_create(
        (Desk(roster_entry=entry, room=entry.exam_room) for entry in roster), batch_size=1000
    )
    _papers(roster, text, letter)
    chief_cookies = _log_in(chiefs, LoginArea.STAFF, school)
    cookies = _log_in(people, LoginArea.CANDIDATE, school)
    codes = _credentials(roster, school)
    made = [
        Candidate(entry.pk, line.pk, entry.candidate_number, person.phone or "", cookie, code)
        for entry, line, person, cookie, code in zip(roster, queue, people, cookies, codes, strict=True)
    ]
    return Day(
        school.pk,
        [
            Room(room.pk, cookie, made[number * per_room : (number + 1) * per_room])
            for number, (room, cookie) in enumerate(zip(rooms, chief_cookies, strict=True))
        ],
    )


def _person(number: int) -> Person:
    phone = f"+86138{number:08d}"
    return Person(
        name=f"考生{number}", phone=phone, phone_lookup=phone_lookup(phone), phone_last_four=last_four(phone)
    )


def _waiting(entry: RosterEntry) -> QueueEntry:
    now = clock.now()
    return QueueEntry(
        roster_entry=entry,
        room=entry.exam_room,
        position=entry.order_number or 0,
        state=QueueState.CLEARED,
        arrived_at=now,
        cleared_at=now,
    )


def _put_laptops() -> None:
    sessions = LoginSession.objects.filter(area=LoginArea.CANDIDATE).values_list("person_id", "pk")
    session_of = dict(sessions)
    Device.objects.bulk_create(
        (
            Device(
                desk=desk,
                kind=DeviceKind.LAPTOP,
                state=DeviceState.ACTIVE,
                login_session_id=session_of[desk.roster_entry.person_id],
            )
            for desk in Desk.objects.select_related("roster_entry")
        ),
        batch_size=1000,
    )


def _papers(roster: list[RosterEntry], text: ConsentText, letter: LetterText) -> None:
    Consent.objects.bulk_create(
        (Consent(person_id=one.person_id, consent_text=text, text_hash=text.text_hash) for one in roster),
        batch_size=1000,
    )
    signed: dict[str, Any] = {"letter": letter, "method": SigningMethod.TYPED, "text_hash": letter.text_hash}
    Commitment.objects.bulk_create(
        (Commitment(roster_entry=one, typed_name="考生", **signed) for one in roster), batch_size=1000
    )
    DeviceCheck.objects.bulk_create(
        (DeviceCheck(roster_entry=one, results={}, passed=True) for one in roster), batch_size=1000
    )


def _log_in(people: list[Person], area: LoginArea, school: School) -> list[str]:
    """Log-in sessions as the log-in makes them; returns the cookies."""
    tokens = [new_token() for _ in people]
    LoginSession.objects.bulk_create(
        (
            LoginSession(
                person=person,
                scope_id=school.pk,
                area=area,
                token_hash=token_hash(token),
                expires_at=clock.now() + timedelta(hours=24),
            )
            for person, token in zip(people, tokens, strict=True)
        ),
        batch_size=1000,
    )
    return [f"kc_{area}={token}" for token in tokens]


def _credentials(roster: list[RosterEntry], school: School) -> list[str]:
    """Each candidate's phone, and number with a one-time code."""
    common: dict[str, Any] = {"scope_id": school.pk, "area": LoginArea.CANDIDATE}
    made, codes = [], []
    for entry in roster:
        person = entry.person
        made.append(
            LoginCredential(
                person=person, kind=CredentialKind.PHONE, lookup_hash=person.phone_lookup, **common
            )
        )
        number = LoginCredential(
            person=person,
            kind=CredentialKind.CANDIDATE_NUMBER,
            lookup_hash=candidate_number_lookup(entry.candidate_number),
            secret_set_at=clock.now(),
            secret_expires_at=clock.now() + timedelta(days=1),
            **common,
        )
        codes.append(new_one_time_code())
        number.secret_hash = one_time_code_hash(number.pk, codes[-1])
        made.append(number)
    LoginCredential.objects.bulk_create(made, batch_size=1000)
    return codes
