"""What follows the first step of a log-in: the session, or for who switched it on the second step."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from kaochang.accounts import secrets
from kaochang.accounts.models import LoginSession, Person, SecondFactor, SecondStep
from kaochang.accounts.services.sessions import start_login_session
from kaochang.accounts.states import LoginArea
from kaochang.core import clock

SECOND_STEP_LIFETIME = timedelta(minutes=5)


class SecondStepNeeded(Exception):
    """Not a refusal: the way on. The token goes into a cookie of this browser, and nowhere else."""

    def __init__(self, person: Person, token: str) -> None:
        self.person, self.token = person, token
        super().__init__("a second step is needed")


def after_first_step(
    person: Person, *, area: str, scope_id: UUID, device_label: str, way: str
) -> tuple[LoginSession, str] | SecondStepNeeded:
    """In the caller's transaction; the exception that is returned is raised after it: its row has to stay."""
    on = SecondFactor.objects.filter(person=person, on_since__isnull=False)
    if area != LoginArea.STAFF or not on.exists():
        return start_login_session(person, area=area, scope_id=scope_id, device_label=device_label, way=way)
    token = secrets.new_token()
    SecondStep.objects.create(
        person=person,
        scope_id=scope_id,
        way=way,
        token_hash=secrets.token_hash(token),
        expires_at=clock.now() + SECOND_STEP_LIFETIME,
    )
    return SecondStepNeeded(person, token)


@transaction.atomic
def forget_second_steps() -> None:
    """Those that nobody can answer any more."""
    SecondStep.objects.filter(expires_at__lt=clock.now() - timedelta(days=1)).delete()
