"""`kaochang school create`."""

import re
from datetime import timedelta

import pytest

from kaochang.accounts.errors import PasswordWrong
from kaochang.accounts.models import Person
from kaochang.accounts.services import log_in_with_password, set_staff_password
from kaochang.core import clock
from kaochang.schools.command import BY, main
from kaochang.schools.models import School
from kaochang.schools.queries import find_scope

pytestmark = pytest.mark.django_db
WORDS = ["create", "--code", "shifan", "--name", "示范大学", "--admin-name", "韩雪"]
PHONE, LATER = "13900000001", timedelta(days=7, minutes=1)


def created(capsys: pytest.CaptureFixture[str]) -> tuple[School, str]:
    assert main([*WORDS, "--admin-phone", PHONE, "--admin-email", "han@example.edu"]) == 0
    password = re.search(r"password: (\S+)", capsys.readouterr().out)
    assert password is not None
    return School.objects.get(code="shifan"), password[1]


def test_the_first_administrator_gets_in(capsys: pytest.CaptureFixture[str]) -> None:
    school, password = created(capsys)
    session, _ = log_in_with_password(scope_id=school.pk, account=PHONE, password=password)
    scope = find_scope(session.person_id, school.pk)
    assert scope is not None and scope.manages_school
    assert session.person.email == "han@example.edu"


def test_the_password_that_was_printed_ends(capsys: pytest.CaptureFixture[str]) -> None:
    school, password = created(capsys)
    with clock.shifted(LATER), pytest.raises(PasswordWrong):
        log_in_with_password(scope_id=school.pk, account=PHONE, password=password)
    person = Person.objects.get(name="韩雪")
    set_staff_password(person, scope_id=school.pk, password="one-of-their-own", by=BY)
    with clock.shifted(LATER):
        log_in_with_password(scope_id=school.pk, account=PHONE, password="one-of-their-own")


@pytest.mark.parametrize("more", [["--admin-phone", "12"], ["--admin-phone", PHONE, "--admin-email", "x"]])
def test_nothing_is_left_of_a_refused_one(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, *more]) == 1
    assert capsys.readouterr().err.startswith("kaochang school create: This is not a")
    assert (
        not School.objects.filter(code="shifan").exists() and not Person.objects.filter(name="韩雪").exists()
    )


def test_a_code_is_given_once(capsys: pytest.CaptureFixture[str]) -> None:
    created(capsys)
    assert main([*WORDS, "--admin-phone", "13900000002"]) == 1
    assert not Person.objects.filter(phone_last_four="0002").exists()


@pytest.mark.parametrize(
    ("option", "text"),
    [("--timezone", "Mars/Base"), ("--timezone", "GMT+8"), ("--code", "shi fan"), ("--code", "师范")],
)
def test_what_every_page_reckons_with_is_right_from_the_start(
    option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*WORDS, "--admin-phone", PHONE, option, text])
    assert f"argument {option}" in capsys.readouterr().err
    assert not School.objects.exists()
