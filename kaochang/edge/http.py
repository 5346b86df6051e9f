"""All addresses of the control plane: one router a line, in the order of the domains."""

from ninja import NinjaAPI, Router

from kaochang.announcements import candidate_api as my_announcements
from kaochang.announcements import school_api as announcements
from kaochang.candidates import api as candidates
from kaochang.candidates import bulk_api as candidate_bulk
from kaochang.candidates import sheets_api as code_sheets
from kaochang.chat import api as chat
from kaochang.commitments import api as commitments
from kaochang.console import api as console
from kaochang.console import portraits_api as shown_portraits
from kaochang.console import school_api as school_frame
from kaochang.desks import api as desks
from kaochang.desks import phone_api as phones
from kaochang.edge import account, errors, health, internal, login, media, outbox, sessions
from kaochang.edge.parsing import StrictParser
from kaochang.exams import api as exams
from kaochang.exams import calendar_api as calendars
from kaochang.exams import rooms_api as rooms
from kaochang.exams import school_api as school_exams
from kaochang.exams import staff_api as exam_staff
from kaochang.exams import tickets_api as tickets
from kaochang.interviews import api as interviews
from kaochang.notifications import api as notifications
from kaochang.oversight import api as oversight
from kaochang.oversight import trail_api as trail
from kaochang.planning import imports_api as roster_imports
from kaochang.planning import notices_api as notices
from kaochang.planning import portraits_api as portraits
from kaochang.planning import school_api as planning
from kaochang.planning import staffing_api as staffing
from kaochang.planning import terms_api as terms
from kaochang.planning import timetable_api as timetable
from kaochang.schools import api as schools
from kaochang.schools import invitations_api as invitations
from kaochang.schools import members_api as members
from kaochang.schools import organisation_api as organisation
from kaochang.schools import sms_api as school_sms
from kaochang.schools import ways_api as notification_ways
from kaochang.waiting import api as waiting
from kaochang.waiting import messages_api as messages

LOGIN = "/api/v1/login"
CANDIDATE = "/api/v1/candidate"
STAFF = "/api/v1/staff"
PHONE = "/api/v1/phone"
SCHOOL = "/api/v1/school"

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/api/v1", health.router),
    (LOGIN, login.router),
    (CANDIDATE, sessions.session_router("candidate")),
    (STAFF, sessions.session_router("staff")),
    (STAFF, account.router),
    (LOGIN, schools.public_router),
    (LOGIN, invitations.public_router),
    (CANDIDATE, notifications.inbox_router("candidate")),
    (STAFF, notifications.inbox_router("staff")),
    ("/api/v1", calendars.public_router),
    (CANDIDATE, calendars.calendar_router("candidate")),
    (STAFF, calendars.calendar_router("staff")),
    (CANDIDATE, exams.candidate_router),
    (STAFF, exams.staff_router),
    (STAFF, exam_staff.staff_router),
    (CANDIDATE, my_announcements.candidate_router),
    (CANDIDATE, commitments.candidate_router),
    (STAFF, chat.staff_router),
    (CANDIDATE, desks.candidate_router),
    (PHONE, phones.phone_router),
    (CANDIDATE, waiting.candidate_router),
    (STAFF, waiting.staff_router),
    (STAFF, messages.messages_router),
    (CANDIDATE, interviews.candidate_router),
    (STAFF, interviews.staff_router),
    (CANDIDATE, console.candidate_router),
    (STAFF, console.staff_router),
    (STAFF, shown_portraits.staff_router),
    (SCHOOL, school_frame.school_router),
    (SCHOOL, organisation.school_router),
    (SCHOOL, members.school_router),
    (SCHOOL, invitations.school_router),
    (SCHOOL, school_sms.school_router),
    (SCHOOL, notification_ways.school_router),
    (SCHOOL, school_exams.school_router),
    (SCHOOL, rooms.school_router),
    (SCHOOL, exam_staff.school_router),
    (SCHOOL, tickets.school_router),
    (SCHOOL, planning.school_router),
    (SCHOOL, terms.school_router),
    (SCHOOL, timetable.school_router),
    (SCHOOL, staffing.school_router),
    (SCHOOL, roster_imports.school_router),
    (SCHOOL, oversight.school_router),
    (SCHOOL, trail.trail_router),
    (SCHOOL, candidates.school_router),
    (SCHOOL, candidate_bulk.school_router),
    (SCHOOL, code_sheets.school_router),
    (SCHOOL, portraits.school_router),
    (SCHOOL, announcements.school_router),
    (SCHOOL, notices.school_router),
    ("/internal", internal.router),
    ("/internal", media.router),
    ("", outbox.router),
)

api = NinjaAPI(
    title="kaochang",
    version="1",
    description="The control plane: who may be where, and when.",
    parser=StrictParser(),
    docs_url=None,
    openapi_url=None,
)
errors.register(api)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)
