"""A school with thousands of rows in each of its lists, written in bulk; the dry run by the real worker."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client

from bench.rosters import make_exam, reach, roster
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginCredential, LoginSession, Person
from kaochang.accounts.secrets import candidate_number_lookup, new_token, phone_lookup, token_hash
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.announcements.models import Announcement, Receipt
from kaochang.announcements.publishing import publish
from kaochang.announcements.services import create_announcement
from kaochang.audit.services import record_all
from kaochang.core import clock
from kaochang.core.privacy import last_four
from kaochang.exams.events import TicketOpened
from kaochang.exams.models import ExamRoom, ExamSession, RosterEntry, Ticket
from kaochang.exams.states import SessionState
from kaochang.notifications.models import Notification
from kaochang.notifications.states import NotificationKind
from kaochang.planning import imports
from kaochang.planning.models import RosterImport
from kaochang.schools.models import Membership

BY = Actor.system("bench")
ROOMS, MINUTES = 200, 10


def make_large(rows: int) -> tuple[dict[str, str], Client]:
    """The ids that addresses need, and the browser of an administrator."""
    session, person = make_exam(ROOMS)
    dry_run = check_roster(session, person, rows)
    entries = fill(session, rows)
    announcement = announce(session, entries)
    ask_and_tell(session, entries)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ids = {
        "exam": str(session.pk),
        "import": str(dry_run.pk),
        "announcement": str(announcement.pk),
        "room": str(entries[0].room_id),
    }
    return ids, administrator(session, person)


def check_roster(session: ExamSession, person: Person, rows: int) -> RosterImport:
    by = Actor(person_id=person.pk, login_session_id=None, area="staff")
    made = imports.upload(session, io.BytesIO(roster(rows, ROOMS)), name="bench.xlsx", by=by)
    reach(made, "checked", new=rows)
    return made


def fill(session: ExamSession, rows: int) -> list[RosterEntry]:
    """People, log-ins and places, a slot after the other; one in four has been there."""
    rooms = list(ExamRoom.objects.filter(session=session).order_by("name"))
    phones = [f"+86139{number:08d}" for number in range(rows)]
    people = Person.objects.bulk_create(
        [
            Person(
                name=f"考生{number}",
                phone=phone,
                phone_lookup=phone_lookup(phone),
                phone_last_four=last_four(phone),
            )
            for number, phone in enumerate(phones)
        ],
        batch_size=2000,
    )
    length = timedelta(minutes=MINUTES)
    entries = RosterEntry.objects.bulk_create(
        [
            RosterEntry(
                session=session,
                room=rooms[number % len(rooms)],
                person=person,
                candidate_number=f"26B{number:06d}",
                order_number=number // len(rooms) + 1,
                slot_starts_at=session.starts_at + number // len(rooms) * length,
            )
            for number, person in enumerate(people)
        ],
        batch_size=2000,
    )
    LoginCredential.objects.bulk_create(
        [
            LoginCredential(
                person=person,
                scope_id=session.school_id,
                area=LoginArea.CANDIDATE,
                kind=CredentialKind.CANDIDATE_NUMBER,
                lookup_hash=candidate_number_lookup(f"26B{number:06d}"),
            )
            for number, person in enumerate(people)
        ],
        batch_size=2000,
    )
    LoginSession.objects.bulk_create(
        [_log_in(person, session, "candidate", new_token()) for person in people[::4]], batch_size=2000
    )
    session.state, session.interview_seconds, session.interval_seconds = (
        SessionState.PUBLISHED,
        60 * MINUTES,
        0,
    )
    session.ends_at = session.starts_at + max(rows // len(rooms) + 1, 1) * length
    session.save()
    return entries


def announce(session: ExamSession, entries: list[RosterEntry]) -> Announcement:
    """Half of them have read it."""
    words: dict[str, Any] = {
        "title": "公告",
        "title_en": "Announcement",
        "body": "<p>请。</p>",
        "body_en": "<p>Please.</p>",
    }
    school = session.school
    made = create_announcement(school, level="school", college=None, session=None, by=BY, **words)
    made = publish(made, version=made.version, by=BY)
    now = clock.now()
    Receipt.objects.bulk_create(
        [
            Receipt(announcement=made, person_id=one.person_id, edition=made.edition, read_at=now)
            for one in entries[::2]
        ],
        batch_size=2000,
    )
    return made


def ask_and_tell(session: ExamSession, entries: list[RosterEntry]) -> None:
    """Of each candidate a question, with its entry in the trail, and a change that they were told of."""
    tickets = Ticket.objects.bulk_create(
        [Ticket(roster_entry=one, text=f"姓名有误 {one.candidate_number}") for one in entries],
        batch_size=2000,
    )
    record_all(
        [
            (TicketOpened(ticket_id=one.pk, roster_entry_id=one.roster_entry_id), one, session.school_id)
            for one in tickets
        ],
        by=BY,
    )
    Notification.objects.bulk_create(
        [
            Notification(
                scope_id=session.school_id,
                college_id=session.college_id,
                session_id=session.pk,
                subject_id=one.pk,
                person_id=one.person_id,
                area=LoginArea.CANDIDATE,
                kind=NotificationKind.SLOT_CHANGED,
                params={"exam": session.name, "exam_en": session.name_en},
            )
            for one in entries
        ],
        batch_size=2000,
    )


def administrator(session: ExamSession, person: Person) -> Client:
    Membership.objects.create(person=person, school=session.school, role="school_admin")
    token = new_token()
    _log_in(person, session, "staff", token).save()
    client = Client(headers={"X-Kaochang": "1"}, SERVER_NAME="localhost")
    client.cookies["kc_staff"] = token
    return client


def _log_in(person: Person, session: ExamSession, area: str, token: str) -> LoginSession:
    return LoginSession(
        person=person,
        scope_id=session.school_id,
        area=area,
        token_hash=token_hash(token),
        expires_at=clock.now() + timedelta(hours=12),
    )
