"""The frame of the school's web area."""

from ninja import Router

from kaochang.console.queries.school import read_me
from kaochang.console.schemas.school import SchoolMeOut
from kaochang.core.http import ERRORS
from kaochang.schools.http import SchoolRequest, school_member

school_router = Router(tags=["school"], auth=school_member)


@school_router.get("/me", response={200: SchoolMeOut, **ERRORS}, operation_id="school_me")
def school_me(request: SchoolRequest) -> SchoolMeOut:
    return read_me(request)
