"""Two exams with one object of every kind, and somebody of every role, each with a browser of their own."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.announcements.publishing import publish
from kaochang.announcements.services import add_attachment, create_announcement
from kaochang.audit.services import record
from kaochang.candidates.models import CodeSheet, Mailing
from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.core.privacy import lookup_hash
from kaochang.desks.models import Desk, Device
from kaochang.exams.models import ReferencePortrait, Relation, Ticket
from kaochang.exams.telling import tell_moved
from kaochang.interviews.models import Interview, Invitation
from kaochang.media import services as media
from kaochang.notifications.models import Notification
from kaochang.notifications.services import get_feed
from kaochang.planning.models import ImportRow, PortraitImport, RosterImport
from kaochang.schools.events import CollegeCreated
from kaochang.schools.invitations import invite
from kaochang.schools.models import Membership, StaffInvitation
from kaochang.schools.services import create_major
from kaochang.storage.services import Limits, save_upload
from kaochang.waiting.models import QueueEntry, Talk
from tests.accounts.factories import log_in
from tests.factories import Place, make_place, make_session, make_waiting
from tests.factories import make_person as person

BY = Actor.system("test")
STAFF_ROLES = {
    "officer": "waiting_room_officer",
    "chief": "chief_examiner",
    "examiner": "examiner",
    "secretary": "secretary",
    "inspector": "inspector",
}
OUTSIDERS = ("examiner_other",)
# Who holds an office, or is in the pool of staff: of the school of this world, or of another one.
MEMBERS = {
    "school_admin": "school_admin",
    "college_admin": "college_admin",
    "college_admin_other": "college_admin",
    "auditor": "auditor",
    "reviewer": "reviewer",
    "staff_pool": "staff",
    "school_admin_other": "school_admin",
}
CANDIDATES = ("candidate_self", "candidate_other", "candidate_other_exam")
STAFF = (*STAFF_ROLES, *OUTSIDERS, *MEMBERS)
SUSPENDED = ("candidate_suspended", "staff_suspended")
ROLES = ("anonymous", *CANDIDATES, "phone", *STAFF, *SUSPENDED, "internal")


@dataclass
class World:
    place: Place
    ids: dict[str, Any]
    clients: dict[str, Client]
    headers: dict[str, dict[str, str]]

    def ask(self, role: str, method: str, path: str, body: Any, ids: dict[str, Any] | None = None) -> Any:
        return self.clients[role].generic(
            method,
            path.format(**(ids or self.ids)),
            data=body or b"",
            content_type="application/json",
            headers={"X-Kaochang": "1", **self.headers.get(role, {})},
        )


def make_world() -> World:
    place, elsewhere = make_place(candidates=2, cameras_required=2), make_place(candidates=1)
    ids = objects_of(place)
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    school = place.school.pk
    mine, other = place.entries[0].person, place.entries[1].person
    log_in(clients["candidate_self"], mine, "candidate", school)
    log_in(clients["candidate_other"], other, "candidate", school)
    log_in(clients["candidate_other_exam"], elsewhere.entries[0].person, "candidate", elsewhere.school.pk)
    for role, code in STAFF_ROLES.items():
        log_in(clients[role], place.staff[code], "staff", school)
    log_in(clients["examiner_other"], elsewhere.staff["examiner"], "staff", elsewhere.school.pk)
    for name, office in MEMBERS.items():
        member = _member(name, office, elsewhere if name == "school_admin_other" else place)
        log_in(clients[name], member.person, "staff", member.school_id)
        if name == "school_admin":
            ids["sheet_id"] = _code_sheet(place, member.person).pk
            ids["mailing_id"] = _mailing(place, member.person).pk
    # The newer log-in of the same person in the same area suspends the older one.
    suspended = place.entries[0].person
    log_in(clients["candidate_suspended"], suspended, "candidate", school)
    log_in(clients["candidate_self"], suspended, "candidate", school)
    log_in(clients["staff_suspended"], place.staff["chief_examiner"], "staff", school)
    log_in(clients["chief"], place.staff["chief_examiner"], "staff", school)
    clients["phone"].cookies["kc_phone"] = _phone_token(place)
    return World(place, ids, clients, {"internal": {"X-Internal-Key": environment.INTERNAL_KEY}})


def _member(name: str, office: str, place: Place) -> Membership:
    college = {
        "college_admin": place.college,
        "college_admin_other": make_session(place.school).college,
        "reviewer": place.college,
    }.get(name)
    return Membership.objects.create(
        person=person(name=name), school=place.school, college=college, role=office
    )


def objects_of(place: Place) -> dict[str, Any]:
    """One of each, as path parameters and for bodies; the first candidate's, the officer's or the chief's."""
    entry: QueueEntry = make_waiting(place, 0, state="talking", state_before="waiting")
    desk, _ = Desk.objects.get_or_create(roster_entry=entry.roster_entry, room=place.room)
    now = clock.now()
    officer = place.staff["waiting_room_officer"]
    panel = media.open_room("panel", place.room.pk)
    seat = media.open_seat(
        panel,
        purpose="panel_room",
        scope_id=place.room.pk,
        person_id=place.staff["chief_examiner"].pk,
    )
    invitation = Invitation.objects.create(
        entry=entry,
        room=place.room,
        state="withdrawn",
        expires_at=now + timedelta(minutes=1),
        answered_at=now,
    )
    interview = Interview.objects.create(
        entry=entry,
        room=place.room,
        state="ended",
        outcome="finished",
        planned_seconds=600,
        ended_at=now,
    )
    talk = Talk.objects.create(entry=entry, officer_id=officer.pk, officer_name=officer.name)
    ticket = Ticket.objects.create(roster_entry=entry.roster_entry, text="有疑问")
    return {
        "room_id": place.room.pk,
        "entry_id": entry.pk,
        "roster_entry_id": entry.roster_entry_id,
        "talk_id": talk.pk,
        "ticket_id": ticket.pk,
        "invitation_id": invitation.pk,
        "interview_id": interview.pk,
        "identity": seat.identity,
        "challenge_id": uuid4(),
        "consent_text_id": place.consent_text.pk,
        "letter_id": place.letter.pk,
        "text_hash": place.letter.text_hash,
        "school_id": place.school.pk,
        "session_id": place.session.pk,
        "college_id": place.college.pk,
        "kind": "notice",
        "major_id": create_major(place.college, name="专业", by=BY).pk,
        "membership_id": _pool_member(place).pk,
        "staff_invitation_id": _invitation(place).pk,
        "desk_id": desk.pk,
        "person_id": officer.pk,
        "relation_id": Relation.objects.create(
            school=place.school,
            staff=officer,
            candidate=place.entries[-1].person,
            kind="other",
            source="entered",
        ).pk,
        "trail_entry_id": record(
            CollegeCreated(school_id=place.school.pk, college_id=place.college.pk),
            by=BY,
            about=place.college,
            scope_id=place.school.pk,
        ).pk,
        **_import(place),
        "sheet_id": _code_sheet(place, person()).pk,
        "form": "pdf",
        "mailing_id": _mailing(place, person()).pk,
        "portrait_import_id": _portraits(place).pk,
        **_announcement(place),
        **_notification(place),
    }


def _pool_member(place: Place) -> Membership:
    return Membership.objects.create(
        person=person(), school=place.school, college=place.college, role="staff"
    )


def _invitation(place: Place) -> StaffInvitation:
    """Sent long enough ago to be sent again."""
    invitation = invite(place.school, "staff", name="某人", phone="13900000001", college=place.college, by=BY)
    StaffInvitation.objects.filter(pk=invitation.pk).update(last_sent_at=clock.now() - timedelta(hours=1))
    return invitation


def _notification(place: Place) -> dict[str, Any]:
    """The first candidate has another slot, and an address of their calendar."""
    entry = place.entries[0]
    tell_moved(place.session, [(entry, (place.room, clock.now()))], reason="", by=BY)
    told = Notification.objects.get(person=entry.person, scope_id=place.school.pk)
    feed = get_feed(entry.person_id, "candidate", place.school.pk)
    return {"notification_id": told.pk, "secret": feed.secret}


def _announcement(place: Place) -> dict[str, Any]:
    """To the candidates of the exam, published, with a picture."""
    made = create_announcement(
        place.school,
        level="exam",
        college=place.college,
        session=place.session,
        title="公告",
        body="<p>请带证件。</p>",
        by=BY,
    )
    attachment = add_attachment(made, BytesIO(b"\xff\xd8\xff\xe0 picture"), name="示例.jpg", by=BY)
    made.refresh_from_db()
    publish(made, version=made.version, by=BY)
    return {"announcement_id": made.pk, "attachment_id": attachment.pk}


def _import(place: Place) -> dict[str, Any]:
    """A roster that waits to be written, and its only row."""
    made = RosterImport.objects.create(
        session=place.session,
        file_name="名单.xlsx",
        uploaded_by_id=person().pk,
        state="checked",
        total=1,
        counts={"new": 1},
    )
    row = ImportRow.objects.create(roster_import=made, number=2, cells="{}", outcome="new")
    return {"import_id": made.pk, "number": row.number}


def _code_sheet(place: Place, by: Person) -> CodeSheet:
    """Asked for by this person, and ready."""
    file = save_upload(
        BytesIO(b"%PDF-"), scope_id=place.school.pk, purpose="code_sheet", name="x.pdf", limits=Limits(99)
    )
    return CodeSheet.objects.create(
        school=place.school,
        made_by_id=by.pk,
        language="zh",
        entry_ids=[],
        state="done",
        pdf=file,
        files_until=clock.now() + timedelta(hours=1),
    )


def _mailing(place: Place, by: Person) -> Mailing:
    return Mailing.objects.create(
        school=place.school, made_by_id=by.pk, title="通知", text="x", sms=True, entry_ids=[], total=0
    )


def _portraits(place: Place) -> PortraitImport:
    """A zip that waits to be written, and a portrait that stands."""
    ReferencePortrait.objects.create(
        roster_entry=place.entries[0], picture=b"\xff\xd8\xff", sha256="0" * 64, width=1, height=1
    )
    return PortraitImport.objects.create(
        session=place.session,
        file_name="照片.zip",
        uploaded_by_id=person().pk,
        state="checked",
        total=1,
        counts={"new": 1},
    )


def nowhere() -> dict[str, Any]:
    """Ids of nothing at all."""
    names = (
        "room",
        "entry",
        "roster_entry",
        "talk",
        "ticket",
        "invitation",
        "interview",
        "challenge",
        "session",
        "college",
        "major",
        "membership",
        "staff_invitation",
        "person",
        "relation",
        "import",
        "sheet",
        "mailing",
        "portrait_import",
        "announcement",
        "attachment",
        "notification",
    )
    return {f"{name}_id": uuid4() for name in names} | {
        "identity": "s-nobody",
        "kind": "notice",
        "number": 2,
        "trail_entry_id": 0,
        "form": "pdf",
        "secret": "x" * 43,
    }


def _phone_token(place: Place) -> str:
    token = "phone-" + "7" * 40
    Device.objects.create(
        desk=Desk.objects.get(roster_entry=place.entries[0]),
        kind="phone",
        state="active",
        token_hash=lookup_hash("phone_token", token),
        online=True,
    )
    return token
