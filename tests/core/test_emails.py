"""Mail addresses: one spelling, stored encrypted, masked in logs."""

import pytest
from django.db import connection

from kaochang.accounts.models import Person
from kaochang.accounts.secrets import email_lookup
from kaochang.accounts.services import create_person
from kaochang.core.errors import InvalidEmail
from kaochang.core.privacy import mask_email, normalize_email
from kaochang.core.privacy.logs import mask_text
from tests.accounts.factories import SYSTEM


def test_one_spelling() -> None:
    assert normalize_email(" Wang.Min@Example.EDU ") == "wang.min@example.edu"
    assert normalize_email("ｗang＠example.edu") == "wang@example.edu"


@pytest.mark.parametrize(
    "raw", ["", "wang", "wang@", "wang@local", "a b@example.edu", "x@y.edu\nBcc: z@y.edu"]
)
def test_what_is_no_address(raw: str) -> None:
    with pytest.raises(InvalidEmail):
        normalize_email(raw)


def test_masks() -> None:
    assert mask_email("wang.min@example.edu") == "w****@example.edu"
    assert mask_text("to wang.min@example.edu now") == "to w****@example.edu now"


@pytest.mark.django_db
def test_stored_so_that_only_the_key_reads_it() -> None:
    person = create_person(name="韩雪", email="Han@Example.edu", by=SYSTEM)
    assert Person.objects.get(email_lookup=email_lookup("han@example.edu")).email == "han@example.edu"
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM accounts_person WHERE id = %s", [person.pk])
        assert b"example" not in bytes(cursor.fetchone()[0])
