"""「概览」 and 「实时监看」: for who manages the school or a college of it."""

from typing import Any

from ninja import Router

from kaochang.core.http import ERRORS
from kaochang.exports.xlsx import Language
from kaochang.oversight.monitor import read_monitor
from kaochang.oversight.overview import read_overview
from kaochang.oversight.schemas import MonitorOut, OverviewOut
from kaochang.schools.http import SchoolRequest, school_manager

school_router = Router(tags=["school"], auth=school_manager)


@school_router.get("/overview", response={200: OverviewOut, **ERRORS}, operation_id="school_overview")
def school_overview(request: SchoolRequest, lang: Language = "zh") -> dict[str, Any]:
    return read_overview(request.scope, lang)


@school_router.get("/monitor", response={200: MonitorOut, **ERRORS}, operation_id="school_monitor")
def school_monitor(request: SchoolRequest) -> dict[str, Any]:
    return read_monitor(request.scope, request.actor.the_person_id)
