"""Codes by SMS: refusals first."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.accounts import services
from kaochang.accounts.errors import (
    ChallengeNotFound,
    CodeExhausted,
    CodeExpired,
    CodeUsed,
    CodeWrong,
    TooManyCodes,
)
from kaochang.accounts.models import LoginChallenge, LoginSession
from kaochang.accounts.secrets import token_hash
from kaochang.core import clock
from kaochang.core.errors import DomainError, InvalidPhone
from kaochang.sms.models import SmsMessage
from tests.accounts.factories import SCHOOL, SYSTEM, make_known, make_person

pytestmark = pytest.mark.django_db
BROWSER = "b" * 43
KNOWN = "13900000001"


def ask(phone: str = KNOWN, browser: str = BROWSER, area: str = "candidate") -> LoginChallenge:
    return services.create_challenge(area=area, scope_id=SCHOOL, phone=phone, browser=browser)


def code_of(challenge: LoginChallenge) -> str:
    code = LoginChallenge.objects.get(pk=challenge.pk).code
    assert code is not None
    return str(code)


def give(phone: str = KNOWN) -> None:
    person = make_person(phone=phone)
    services.give_phone_login(person, scope_id=SCHOOL, area="candidate", phone=phone, by=SYSTEM)


def refuse(error: type[DomainError], act: Callable[[], object]) -> None:
    sessions = LoginSession.objects.count()
    with pytest.raises(error):
        act()
    assert LoginSession.objects.count() == sessions


def test_no_phone_no_challenge() -> None:
    refuse(InvalidPhone, lambda: ask("not a phone"))
    assert LoginChallenge.objects.count() == 0


def test_another_browser_or_an_unknown_challenge() -> None:
    give()
    challenge = ask()
    code = code_of(challenge)
    refuse(ChallengeNotFound, lambda: services.answer_challenge(challenge.pk, code=code, browser="x" * 43))
    refuse(ChallengeNotFound, lambda: services.answer_challenge(challenge.pk, code=code, browser=""))
    refuse(ChallengeNotFound, lambda: services.answer_challenge(uuid4(), code=code, browser=BROWSER))
    assert LoginChallenge.objects.get().tries_left == 5


def test_five_tries_also_for_the_right_code_afterwards() -> None:
    give()
    challenge = ask()
    code = code_of(challenge)
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(CodeWrong) as refusal:
            services.answer_challenge(challenge.pk, code=wrong, browser=BROWSER)
        assert refusal.value.params == {"tries_left": left}
    refuse(CodeExhausted, lambda: services.answer_challenge(challenge.pk, code=code, browser=BROWSER))


def test_an_expired_and_a_used_code() -> None:
    give()
    challenge = ask()
    code = code_of(challenge)
    with clock.shifted(timedelta(minutes=5, seconds=1)):
        refuse(CodeExpired, lambda: services.answer_challenge(challenge.pk, code=code, browser=BROWSER))
    services.answer_challenge(challenge.pk, code=code, browser=BROWSER)
    refuse(CodeUsed, lambda: services.answer_challenge(challenge.pk, code=code, browser=BROWSER))


def test_an_unknown_phone_gets_the_same_answers_and_no_message() -> None:
    give()
    known, unknown = ask(), ask("13900000002", browser="c" * 43)
    assert ProcrastinateJob.objects.count() == 2
    for challenge in (known, unknown):
        services.deliver_challenge(challenge.pk)
    assert SmsMessage.objects.count() == 1
    for challenge, browser in ((known, BROWSER), (unknown, "c" * 43)):
        with pytest.raises(CodeWrong):
            services.answer_challenge(challenge.pk, code="abc", browser=browser)


def work_of(act: Callable[[], object]) -> list[str]:
    """What the request asks of the database, without the values."""
    with CaptureQueriesContext(connection) as queries, suppress(DomainError):
        act()
    return [re.sub(r"'[^']*'|[0-9]+", "?", query["sql"]) for query in queries]


def test_a_known_and_an_unknown_phone_are_the_same_work() -> None:
    """The time of an answer tells nothing, because nothing is done for the one that is not for the other."""
    give(KNOWN)
    unknown = "13900000002"
    work: dict[str, list[list[str]]] = {phone: [] for phone in (KNOWN, unknown)}
    for phone, browser, number in ((KNOWN, "k" * 43, give_number()), (unknown, "u" * 43, "2026-9999")):
        work[phone].append(work_of(partial(ask, phone, browser)))
        challenge = LoginChallenge.objects.get(browser_hash=token_hash(browser))
        guess = partial(services.answer_challenge, challenge.pk, code="no", browser=browser)
        work[phone].append(work_of(guess))
        by_number = partial(services.log_in_with_one_time_code, scope_id=SCHOOL, candidate_number=number)
        work[phone].append(work_of(partial(by_number, code="no")))
    assert work[KNOWN] == work[unknown]
    assert all(work[KNOWN])


def give_number() -> str:
    services.issue_one_time_code(make_person(), scope_id=SCHOOL, candidate_number="2026-0001", by=SYSTEM)
    return "2026-0001"


def test_a_guessed_code_of_an_unknown_phone_logs_nobody_in() -> None:
    challenge = ask("13900000002")
    code = code_of(challenge)
    refuse(CodeWrong, lambda: services.answer_challenge(challenge.pk, code=code, browser=BROWSER))


def test_a_phone_of_another_area_or_school_is_unknown() -> None:
    give()
    challenge = ask(area="staff")
    code = code_of(challenge)
    refuse(CodeWrong, lambda: services.answer_challenge(challenge.pk, code=code, browser=BROWSER))


def test_limits_refuse_sending_but_not_a_code_already_sent() -> None:
    give()
    first = ask()
    code = code_of(first)
    with pytest.raises(TooManyCodes) as refusal:
        ask()
    assert 0 < refusal.value.params["retry_after_seconds"] <= 61
    for letter in "cdef":
        ask(browser=letter * 43)
    refuse(TooManyCodes, lambda: ask(browser="g" * 43))
    session, _ = services.answer_challenge(first.pk, code=code, browser=BROWSER)
    assert session.state == "active"
    with clock.shifted(timedelta(minutes=11)):
        ask(browser="g" * 43)


def test_one_address_with_many_phones_is_not_limited() -> None:
    for number in range(60):
        ask(f"1370000{number:04d}", browser=f"{number:043d}")
    assert LoginChallenge.objects.count() == 60


def test_the_right_code_logs_in_and_is_kept_nowhere() -> None:
    give()
    challenge = ask("+86 139 0000 0001")
    code = code_of(challenge)
    services.deliver_challenge(challenge.pk)
    services.deliver_challenge(challenge.pk)
    stored = LoginChallenge.objects.get(pk=challenge.pk)
    assert (stored.code, stored.address) == (None, None)
    assert stored.sent_at is not None
    assert SmsMessage.objects.count() == 1
    session, token = services.answer_challenge(challenge.pk, code=code, browser=BROWSER)
    assert session.area == "candidate"
    assert token not in str(LoginSession.objects.values().get())


def test_unsent_codes_are_emptied_and_old_rows_dropped() -> None:
    challenge = ask()
    with clock.shifted(timedelta(minutes=6)):
        assert services.expire_challenges() == 1
        assert LoginChallenge.objects.get(pk=challenge.pk).code is None
    with clock.shifted(timedelta(days=4)):
        services.expire_challenges()
    assert LoginChallenge.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_answers_at_once_log_in_once() -> None:
    person = make_known()
    assert person.phone is not None
    challenge = ask(person.phone)
    code = code_of(challenge)
    outcomes: list[str] = []

    def answer() -> None:
        try:
            services.answer_challenge(challenge.pk, code=code, browser=BROWSER)
            outcomes.append("in")
        except DomainError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["code_used"] * 19 + ["in"]
    assert LoginSession.objects.count() == 1
