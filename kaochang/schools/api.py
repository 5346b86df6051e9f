from django.http import HttpRequest
from ninja import Router

from kaochang.core.http import ERRORS
from kaochang.schools.models import School
from kaochang.schools.queries import list_schools
from kaochang.schools.schemas import SchoolOut

public_router = Router(tags=["login"])


@public_router.get("/schools", response={200: list[SchoolOut], **ERRORS}, operation_id="list_login_schools")
def list_login_schools(request: HttpRequest) -> list[School]:
    """What the log-in page offers before anybody is known."""
    return list_schools()
