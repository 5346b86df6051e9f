"""The second step of a log-in: after password or text message, a code of the app or a recovery code."""

from django.db import transaction

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import SecondCodeWrong, SecondStepOver
from kaochang.accounts.models import LoginSession, SecondStep
from kaochang.accounts.services.logins import forget_tries
from kaochang.accounts.services.second_factor import count_a_try, lock_second_factor, require_code
from kaochang.accounts.services.sessions import start_login_session
from kaochang.accounts.states import LoginArea
from kaochang.core import clock
from kaochang.core.models import save_changed


def answer_second_step(token: str, *, code: str, device_label: str = "") -> tuple[LoginSession, str]:
    """Log in with the code. A wrong one costs a try, also when the request then fails."""
    step = SecondStep.objects.filter(token_hash=secrets.token_hash(token)).first()
    if step is None:
        raise SecondStepOver()
    key = count_a_try(step.scope_id, step.person_id)
    refusal: SecondCodeWrong
    with transaction.atomic():
        locked = SecondStep.objects.select_for_update(no_key=True).filter(pk=step.pk).first()
        if locked is None or locked.used_at or locked.tries_left == 0 or locked.expires_at <= clock.now():
            raise SecondStepOver()
        by = Actor(person_id=locked.person_id, login_session_id=None, area="staff")
        try:
            factor = lock_second_factor(locked.person_id)
            what = require_code(factor, code, scope_id=locked.scope_id, by=by)
        except SecondCodeWrong as wrong:
            locked.tries_left -= 1
            save_changed(locked, "tries_left")
            refusal = wrong
        else:
            forget_tries(key)
            locked.used_at = clock.now()
            save_changed(locked, "used_at")
            return start_login_session(
                locked.person,
                area=LoginArea.STAFF,
                scope_id=locked.scope_id,
                device_label=device_label,
                way=f"{locked.way}+{what}",
            )
    raise refusal
