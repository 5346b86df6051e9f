"""Passwords that people set themselves: forgotten ones by a code, own ones by the present one."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from kaochang.accounts import services
from kaochang.accounts.errors import (
    ChallengeNotFound,
    CodeExpired,
    CodeUsed,
    CodeWrong,
    NoPasswordYet,
    PasswordTooWeak,
    PasswordWrong,
    TooManyTries,
)
from kaochang.accounts.models import LoginChallenge, LoginSession, Person
from kaochang.accounts.queries import when_first_password_ends
from kaochang.core import clock
from kaochang.core.errors import InvalidEmail, InvalidPhone
from kaochang.mail.models import MailMessage
from kaochang.sms.models import SmsMessage
from tests.accounts.factories import SCHOOL, SYSTEM, WRITE, log_in
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
BROWSER, PHONE, MAIL = "b" * 43, "13900000077", "su@example.edu"
OLD, NEW = "old-password-1", "new-password-2"


@pytest.fixture
def person() -> Person:
    made = services.create_person(name="苏文婕", phone=PHONE, email=MAIL, by=SYSTEM)
    services.give_phone_login(made, scope_id=SCHOOL, area="staff", phone=PHONE, by=SYSTEM)
    services.give_staff_login(made, scope_id=SCHOOL, account="T1", password=OLD, by=SYSTEM)
    return made


def ask(contact: str) -> LoginChallenge:
    return services.create_password_challenge(scope_id=SCHOOL, contact=contact, browser=BROWSER)


def code_of(challenge: LoginChallenge) -> str:
    return str(LoginChallenge.objects.get(pk=challenge.pk).code)


def reset(challenge: LoginChallenge, code: str, password: str = NEW, browser: str = BROWSER) -> None:
    services.reset_password(challenge.pk, code=code, password=password, browser=browser)


def may_log_in(password: str) -> bool:
    try:
        services.log_in_with_password(scope_id=SCHOOL, account=PHONE, password=password)
    except PasswordWrong:
        return False
    return True


@pytest.mark.parametrize(("contact", "model"), [(PHONE, SmsMessage), (MAIL.upper(), MailMessage)])
def test_a_code_goes_where_it_was_asked_for(
    person: Person, contact: str, model: type[SmsMessage] | type[MailMessage]
) -> None:
    challenge = ask(contact)
    services.deliver_challenge(challenge.pk)
    assert [message.template for message in model._default_manager.all()] == ["password_code"]
    assert SmsMessage.objects.count() + MailMessage.objects.count() == 1


@pytest.mark.parametrize("contact", ["13911112222", "nobody@example.edu"])
def test_an_unknown_address_gets_the_same_answer_and_no_message(person: Person, contact: str) -> None:
    challenge = ask(contact)
    code = code_of(challenge)
    services.deliver_challenge(challenge.pk)
    assert SmsMessage.objects.count() + MailMessage.objects.count() == 0
    with pytest.raises(CodeWrong):
        reset(challenge, code)


def test_a_mail_address_of_two_people_is_nobodys(person: Person) -> None:
    other = services.create_person(name="别人", phone="13900000078", email=MAIL, by=SYSTEM)
    services.give_staff_login(other, scope_id=SCHOOL, account="T2", password=OLD, by=SYSTEM)
    challenge = ask(MAIL)
    services.deliver_challenge(challenge.pk)
    assert MailMessage.objects.count() == 0


@pytest.mark.parametrize(("contact", "error"), [("12", InvalidPhone), ("a@b", InvalidEmail)])
def test_what_is_no_address(contact: str, error: type[InvalidPhone | InvalidEmail]) -> None:
    with refused(error):
        ask(contact)


def test_the_new_password_works_the_old_does_not_and_log_ins_end(person: Person) -> None:
    session = log_in(Client(), person, "staff", SCHOOL)
    challenge = ask(PHONE)
    reset(challenge, code_of(challenge))
    session.refresh_from_db()
    assert session.state == "ended"
    assert not may_log_in(OLD) and may_log_in(NEW)
    assert recorded("accounts.password_set")[-1] == {"person_id": str(person.pk)}


def test_a_code_resets_once(person: Person) -> None:
    challenge = ask(PHONE)
    code = code_of(challenge)
    reset(challenge, code)
    with refused(CodeUsed):
        reset(challenge, code, "another-password")


def test_refusals_change_nothing(person: Person) -> None:
    challenge = ask(PHONE)
    code = code_of(challenge)
    with refused(PasswordTooWeak):
        reset(challenge, code, "short")
    with refused(ChallengeNotFound):
        reset(challenge, code, browser="x" * 43)
    with clock.shifted(timedelta(minutes=6)), refused(CodeExpired):
        reset(challenge, code)
    # A code for logging in sets no password, nor the other way round.
    with refused(ChallengeNotFound):
        services.answer_challenge(challenge.pk, code=code, browser=BROWSER)
    with clock.shifted(timedelta(minutes=2)):
        log_in_code = services.create_challenge(area="staff", scope_id=SCHOOL, phone=PHONE, browser=BROWSER)
        with refused(ChallengeNotFound):
            reset(log_in_code, code_of(log_in_code))
    assert may_log_in(OLD)


def test_who_has_no_account_name_yet_gets_one(person: Person) -> None:
    school = uuid4()
    services.give_phone_login(person, scope_id=school, area="staff", phone=PHONE, by=SYSTEM)
    challenge = services.create_password_challenge(scope_id=school, contact=PHONE, browser=BROWSER)
    reset(challenge, code_of(challenge))
    services.log_in_with_password(scope_id=school, account=PHONE, password=NEW)
    assert may_log_in(OLD), "the other school's password is its own"


def change(session: LoginSession, current: str, password: str = NEW) -> None:
    services.change_own_password(session, current=current, password=password, by=SYSTEM)


def test_the_own_password_by_the_present_one(person: Person) -> None:
    other = log_in(Client(), person, "staff", SCHOOL)
    mine = log_in(Client(), person, "staff", SCHOOL)
    with refused(PasswordTooWeak):
        change(mine, OLD, "short")
    with pytest.raises(PasswordWrong):
        change(mine, "not-the-password")
    change(mine, OLD)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == ("active", "ended")
    assert not may_log_in(OLD) and may_log_in(NEW)


def test_guessing_the_present_password_makes_pauses(person: Person) -> None:
    mine = log_in(Client(), person, "staff", SCHOOL)
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            change(mine, "guess-guess-guess")
    with pytest.raises(TooManyTries):
        change(mine, OLD)


def test_without_a_password_there_is_none_to_change(person: Person) -> None:
    mine = log_in(Client(), person, "staff", uuid4())
    with pytest.raises(NoPasswordYet):
        change(mine, OLD)


def test_an_own_account_says_who_it_is_and_until_when_a_first_password_lasts(person: Person) -> None:
    given = timedelta(days=7)
    services.set_staff_password(person, scope_id=SCHOOL, password=OLD, valid_for=given, by=SYSTEM)
    until = clock.now() + given
    client = Client()
    body = {"school_id": str(SCHOOL), "account": PHONE, "password": OLD}
    client.post("/api/v1/login/password", body, content_type="application/json", **WRITE)  # type: ignore[arg-type]
    known = client.get("/api/v1/staff/account").json()
    ends = datetime.fromisoformat(known.pop("first_password_until"))
    assert abs(until - ends) < timedelta(minutes=1)
    assert known == {"name": "苏文婕", "phone": "+86139****0077", "email": "s****@example.edu"}
    with clock.shifted(given):
        assert when_first_password_ends(person.pk, SCHOOL) is None
    own = {"current_password": OLD, "password": NEW}
    client.put("/api/v1/staff/password", own, content_type="application/json", **WRITE)  # type: ignore[arg-type]
    assert client.get("/api/v1/staff/account").json()["first_password_until"] is None
