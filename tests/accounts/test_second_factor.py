"""Two-step log-in: set up, asked for, each code once, recovery codes, and the ways to switch it off."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from kaochang.accounts import services, totp
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import (
    NoPasswordYet,
    PasswordWrong,
    SecondCodeWrong,
    SecondFactorOff,
    SecondFactorOn,
    SecondStepOver,
    TooManyTries,
)
from kaochang.accounts.models import LoginSession, Person, RecoveryCode, SecondFactor, SecondStep
from kaochang.core import clock
from tests.accounts.factories import SCHOOL, SYSTEM, WRITE
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
PHONE, PASSWORD = "13900000088", "a-good-password"


@pytest.fixture
def person() -> Person:
    made = services.create_person(name="韩雪", phone=PHONE, by=SYSTEM)
    services.give_phone_login(made, scope_id=SCHOOL, area="staff", phone=PHONE, by=SYSTEM)
    services.give_staff_login(made, scope_id=SCHOOL, account="T1", password=PASSWORD, by=SYSTEM)
    return made


def session_of(person: Person) -> LoginSession:
    return services.start_login_session(person, area="staff", scope_id=SCHOOL)[0]


def by(person: Person) -> Actor:
    return Actor(person_id=person.pk, login_session_id=None, area="staff")


def code_of(person: Person, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes from now."""
    secret = SecondFactor.objects.get(person=person).secret or ""
    return totp.code_at(secret, totp.step_of(clock.now().timestamp()) + steps)


def switch_on(person: Person) -> list[str]:
    services.begin_setup(person)
    # The code of half a minute ago, so that the present one is still unused.
    return services.switch_on(session_of(person), code=code_of(person, -1), by=by(person))


def first_step() -> str:
    with pytest.raises(services.SecondStepNeeded) as needed:
        services.log_in_with_password(scope_id=SCHOOL, account="T1", password=PASSWORD)
    return needed.value.token


def test_the_standards_own_examples() -> None:
    """RFC 6238, appendix B: SHA-1, the last six of its eight digits."""
    secret = b"12345678901234567890".hex()
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert totp.code_at(secret, totp.step_of(seconds)) == code
    assert totp.spelled(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(steps: int, fits: bool) -> None:
    secret, now = totp.new_secret(), clock.now().timestamp()
    code = totp.code_at(secret, totp.step_of(now) + steps)
    assert (totp.matching_step(secret, code, now, after=0) is not None) is fits


def test_nothing_changes_before_the_first_code(person: Person) -> None:
    setup = services.begin_setup(person)
    assert setup.address.startswith("otpauth://totp/") and f"secret={setup.secret}" in setup.address
    services.log_in_with_password(scope_id=SCHOOL, account="T1", password=PASSWORD)
    with pytest.raises(SecondCodeWrong):
        services.switch_on(session_of(person), code="000000", by=by(person))
    assert SecondFactor.objects.get().on_since is None
    codes = services.switch_on(session_of(person), code=code_of(person), by=by(person))
    assert len(set(codes)) == 10
    assert recorded("accounts.second_factor_switched_on")
    with refused(SecondFactorOn):
        services.begin_setup(person)


def test_neither_the_secret_nor_a_recovery_code_is_in_the_database_in_clear(person: Person) -> None:
    codes = switch_on(person)
    secret = SecondFactor.objects.get().secret or ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT row_to_json(f)::text || encode(secret, 'escape') FROM accounts_secondfactor f)"
            " || (SELECT string_agg(code_hash, ' ') FROM accounts_recoverycode)"
            " || (SELECT string_agg(payload, ' ') FROM audit_trailentry)"
        )
        text = cursor.fetchone()[0]
    assert secret not in text and totp.spelled(secret) not in text
    assert not any(code in text for code in codes)


def test_the_first_step_alone_opens_nothing(person: Person) -> None:
    switch_on(person)
    before = LoginSession.objects.count()
    token = first_step()
    assert LoginSession.objects.count() == before
    session, _ = services.answer_second_step(token, code=code_of(person))
    assert session.person_id == person.pk
    assert recorded("accounts.login_session_started")[-1]["way"] == "password+totp"
    with pytest.raises(SecondStepOver):
        services.answer_second_step(token, code=code_of(person, 1))


def test_a_code_counts_once(person: Person) -> None:
    switch_on(person)
    code = code_of(person)
    services.answer_second_step(first_step(), code=f"{code[:3]} {code[3:]}")
    with pytest.raises(SecondCodeWrong):
        services.answer_second_step(first_step(), code=code)
    with pytest.raises(SecondCodeWrong):
        services.answer_second_step(first_step(), code=code_of(person, -1))
    services.answer_second_step(first_step(), code=code_of(person, 1))


def test_a_recovery_code_works_once_however_it_is_typed(person: Person) -> None:
    codes = switch_on(person)
    services.answer_second_step(first_step(), code=codes[0].lower().replace("-", " "))
    assert recorded("accounts.recovery_code_used") == [{"person_id": str(person.pk), "left": 9}]
    with pytest.raises(SecondCodeWrong):
        services.answer_second_step(first_step(), code=codes[0])
    fresh = services.renew_recovery_codes(session_of(person), code=codes[1], by=by(person))
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == 10
    with pytest.raises(SecondCodeWrong):
        services.answer_second_step(first_step(), code=codes[2])
    services.answer_second_step(first_step(), code=fresh[2])


def test_wrong_codes_end_the_step_and_make_pauses(person: Person) -> None:
    switch_on(person)
    token = first_step()
    for _ in range(5):
        with pytest.raises(SecondCodeWrong):
            services.answer_second_step(token, code="000000")
    # The step is over, and a new one does not give new tries at once.
    with pytest.raises(TooManyTries) as pause:
        services.answer_second_step(first_step(), code=code_of(person))
    assert pause.value.params["retry_after_seconds"] >= 1
    with clock.shifted(timedelta(minutes=2)), pytest.raises(SecondStepOver):
        services.answer_second_step(token, code=code_of(person))
    with clock.shifted(timedelta(minutes=4)):
        services.answer_second_step(first_step(), code=code_of(person))


def test_a_step_ends_after_five_minutes(person: Person) -> None:
    switch_on(person)
    token = first_step()
    with clock.shifted(timedelta(minutes=5, seconds=1)), pytest.raises(SecondStepOver):
        services.answer_second_step(token, code=code_of(person))
    with clock.shifted(timedelta(days=2)):
        services.expire_challenges()
        assert SecondStep.objects.count() == 0
    with pytest.raises(SecondStepOver):
        services.answer_second_step("", code="000000")


def test_switching_off_asks_for_password_and_code(person: Person) -> None:
    switch_on(person)
    session = session_of(person)
    with pytest.raises(PasswordWrong):
        services.switch_off(session, password="not it", code=code_of(person), by=by(person))
    with pytest.raises(SecondCodeWrong):
        services.switch_off(session, password=PASSWORD, code="000000", by=by(person))
    assert SecondFactor.objects.exists()
    services.switch_off(session, password=PASSWORD, code=code_of(person), by=by(person))
    assert recorded("accounts.second_factor_switched_off")
    assert (SecondFactor.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    services.log_in_with_password(scope_id=SCHOOL, account="T1", password=PASSWORD)
    with pytest.raises(SecondFactorOff):
        services.switch_off(session, password=PASSWORD, code="000000", by=by(person))


def test_who_has_no_password_yet_is_told_so() -> None:
    made = services.create_person(name="白洁", phone="13900000089", by=SYSTEM)
    switch_on(made)
    with pytest.raises(NoPasswordYet):
        services.switch_off(session_of(made), password="x", code=code_of(made), by=by(made))


def test_an_administrators_reset_ends_log_ins_and_is_in_the_trail(person: Person) -> None:
    switch_on(person)
    token, session = first_step(), session_of(person)
    services.reset_second_factor(person, reason="手机遗失，已当面核对", scope_id=SCHOOL, by=SYSTEM)
    session.refresh_from_db()
    assert session.state == "ended"
    assert recorded("accounts.second_factor_reset")[0]["reason"] == "手机遗失，已当面核对"
    with pytest.raises(SecondStepOver):
        services.answer_second_step(token, code="000000")
    services.log_in_with_password(scope_id=SCHOOL, account="T1", password=PASSWORD)
    with refused(SecondFactorOff):
        services.reset_second_factor(person, reason="again", scope_id=SCHOOL, by=SYSTEM)


@pytest.mark.parametrize("kind", ["app", "recovery"])
@pytest.mark.django_db(transaction=True)
def test_of_two_with_the_same_code_at_once_one_gets_in(person: Person, kind: str) -> None:
    recovery = switch_on(person)
    tokens = [first_step(), first_step()]
    code = code_of(person) if kind == "app" else recovery[0]
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def answer(token: str) -> None:
        try:
            together.wait(10)
            services.answer_second_step(token, code=code)
            outcomes.append("in")
        except SecondCodeWrong:
            outcomes.append("refused")
        finally:
            connection.close()

    _both([lambda token=token: answer(token) for token in tokens])  # type: ignore[misc]
    assert sorted(outcomes) == ["in", "refused"]


def _both(acts: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def test_the_whole_way_over_http(person: Person) -> None:
    switch_on(person)
    client, other = Client(), Client()
    body = {"school_id": str(SCHOOL), "account": "T1", "password": PASSWORD}
    answer = client.post("/api/v1/login/password", body, content_type="application/json", **WRITE)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["second_step"]) == (200, True)
    assert "kc_staff" not in client.cookies
    cookie = client.cookies["kc_second_step"]
    assert cookie["httponly"] and cookie["path"] == "/api/v1/login"
    assert cookie.value not in answer.content.decode()
    code = {"code": code_of(person)}
    path = "/api/v1/login/second-step"
    stranger = other.post(path, code, content_type="application/json", **WRITE)  # type: ignore[arg-type]
    assert (stranger.status_code, stranger.json()["code"]) == (410, "second_step_over")
    done = client.post(path, code, content_type="application/json", **WRITE)  # type: ignore[arg-type]
    assert (done.status_code, done.json()["second_step"]) == (200, False)
    state = client.get("/api/v1/staff/second-factor").json()
    assert state["on_since"] and state["recovery_codes_left"] == 10


def test_candidates_are_never_asked() -> None:
    made = services.create_person(name="考生", phone="13900000090", by=SYSTEM)
    switch_on(made)
    services.give_candidate_number_login(made, scope_id=SCHOOL, candidate_number="26S1", by=SYSTEM)
    issued = services.issue_one_time_code(made, scope_id=SCHOOL, candidate_number="26S1", by=SYSTEM)
    services.log_in_with_one_time_code(scope_id=SCHOOL, candidate_number="26S1", code=issued.code)
