"""Numbers are encrypted, found by keyed hash, masked in logs."""

from contextlib import suppress

import pytest
import structlog
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from kaochang.accounts.models import Person
from kaochang.core import privacy
from kaochang.core.errors import InvalidPhone
from kaochang.core.privacy.crypto import UndecryptableValue
from kaochang.core.privacy.rotation import count_old_values, rotate
from tests.accounts.factories import make_person


@pytest.mark.parametrize(
    "raw",
    ["", "abc", "123", "12345678901", "+86 12345678901", "1380013800", "138001380000", "+", "1" * 50,
     "+8613800138000x", "१३८००१३८०००a"],
)  # fmt: skip
def test_what_is_no_phone_is_refused(raw: str) -> None:
    with pytest.raises(InvalidPhone):
        privacy.normalize_phone(raw)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("+86-138-0013-8000", "+8613800138000"),
        ("008613800138000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("+852 6123 4567", "+85261234567"),
        ("010-62345678", "+861062345678"),
    ],
)
def test_one_spelling_for_one_number(raw: str, wanted: str) -> None:
    assert privacy.normalize_phone(raw) == wanted


@given(st.text())
def test_any_text_is_a_number_or_refused(raw: str) -> None:
    with suppress(InvalidPhone):
        assert privacy.normalize_phone(privacy.normalize_phone(raw)) == privacy.normalize_phone(raw)


@given(st.text().filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text)))
def test_what_is_encrypted_comes_back(text: str) -> None:
    sealed = privacy.encrypt(text)
    assert privacy.decrypt(sealed) == text
    assert privacy.encrypt(text) != sealed


def test_an_altered_or_foreign_value_does_not_open(settings: Settings) -> None:
    sealed = privacy.encrypt("13800138000")
    for at in range(len(sealed)):
        with pytest.raises(UndecryptableValue):
            privacy.decrypt(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
    settings.ENCRYPTION_KEYS = ["another"]
    with pytest.raises(UndecryptableValue):
        privacy.decrypt(sealed)


def test_a_look_up_needs_the_key_and_the_kind(settings: Settings) -> None:
    before = privacy.lookup_hash("phone", "+8613800138000")
    assert privacy.lookup_hash("identity_number", "+8613800138000") != before
    settings.LOOKUP_KEY = "another"
    assert privacy.lookup_hash("phone", "+8613800138000") != before


@pytest.mark.django_db
def test_the_database_sees_no_number() -> None:
    person = make_person(phone="13912345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text, phone FROM accounts_person p WHERE id = %s", [person.pk])
        text, raw = cursor.fetchone()
    assert "13912345678" not in text
    assert b"13912345678" not in bytes(raw)
    again = Person.objects.get(pk=person.pk)
    assert (again.phone, again.phone_last_four) == ("+8613912345678", "5678")
    with pytest.raises(TypeError, match="encrypted"):
        Person.objects.filter(phone="+8613912345678").exists()


@pytest.mark.django_db
def test_rotation_writes_all_under_the_current_key(settings: Settings) -> None:
    people = [make_person() for _ in range(3)]
    phones = [person.phone for person in people]
    settings.ENCRYPTION_KEYS = ["a-new-key", *settings.ENCRYPTION_KEYS]
    assert count_old_values()["accounts_person.phone"] == 3
    assert rotate()["accounts_person.phone"] == 3
    settings.ENCRYPTION_KEYS = ["a-new-key"]
    assert sum(count_old_values().values()) == 0
    assert [Person.objects.get(pk=person.pk).phone for person in people] == phones


def test_logs_show_neither_numbers_nor_secrets() -> None:
    line = structlog.processors.JSONRenderer(ensure_ascii=False)(
        None,
        "info",
        dict(
            privacy.mask_personal_data(
                None,
                "info",
                {
                    "event": "sent to +8613912345678, card 11010519491231002X, /rtc?access_token=abc.def&x=1",
                    "phone": "+8613912345678",
                    "name": "欧阳小明",
                    "token": "s3cr3t-value",
                    "deep": {"password": "hunter22", "list": ["13912345678"]},
                    "jwt": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF",
                },
            )
        ),
    )
    for secret in ("13912345678", "194912", "小明", "s3cr3t", "hunter22", "abc.def", "eyJ"):
        assert secret not in str(line), secret
