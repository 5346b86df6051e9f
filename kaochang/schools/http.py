"""Who may enter the school's web area: staff log-ins with an office in the school of their log-in."""

from typing import Any

from django.http import HttpRequest

from kaochang.accounts.actor import Actor
from kaochang.accounts.http import AreaSession, SignedInRequest
from kaochang.core.errors import Forbidden
from kaochang.schools.errors import NotAMember
from kaochang.schools.queries import find_scope
from kaochang.schools.scope import SchoolScope


class SchoolRequest(SignedInRequest):
    """What an endpoint behind one of the three below gets."""

    scope: SchoolScope


class SchoolSession(AreaSession):
    """The staff cookie, and `request.scope`. `part`: "any" office, one "managing", or one for the "trail"."""

    def __init__(self, part: str) -> None:
        super().__init__("staff")
        self._part = part

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        actor: Actor = super().authenticate(request, key)
        session = request.login_session  # type: ignore[attr-defined]
        scope = find_scope(actor.the_person_id, session.scope_id)
        if scope is None:
            raise NotAMember()
        if self._part == "managing" and not scope.manages_anything:
            raise Forbidden(rule="manages_anything")
        if self._part == "trail" and not scope.reads_trail:
            raise Forbidden(rule="reads_trail")
        request.scope = scope  # type: ignore[attr-defined]
        return actor


school_member = SchoolSession("any")
school_manager = SchoolSession("managing")
school_auditor = SchoolSession("trail")


def require_school_admin(request: SchoolRequest) -> None:
    """For what concerns the whole school; who manages only a college may read it."""
    if not request.scope.manages_school:
        raise Forbidden(rule="manages_school")
