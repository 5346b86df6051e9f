"""One row a route: who gets in. What a row does not say follows from the area.

Without the area's cookie: 401. With the cookie, but a stranger to the object: 404. With a role in the
room that may not do this: 403. In the school's web area everybody without a fitting office: 403, and what
belongs to another school or college: 404. A suspended log-in: 409, save for looking at itself, resuming
and leaving.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.edge.access_world import CANDIDATES, ROLES, STAFF, STAFF_ROLES

SELF = frozenset({"candidate_self"})
ASSIGNED = frozenset(STAFF_ROLES)
CHIEF = frozenset({"chief"})
PANEL = frozenset({"chief", "examiner", "secretary"})
OFFICER = frozenset({"officer"})
SET_ASIDE = frozenset({"officer", "chief"})
CONTACT = frozenset({"officer", "chief", "secretary"})
OF_THE_EXAM = frozenset({"candidate_self", "candidate_other"})
IN, NOT_LOGGED_IN, FORBIDDEN, NOT_FOUND, TAKEN_OVER = "in", "401", "403", "404", "taken_over"


@dataclass(frozen=True)
class Row:
    area: str
    may: frozenset[str]
    body: dict[str, Any] = field(default_factory=dict)
    # Where a suspended log-in is let in too.
    suspended_too: bool = False
    # What somebody of the same room is told who may not do this.
    refused: str = FORBIDDEN
    # In the school's area: who holds a fitting office, but not over this object.
    blind: frozenset[str] = frozenset()

    def expected(self, role: str) -> str:
        if self.area == "public":
            return IN
        if self.area == "internal":
            return IN if role in self.may else NOT_FOUND
        cookie = "staff" if self.area == "school" else self.area
        if role == f"{cookie}_suspended":
            return IN if self.suspended_too else TAKEN_OVER
        if role not in {"candidate": CANDIDATES, "staff": STAFF, "phone": ("phone",)}[cookie]:
            return NOT_LOGGED_IN
        if role in self.may:
            return IN
        if self.area == "school":
            return NOT_FOUND if role in self.blind else FORBIDDEN
        return self.refused if role in ASSIGNED else NOT_FOUND

    def payload(self, ids: dict[str, Any]) -> bytes:
        return json.dumps(_filled(self.body, ids)).encode()


def _filled(value: Any, ids: dict[str, Any]) -> Any:
    """Each "{name}" in it stands for an id."""
    if isinstance(value, dict):
        return {key: _filled(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, ids) for one in value]
    return str(ids[value[1:-1]]) if isinstance(value, str) and value.startswith("{") else value


def candidate(may: frozenset[str] = SELF, **more: Any) -> Row:
    return Row("candidate", may, **more)


def staff(may: frozenset[str], **more: Any) -> Row:
    return Row("staff", may, **more)


def school(may: frozenset[str], **more: Any) -> Row:
    """For what is no single object: a page, a list, something new."""
    return Row("school", may, **more)


def school_object(may: frozenset[str], told: frozenset[str] = frozenset(), **more: Any) -> Row:
    """For one object of the college: managers elsewhere learn nothing of it, `told` that they may not."""
    return Row("school", may, blind=MANAGERS - may - told, **more)


def public(**body: Any) -> Row:
    return Row("public", frozenset(ROLES), body)


# Offices, by what they are over: `MANAGE_COLLEGE` is right for an object of the world's own college.
MANAGERS = frozenset({"school_admin", "college_admin", "college_admin_other", "school_admin_other"})
MANAGE_COLLEGE = frozenset({"school_admin", "college_admin"})
MANAGE_SCHOOL = frozenset({"school_admin"})
# For what is no single object: each in their own school.
SCHOOL_ADMINS = frozenset({"school_admin", "school_admin_other"})
AUDITORS = frozenset({"auditor"})
READ_TRAIL = AUDITORS | MANAGE_SCHOOL
EVERY_CANDIDATE, EVERY_STAFF = frozenset(CANDIDATES), frozenset(STAFF)
ENTRY = "/api/v1/candidate/entries/{roster_entry_id}"
QUEUED = "/api/v1/staff/entries/{entry_id}"
ROOM = "/api/v1/staff/rooms/{room_id}"
INTERVIEW = "/api/v1/staff/interviews/{interview_id}"
EXAM = "/api/v1/school/exams/{session_id}"
SCHOOL_ROOM = "/api/v1/school/rooms/{room_id}"
ANNOUNCEMENT = "/api/v1/school/announcements/{announcement_id}"
MY_ANNOUNCEMENT = "/api/v1/candidate/announcements/{announcement_id}"
IMPORT = "/api/v1/school/imports/{import_id}"
TRAIL = "/api/v1/school/trail"
TICKET = "/api/v1/school/tickets/{ticket_id}"
CANDIDATE = "/api/v1/school/candidates/{roster_entry_id}"
PORTRAITS = "/api/v1/school/portrait-imports/{portrait_import_id}"
WINDOW = {"starts_at": "2030-01-01T09:00:00+08:00", "ends_at": "2030-01-01T12:00:00+08:00"}
TEXT = {"text": "请稍候"}
REASON = {"reason": "说明"}
BULK = "/api/v1/school/candidates/bulk"
ONE_CHOSEN = {"ids": ["{roster_entry_id}"]}
SEALED = {**ONE_CHOSEN, "seal": "x"}
PHONE = Row("phone", frozenset({"phone"}))

ROWS: dict[tuple[str, str], Row] = {
    ("GET", "/api/v1/health"): public(),
    ("GET", "/api/v1/login/schools"): public(),
    ("POST", "/api/v1/login/challenges"): public(
        area="candidate", school_id="{school_id}", phone="13900000000"
    ),
    ("POST", "/api/v1/login/challenges/{challenge_id}/answer"): public(code="000000"),
    ("POST", "/api/v1/login/one-time-code"): public(
        school_id="{school_id}", candidate_number="26S00000", code="AAAA-BBBB-CCCC"
    ),
    ("POST", "/api/v1/login/password"): public(school_id="{school_id}", account="nobody", password="nothing"),
    ("POST", "/api/v1/login/second-step"): public(code="000000"),
    ("POST", "/api/v1/login/password-challenges"): public(school_id="{school_id}", contact="13900000000"),
    ("POST", "/api/v1/login/password-challenges/{challenge_id}/answer"): public(
        code="000000", password="long-enough-1"
    ),
    ("POST", "/api/v1/login/staff-invitations/link"): public(secret="x" * 43),
    ("POST", "/api/v1/login/staff-invitations/acceptance"): public(secret="x" * 43),
    # Log-in sessions, in both areas
    ("GET", "/api/v1/candidate/session"): candidate(EVERY_CANDIDATE, suspended_too=True),
    ("POST", "/api/v1/candidate/session/resume"): candidate(EVERY_CANDIDATE, suspended_too=True),
    ("DELETE", "/api/v1/candidate/session"): candidate(EVERY_CANDIDATE, suspended_too=True),
    ("GET", "/api/v1/candidate/push-token"): candidate(EVERY_CANDIDATE),
    ("GET", "/api/v1/staff/session"): staff(EVERY_STAFF, suspended_too=True),
    ("POST", "/api/v1/staff/session/resume"): staff(EVERY_STAFF, suspended_too=True),
    ("DELETE", "/api/v1/staff/session"): staff(EVERY_STAFF, suspended_too=True),
    ("GET", "/api/v1/staff/push-token"): staff(EVERY_STAFF),
    ("GET", "/api/v1/staff/account"): staff(EVERY_STAFF),
    ("PUT", "/api/v1/staff/password"): staff(
        EVERY_STAFF, body={"current_password": "not-the-one", "password": "long-enough-1"}
    ),
    ("GET", "/api/v1/staff/second-factor"): staff(EVERY_STAFF),
    ("POST", "/api/v1/staff/second-factor/setup"): staff(EVERY_STAFF),
    ("POST", "/api/v1/staff/second-factor/confirmation"): staff(EVERY_STAFF, body={"code": "000000"}),
    ("POST", "/api/v1/staff/second-factor/recovery-codes"): staff(EVERY_STAFF, body={"code": "000000"}),
    ("POST", "/api/v1/staff/second-factor/removal"): staff(
        EVERY_STAFF, body={"password": "not-the-one", "code": "000000"}
    ),
    # The candidate
    ("GET", "/api/v1/candidate/exams"): candidate(EVERY_CANDIDATE),
    ("GET", "/api/v1/candidate/consents"): candidate(EVERY_CANDIDATE),
    ("POST", "/api/v1/candidate/consents"): candidate(
        frozenset({"candidate_self", "candidate_other"}), body={"consent_text_id": "{consent_text_id}"}
    ),
    ("GET", f"{ENTRY}/now"): candidate(),
    ("POST", f"{ENTRY}/notice-reading"): candidate(body={"edition": 0}),
    ("POST", f"{ENTRY}/room-confirmation"): candidate(),
    ("POST", f"{ENTRY}/tickets"): candidate(body=TEXT),
    ("POST", f"{ENTRY}/check-seats"): candidate(),
    ("POST", f"{ENTRY}/device-checks"): candidate(body={"results": {"camera": "ok", "microphone": "ok"}}),
    ("GET", f"{ENTRY}/letter"): candidate(),
    ("POST", f"{ENTRY}/commitment"): candidate(
        body={
            "letter_id": "{letter_id}",
            "text_hash": "{text_hash}",
            "method": "typed",
            "typed_name": "某人",
        }
    ),
    ("POST", f"{ENTRY}/arrival"): candidate(),
    ("POST", f"{ENTRY}/seat"): candidate(),
    ("POST", f"{ENTRY}/device-facts"): candidate(),
    ("POST", f"{ENTRY}/pairing-codes"): candidate(),
    ("POST", f"{ENTRY}/phone/confirmation"): candidate(),
    ("DELETE", f"{ENTRY}/phone"): candidate(),
    ("POST", f"{ENTRY}/help"): candidate(body=TEXT),
    ("DELETE", f"{ENTRY}/help"): candidate(),
    ("POST", f"{ENTRY}/away"): candidate(),
    ("DELETE", f"{ENTRY}/away"): candidate(),
    ("POST", f"{ENTRY}/end-confirmation"): candidate(),
    ("POST", "/api/v1/candidate/invitations/{invitation_id}/acceptance"): candidate(),
    ("POST", "/api/v1/candidate/invitations/{invitation_id}/declination"): candidate(),
    ("GET", "/api/v1/calendars/{secret}.ics"): public(),
    ("GET", "/api/v1/candidate/notifications"): candidate(EVERY_CANDIDATE),
    ("POST", "/api/v1/candidate/notifications/reading"): candidate(EVERY_CANDIDATE),
    ("POST", "/api/v1/candidate/notifications/{notification_id}/confirmation"): candidate(),
    ("GET", "/api/v1/candidate/calendar"): candidate(EVERY_CANDIDATE),
    ("POST", "/api/v1/candidate/calendar/renewal"): candidate(EVERY_CANDIDATE),
    ("GET", "/api/v1/candidate/calendar.ics"): candidate(EVERY_CANDIDATE),
    ("GET", "/api/v1/staff/notifications"): staff(EVERY_STAFF),
    ("POST", "/api/v1/staff/notifications/reading"): staff(EVERY_STAFF),
    # The one of the world is a candidate's: it exists for none of the staff.
    ("POST", "/api/v1/staff/notifications/{notification_id}/confirmation"): staff(
        frozenset(), refused=NOT_FOUND
    ),
    ("GET", "/api/v1/staff/calendar"): staff(EVERY_STAFF),
    ("POST", "/api/v1/staff/calendar/renewal"): staff(EVERY_STAFF),
    ("GET", "/api/v1/staff/calendar.ics"): staff(EVERY_STAFF),
    ("GET", "/api/v1/school/notifications"): school(MANAGERS),
    ("GET", "/api/v1/school/notifications/export"): school(MANAGERS),
    ("GET", "/api/v1/candidate/announcements"): candidate(EVERY_CANDIDATE),
    # For all of the exam's candidates, the others of the same exam among them.
    ("GET", MY_ANNOUNCEMENT): candidate(OF_THE_EXAM),
    ("POST", f"{MY_ANNOUNCEMENT}/reading"): candidate(OF_THE_EXAM, body={"edition": 1}),
    ("GET", f"{MY_ANNOUNCEMENT}/attachments/{{attachment_id}}"): candidate(OF_THE_EXAM),
    # The phone
    ("POST", "/api/v1/phone/pairings"): public(secret="unknown", label="手机"),
    ("POST", "/api/v1/phone/pairings/by-code"): public(
        candidate_number="26S00000", short_code="000000", label="手机"
    ),
    ("GET", "/api/v1/phone/now"): PHONE,
    ("POST", "/api/v1/phone/seat"): PHONE,
    ("POST", "/api/v1/phone/device-facts"): PHONE,
    ("POST", "/api/v1/phone/stop"): PHONE,
    ("GET", "/api/v1/phone/push-token"): PHONE,
    # Staff
    ("GET", "/api/v1/staff/home"): staff(EVERY_STAFF),
    ("GET", f"{ROOM}/board"): staff((ASSIGNED - {"examiner"}) | MANAGE_COLLEGE),
    ("GET", f"{ROOM}/panel"): staff(ASSIGNED - {"officer"}),
    ("POST", f"{ROOM}/chat"): staff(PANEL, body=TEXT),
    ("POST", f"{ROOM}/broadcasts"): staff(CONTACT, body=TEXT),
    ("POST", f"{ROOM}/closing"): staff(CHIEF),
    ("POST", f"{ROOM}/reopening"): staff(CHIEF, body=REASON),
    ("POST", f"{ROOM}/panel-seat"): staff(PANEL),
    ("POST", "/api/v1/staff/tickets/{ticket_id}/answer"): staff(CONTACT, body=TEXT),
    ("POST", f"{QUEUED}/talks"): staff(OFFICER),
    ("POST", "/api/v1/staff/talks/{talk_id}/end"): staff(SET_ASIDE, body={"cleared": False}),
    ("PATCH", f"{QUEUED}/clearance"): staff(OFFICER, body={"checklist": {}, "note": "带证件"}),
    ("POST", f"{QUEUED}/deferral"): staff(SET_ASIDE, body=REASON),
    ("POST", f"{QUEUED}/absence"): staff(SET_ASIDE, body={"confirmed": True}),
    ("POST", f"{QUEUED}/restoration"): staff(SET_ASIDE),
    ("DELETE", f"{QUEUED}/help"): staff(CONTACT),
    ("POST", f"{QUEUED}/login-code"): staff(CONTACT),
    ("POST", f"{QUEUED}/contact"): staff(CONTACT),
    ("GET", f"{QUEUED}/portrait"): staff(ASSIGNED - {"examiner"}),
    ("POST", f"{QUEUED}/messages"): staff(CONTACT, body=TEXT),
    ("POST", f"{QUEUED}/seat"): staff(CONTACT, body={"purpose": "view"}),
    ("POST", f"{QUEUED}/invitations"): staff(CHIEF, body=REASON),
    ("POST", "/api/v1/staff/invitations/{invitation_id}/withdrawal"): staff(CHIEF),
    ("POST", f"{INTERVIEW}/extension"): staff(CHIEF, body={"seconds": 120}),
    ("POST", f"{INTERVIEW}/pause"): staff(CHIEF),
    ("POST", f"{INTERVIEW}/resumption"): staff(CHIEF),
    ("POST", f"{INTERVIEW}/return"): staff(CHIEF, body=REASON),
    ("POST", f"{INTERVIEW}/end"): staff(CHIEF, body=REASON),
    ("POST", f"{INTERVIEW}/reopening"): staff(CHIEF, body=REASON),
    ("POST", f"{INTERVIEW}/candidate-mute"): staff(CHIEF),
    ("POST", f"{INTERVIEW}/share-stop"): staff(CHIEF),
    ("POST", f"{INTERVIEW}/frame-reports"): staff(PANEL, body={"interrupted": False}),
    # One's own relations, in the school of the log-in.
    ("GET", "/api/v1/staff/relations"): staff(EVERY_STAFF),
    ("GET", "/api/v1/staff/relation-candidates"): staff(EVERY_STAFF),
    ("POST", "/api/v1/staff/relations"): staff(
        ASSIGNED | {"staff_pool"}, body={"roster_entry_id": "{roster_entry_id}", "kind": "other"}
    ),
    ("POST", "/api/v1/staff/relations/statement"): staff(EVERY_STAFF),
    # The seat is the chief's own; nobody else learns that it exists.
    ("DELETE", "/api/v1/staff/seats/{identity}"): staff(CHIEF, refused=NOT_FOUND),
    # The school's web area
    ("GET", "/api/v1/school/me"): school(MANAGERS | AUDITORS),
    ("GET", "/api/v1/school/organisation"): school(MANAGERS),
    ("GET", "/api/v1/school/organisation/export"): school(MANAGERS),
    ("POST", "/api/v1/school/colleges"): school(SCHOOL_ADMINS, body={"name": "新学院"}),
    ("PATCH", "/api/v1/school/colleges/{college_id}"): school_object(
        MANAGE_SCHOOL,
        told=frozenset({"college_admin", "college_admin_other"}),
        body={"version": 1, "name": "新名称"},
    ),
    ("POST", "/api/v1/school/colleges/{college_id}/majors"): school_object(
        MANAGE_COLLEGE, body={"name": "新专业"}
    ),
    ("PATCH", "/api/v1/school/majors/{major_id}"): school_object(
        MANAGE_COLLEGE, body={"version": 1, "name": "新名称"}
    ),
    ("GET", "/api/v1/school/members"): school(MANAGERS),
    ("GET", "/api/v1/school/members/export"): school(MANAGERS),
    ("DELETE", "/api/v1/school/members/{membership_id}"): school_object(MANAGE_COLLEGE),
    ("POST", "/api/v1/school/members/{membership_id}/second-factor-reset"): school_object(
        MANAGE_COLLEGE, body=REASON
    ),
    ("GET", "/api/v1/school/invitations"): school(MANAGERS),
    ("GET", "/api/v1/school/invitations/export"): school(MANAGERS),
    ("POST", "/api/v1/school/invitations"): school_object(
        MANAGE_COLLEGE,
        body={"name": "某人", "role": "staff", "college_id": "{college_id}", "phone": "13900000000"},
    ),
    ("POST", "/api/v1/school/invitations/{staff_invitation_id}/resending"): school_object(MANAGE_COLLEGE),
    ("POST", "/api/v1/school/invitations/{staff_invitation_id}/revocation"): school_object(MANAGE_COLLEGE),
    ("GET", "/api/v1/school/sms"): school(MANAGERS),
    ("PUT", "/api/v1/school/sms/limits"): school(
        SCHOOL_ADMINS, body={"version": 1, "daily_limit": 100, "monthly_limit": None}
    ),
    ("POST", "/api/v1/school/sms/stop"): school(SCHOOL_ADMINS, body=REASON),
    ("POST", "/api/v1/school/sms/start"): school(SCHOOL_ADMINS, body=REASON),
    ("POST", "/api/v1/school/sms/test"): school(SCHOOL_ADMINS),
    ("GET", "/api/v1/school/sms/messages"): school(SCHOOL_ADMINS),
    ("GET", "/api/v1/school/sms/messages/export"): school(SCHOOL_ADMINS),
    ("GET", "/api/v1/school/notification-policy"): school(MANAGERS),
    ("PATCH", "/api/v1/school/notification-policy"): school(
        SCHOOL_ADMINS, body={"version": 1, "staff_duty_added": "page"}
    ),
    ("GET", "/api/v1/school/exams"): school(MANAGERS),
    ("GET", "/api/v1/school/exams/export"): school(MANAGERS),
    ("PATCH", "/api/v1/school/exams/{session_id}"): school_object(
        MANAGE_COLLEGE, body={"version": 1, "name": "新名称"}
    ),
    ("POST", "/api/v1/school/exams"): school(
        MANAGE_COLLEGE,
        # The college of this world: elsewhere it does not exist.
        blind=MANAGERS - MANAGE_COLLEGE,
        body={"college_id": "{college_id}", "name": "复试", "formality": "formal", **WINDOW},
    ),
    ("GET", EXAM): school_object(MANAGE_COLLEGE),
    ("GET", f"{EXAM}/readiness"): school_object(MANAGE_COLLEGE),
    ("GET", f"{EXAM}/figures"): school_object(MANAGE_COLLEGE),
    ("GET", f"{EXAM}/texts"): school_object(MANAGE_COLLEGE),
    ("POST", f"{EXAM}/texts/{{kind}}"): school_object(
        MANAGE_COLLEGE, body={"edition": 0, "title": "须知", "text": "请准备证件。"}
    ),
    ("GET", "/api/v1/school/terms"): school(MANAGERS),
    ("POST", "/api/v1/school/terms"): school(
        SCHOOL_ADMINS, body={"edition": 1, "title": "用户协议", "text": "新协议。"}
    ),
    ("POST", f"{EXAM}/state"): school_object(MANAGE_COLLEGE, body={"version": 1, "state": "archived"}),
    ("POST", f"{EXAM}/copy"): school_object(
        MANAGE_COLLEGE, body={"name": "演练", "formality": "rehearsal", **WINDOW}
    ),
    ("POST", f"{EXAM}/deletion"): school_object(
        MANAGE_COLLEGE, body={"version": 1, "rooms": 1, "candidates": 1}
    ),
    ("GET", f"{EXAM}/timetable"): school_object(MANAGE_COLLEGE),
    ("POST", f"{EXAM}/timetable/moves"): school_object(
        MANAGE_COLLEGE, body={"moves": [{"entry_id": "{roster_entry_id}", "was": {}, "to": {}}]}
    ),
    ("GET", f"{EXAM}/timetable/filling"): school_object(MANAGE_COLLEGE),
    ("POST", f"{EXAM}/timetable/filling"): school_object(MANAGE_COLLEGE, body=REASON),
    ("POST", f"{EXAM}/timetable/filling/undo"): school_object(
        MANAGE_COLLEGE, body={"made": [{"entry_id": "{roster_entry_id}", "was": {}, "to": {}}]}
    ),
    ("GET", "/api/v1/school/rooms"): school(MANAGERS),
    ("GET", "/api/v1/school/rooms/export"): school(MANAGERS),
    ("GET", SCHOOL_ROOM): school_object(MANAGE_COLLEGE),
    ("POST", f"{SCHOOL_ROOM}/copies"): school_object(MANAGE_COLLEGE, body={"rooms": [{"name": "又一考场"}]}),
    ("POST", f"{SCHOOL_ROOM}/deletion"): school_object(MANAGE_COLLEGE, body={"version": 1, **REASON}),
    ("PUT", f"{SCHOOL_ROOM}/staff"): school_object(MANAGE_COLLEGE, body={"version": 9, "duties": []}),
    ("GET", f"{SCHOOL_ROOM}/sharing"): school_object(MANAGE_COLLEGE),
    ("POST", f"{SCHOOL_ROOM}/sharing"): school_object(
        MANAGE_COLLEGE, body={"version": 9, "rooms": [{"id": "{room_id}", "version": 1}]}
    ),
    ("GET", "/api/v1/school/staff"): school(MANAGERS),
    ("GET", "/api/v1/school/staff/export"): school(MANAGERS),
    ("GET", "/api/v1/school/relation-candidates"): school(MANAGERS),
    ("POST", "/api/v1/school/staff/statement-reminders"): school(MANAGERS),
    ("GET", "/api/v1/school/staff/{person_id}"): school_object(MANAGE_COLLEGE),
    ("POST", "/api/v1/school/staff/{person_id}/relations"): school_object(
        MANAGE_COLLEGE, body={"roster_entry_id": "{roster_entry_id}", "kind": "other"}
    ),
    ("POST", "/api/v1/school/relations/{relation_id}/removal"): school_object(MANAGE_COLLEGE, body=REASON),
    ("POST", f"{EXAM}/rooms"): school_object(MANAGE_COLLEGE, body={"name": "新考场"}),
    ("PATCH", SCHOOL_ROOM): school_object(MANAGE_COLLEGE, body={"version": 1, "name": "新名称"}),
    ("GET", f"{EXAM}/roster/template"): school_object(MANAGE_COLLEGE),
    ("GET", f"{EXAM}/roster/export"): school_object(MANAGE_COLLEGE),
    ("GET", f"{EXAM}/imports"): school_object(MANAGE_COLLEGE),
    # The file is the body, whatever is in it.
    ("POST", f"{EXAM}/imports"): school_object(MANAGE_COLLEGE),
    ("GET", IMPORT): school_object(MANAGE_COLLEGE),
    ("GET", f"{IMPORT}/rows"): school_object(MANAGE_COLLEGE),
    ("GET", f"{IMPORT}/bad-rows"): school_object(MANAGE_COLLEGE),
    ("GET", f"{IMPORT}/rows/{{number}}"): school_object(MANAGE_COLLEGE),
    ("PATCH", f"{IMPORT}/rows/{{number}}"): school_object(
        MANAGE_COLLEGE, body={"version": 1, "values": {"name": "某"}}
    ),
    ("POST", f"{IMPORT}/writing"): school_object(MANAGE_COLLEGE, body={"version": 1}),
    ("POST", f"{IMPORT}/discarding"): school_object(MANAGE_COLLEGE),
    ("POST", f"{IMPORT}/roll-back"): school_object(MANAGE_COLLEGE, body={}),
    ("GET", "/api/v1/school/overview"): school(MANAGERS),
    ("GET", "/api/v1/school/monitor"): school(MANAGERS),
    # The trail of a school: its auditors, and who manages all of it
    ("GET", TRAIL): school(READ_TRAIL | SCHOOL_ADMINS),
    ("GET", f"{TRAIL}/export"): school(READ_TRAIL | SCHOOL_ADMINS),
    ("GET", f"{TRAIL}/choices"): school(READ_TRAIL | SCHOOL_ADMINS),
    ("GET", f"{TRAIL}/state"): school(READ_TRAIL | SCHOOL_ADMINS),
    ("POST", f"{TRAIL}/checks"): school(READ_TRAIL | SCHOOL_ADMINS),
    ("GET", f"{TRAIL}/entries/{{trail_entry_id}}"): school_object(
        READ_TRAIL, told=frozenset({"college_admin", "college_admin_other"})
    ),
    ("GET", "/api/v1/school/candidates"): school(MANAGERS),
    ("GET", "/api/v1/school/candidates/export"): school(MANAGERS),
    ("GET", "/api/v1/school/tickets"): school(MANAGERS),
    ("GET", "/api/v1/school/tickets/export"): school(MANAGERS),
    ("GET", TICKET): school_object(MANAGE_COLLEGE),
    ("POST", f"{TICKET}/answer"): school_object(MANAGE_COLLEGE, body=TEXT),
    ("POST", f"{TICKET}/correction"): school_object(MANAGE_COLLEGE, body={**TEXT, "version": 1}),
    ("POST", f"{TICKET}/handover"): school_object(MANAGE_COLLEGE, body={"version": 1, "to": None}),
    ("POST", f"{TICKET}/closing"): school_object(MANAGE_COLLEGE, body={"version": 1}),
    ("POST", "/api/v1/school/code-sheets/preview"): school(MANAGERS, body={"ids": []}),
    ("POST", f"{BULK}/placing/preview"): school_object(MANAGE_COLLEGE, body=ONE_CHOSEN),
    ("POST", f"{BULK}/placing"): school_object(MANAGE_COLLEGE, body=SEALED),
    ("POST", f"{BULK}/removal/preview"): school_object(MANAGE_COLLEGE, body=ONE_CHOSEN),
    ("POST", f"{BULK}/removal"): school_object(MANAGE_COLLEGE, body=SEALED),
    ("POST", "/api/v1/school/mailings/preview"): school_object(MANAGE_COLLEGE, body=ONE_CHOSEN),
    ("POST", "/api/v1/school/mailings"): school_object(
        MANAGE_COLLEGE, body={**SEALED, "title": "通知", "text": "请留意"}
    ),
    ("GET", "/api/v1/school/mailings"): school(MANAGERS),
    # Only whoever wrote it: in this world the school's administrator.
    ("POST", "/api/v1/school/mailings/{mailing_id}/texts"): school_object(MANAGE_SCHOOL),
    # Somebody else's candidate is nobody: there is nobody to make a sheet for.
    ("POST", "/api/v1/school/code-sheets"): school(MANAGERS, body={"ids": ["{roster_entry_id}"]}),
    ("GET", "/api/v1/school/code-sheets"): school(MANAGERS),
    # Only whoever asked for it: in this world the school's administrator.
    ("GET", "/api/v1/school/code-sheets/{sheet_id}/{form}"): school_object(MANAGE_SCHOOL),
    ("GET", CANDIDATE): school_object(MANAGE_COLLEGE),
    ("GET", f"{CANDIDATE}/timeline"): school_object(MANAGE_COLLEGE),
    ("POST", f"{CANDIDATE}/disclosure"): school_object(MANAGE_COLLEGE),
    ("PATCH", CANDIDATE): school_object(
        MANAGE_COLLEGE, body={"version": 1, "person_version": 1, "remark": "x", **REASON}
    ),
    ("GET", f"{EXAM}/portrait-imports"): school_object(MANAGE_COLLEGE),
    ("GET", f"{PORTRAITS}/rows/export"): school_object(MANAGE_COLLEGE),
    ("GET", f"{IMPORT}/rows/export"): school_object(MANAGE_COLLEGE),
    ("POST", f"{EXAM}/portrait-imports"): school_object(MANAGE_COLLEGE),
    ("GET", PORTRAITS): school_object(MANAGE_COLLEGE),
    ("GET", f"{PORTRAITS}/rows"): school_object(MANAGE_COLLEGE),
    ("POST", f"{PORTRAITS}/writing"): school_object(MANAGE_COLLEGE, body={"version": 1}),
    ("POST", f"{PORTRAITS}/discarding"): school_object(MANAGE_COLLEGE),
    ("GET", "/api/v1/school/roster-entries/{roster_entry_id}/portrait"): school_object(MANAGE_COLLEGE),
    ("GET", "/api/v1/school/announcements"): school(MANAGERS),
    ("GET", "/api/v1/school/announcements/export"): school(MANAGERS),
    ("POST", "/api/v1/school/announcements"): school_object(
        MANAGE_COLLEGE,
        body={"level": "exam", "target_id": "{session_id}", "title": "公告", "body": "<p>一</p>"},
    ),
    ("GET", ANNOUNCEMENT): school_object(MANAGE_COLLEGE),
    ("PATCH", ANNOUNCEMENT): school_object(MANAGE_COLLEGE, body={"version": 1, "title": "新标题"}),
    ("POST", f"{ANNOUNCEMENT}/deletion"): school_object(MANAGE_COLLEGE, body={"version": 1}),
    ("POST", f"{ANNOUNCEMENT}/publication"): school_object(MANAGE_COLLEGE, body={"version": 1}),
    ("POST", f"{ANNOUNCEMENT}/unscheduling"): school_object(MANAGE_COLLEGE, body={"version": 1}),
    ("POST", f"{ANNOUNCEMENT}/withdrawal"): school_object(MANAGE_COLLEGE, body={"version": 1, **REASON}),
    ("POST", f"{ANNOUNCEMENT}/reminders"): school_object(MANAGE_COLLEGE),
    ("GET", f"{ANNOUNCEMENT}/receipts"): school_object(MANAGE_COLLEGE),
    ("GET", f"{ANNOUNCEMENT}/receipts/export"): school_object(MANAGE_COLLEGE),
    # The file is the body, whatever is in it.
    ("POST", f"{ANNOUNCEMENT}/attachments"): school_object(MANAGE_COLLEGE),
    ("GET", f"{ANNOUNCEMENT}/attachments/{{attachment_id}}"): school_object(MANAGE_COLLEGE),
    ("DELETE", f"{ANNOUNCEMENT}/attachments/{{attachment_id}}"): school_object(MANAGE_COLLEGE),
    # Our own engines, and the demo's text messages
    ("GET", "/internal/push-revocations"): Row("internal", frozenset({"internal"})),
    ("GET", "/internal/media-gate"): Row("internal", frozenset(), refused=FORBIDDEN),
    ("POST", "/internal/media-webhook"): Row("internal", frozenset(), refused=FORBIDDEN),
    ("GET", "/outbox"): Row("internal", frozenset()),
}
