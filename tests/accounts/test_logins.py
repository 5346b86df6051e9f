"""One-time codes and passwords: refusals first."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from kaochang.accounts import secrets, services
from kaochang.accounts.errors import (
    CredentialTaken,
    OneTimeCodeWrong,
    PasswordTooWeak,
    PasswordWrong,
    TooManyTries,
)
from kaochang.accounts.models import LoginCredential, LoginSession, PasswordThrottle, Person
from kaochang.audit.models import TrailEntry
from kaochang.core import clock
from kaochang.core.errors import DomainError
from tests.accounts.factories import SCHOOL, SYSTEM, make_person

pytestmark = pytest.mark.django_db
NUMBER, ACCOUNT, PASSWORD = "2026-0001", "T1001", "correct horse battery"


def issue(person: Person | None = None) -> services.IssuedCode:
    return services.issue_one_time_code(
        person or make_person(), scope_id=SCHOOL, candidate_number=NUMBER, by=SYSTEM
    )


def log_in_with_code(code: str, number: str = NUMBER) -> LoginSession:
    return services.log_in_with_one_time_code(scope_id=SCHOOL, candidate_number=number, code=code)[0]


def log_in_with_password(password: str, account: str = ACCOUNT) -> LoginSession:
    return services.log_in_with_password(scope_id=SCHOOL, account=account, password=password)[0]


def make_staff() -> Person:
    person = make_person(phone="13700000001")
    services.give_staff_login(person, scope_id=SCHOOL, account=ACCOUNT, password=PASSWORD, by=SYSTEM)
    services.give_phone_login(person, scope_id=SCHOOL, area="staff", phone="13700000001", by=SYSTEM)
    return person


def test_wrong_unknown_replaced_used_and_expired_codes_are_one_refusal() -> None:
    person = make_person()
    old, code = issue(person).code, issue(person).code
    for number, attempt in (
        (NUMBER, "AAAA-AAAA-AAAA"),
        (NUMBER, ""),
        (NUMBER, old),
        ("2026-9999", code),
        ("", code),
    ):
        with pytest.raises(OneTimeCodeWrong):
            log_in_with_code(attempt, number)
    with clock.shifted(timedelta(days=8)), pytest.raises(OneTimeCodeWrong):
        log_in_with_code(code)
    assert LoginSession.objects.count() == 0
    log_in_with_code(code)
    with pytest.raises(OneTimeCodeWrong):
        log_in_with_code(code)


def test_wrong_tries_never_lock() -> None:
    code = issue().code
    for _ in range(50):
        with pytest.raises(OneTimeCodeWrong):
            log_in_with_code("0000-0000-0000")
    assert log_in_with_code(code).area == "candidate"


def test_a_code_is_read_as_people_write_it() -> None:
    code = issue().code
    assert log_in_with_code(code.lower().replace("-", " ").replace("0", "o"), f" {NUMBER} ")


def test_a_code_has_fifty_bits_and_is_stored_as_a_hash() -> None:
    code = issue().code
    assert len(code.replace("-", "")) * 5 >= 50
    assert code not in str(LoginCredential.objects.values().get())
    assert TrailEntry.objects.filter(event="accounts.one_time_code_issued").count() == 1
    assert not TrailEntry.objects.filter(payload__contains=code).exists()
    assert len({secrets.new_one_time_code() for _ in range(1000)}) == 1000


def test_a_number_of_somebody_else_is_refused() -> None:
    issue()
    with pytest.raises(CredentialTaken):
        issue()
    assert LoginCredential.objects.count() == 1


def test_the_same_number_again_changes_nothing() -> None:
    person = make_person()
    first = services.give_candidate_number_login(person, scope_id=SCHOOL, candidate_number=NUMBER, by=SYSTEM)
    again = services.give_candidate_number_login(
        person, scope_id=SCHOOL, candidate_number=f" {NUMBER} ", by=SYSTEM
    )
    assert first.pk == again.pk
    assert TrailEntry.objects.filter(event="accounts.login_given").count() == 1


def test_a_weak_password_is_refused_and_nothing_is_made() -> None:
    with pytest.raises(PasswordTooWeak):
        services.give_staff_login(make_person(), scope_id=SCHOOL, account="T2", password="short", by=SYSTEM)
    assert LoginCredential.objects.count() == 0


def test_wrong_password_unknown_account_and_other_school_are_one_refusal() -> None:
    make_staff()
    with pytest.raises(PasswordWrong):
        log_in_with_password("wrong password")
    with pytest.raises(PasswordWrong):
        log_in_with_password(PASSWORD, "T9999")
    with pytest.raises(PasswordWrong):
        services.log_in_with_password(scope_id=uuid4(), account=ACCOUNT, password=PASSWORD)
    with pytest.raises(PasswordWrong):
        log_in_with_password("")
    assert LoginSession.objects.count() == 0


@pytest.mark.parametrize("account", [ACCOUNT, "T9999"])
def test_wrong_tries_make_pauses_for_known_and_unknown_accounts_alike(account: str) -> None:
    make_staff()
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            log_in_with_password("wrong password", account)
    with pytest.raises(TooManyTries):
        log_in_with_password(PASSWORD, account)
    with clock.shifted(timedelta(seconds=61)):
        if account == ACCOUNT:
            assert log_in_with_password(PASSWORD).area == "staff"
            assert PasswordThrottle.objects.count() == 0


def test_other_spellings_of_one_phone_are_no_fresh_tries() -> None:
    make_staff()
    for spelling in ("13700000001", "137-0000-0001", "+86 13700000001", "0086137.0000.0001", "(137)00000001"):
        with pytest.raises(PasswordWrong):
            log_in_with_password("wrong password", spelling)
    with pytest.raises(TooManyTries):
        log_in_with_password(PASSWORD, "1-3-7-0-0-0-0-0-0-0-1")


@pytest.mark.django_db(transaction=True)
def test_wrong_passwords_at_once_are_counted_before_they_are_looked_at() -> None:
    make_staff()
    barrier = Barrier(20)

    def guess(_: int) -> str:
        try:
            barrier.wait(20)
            log_in_with_password("wrong password")
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(20) as threads:
        answers = Counter(threads.map(guess, range(20)))
    # On a slow machine the first pauses run out in the middle and let single tries through.
    assert 5 <= answers["password_wrong"] <= 10
    assert answers["too_many_tries"] == 20 - answers["password_wrong"]


def test_account_or_phone_with_the_password() -> None:
    person = make_staff()
    for account in (ACCOUNT, ACCOUNT.lower(), "137 0000 0001"):
        assert log_in_with_password(PASSWORD, account).person_id == person.pk
