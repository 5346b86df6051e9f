"""「概览」, 「实时监看」 and a candidate's 「经过」: for who manages the school or a college of it."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

from kaochang.candidates.lists import access_candidate
from kaochang.candidates.page import entries_of_person
from kaochang.core.http import ERRORS
from kaochang.exams.queries import access_session
from kaochang.exports.xlsx import Language
from kaochang.oversight.figures import read_figures
from kaochang.oversight.monitor import read_monitor
from kaochang.oversight.overview import read_overview
from kaochang.oversight.schemas import FiguresOut, MonitorOut, OverviewOut
from kaochang.oversight.timeline.reads import read_timeline
from kaochang.oversight.timeline.schemas import TimelineOut, TimelineQuery
from kaochang.oversight.timeline.subjects import Subjects
from kaochang.schools.http import SchoolRequest, school_manager

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get("/overview", response={200: OverviewOut, **ERRORS}, operation_id="school_overview")
def school_overview(request: SchoolRequest, lang: Language = "zh") -> dict[str, Any]:
    return read_overview(request.scope, lang)


@school_router.get(
    "/exams/{session_id}/figures", response={200: FiguresOut, **ERRORS}, operation_id="school_read_figures"
)
def school_read_figures(request: SchoolRequest, session_id: UUID) -> dict[str, Any]:
    return read_figures(request.scope, access_session(request.scope, session_id))


@school_router.get("/monitor", response={200: MonitorOut, **ERRORS}, operation_id="school_monitor")
def school_monitor(request: SchoolRequest) -> dict[str, Any]:
    return read_monitor(request.scope, request.actor.the_person_id)


@school_router.get(
    "/candidates/{roster_entry_id}/timeline",
    response={200: TimelineOut, **ERRORS},
    operation_id="school_read_candidate_timeline",
)
def school_read_candidate_timeline(
    request: SchoolRequest, roster_entry_id: UUID, query: Query[TimelineQuery]
) -> dict[str, Any]:
    entry = access_candidate(request.scope, roster_entry_id)
    subjects = Subjects(entries_of_person(request.scope, entry), entry.person, request.scope.school)
    return read_timeline(subjects, query.lang, kinds=query.kind, before=query.before)
