"""`save_changed`: versions count, a lost update is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, transaction

from kaochang.accounts.models import Person
from kaochang.core.errors import Conflict
from kaochang.core.models import save_changed, save_many, touch
from tests.accounts.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_row_that_changed_meanwhile_is_not_overwritten() -> None:
    first = make_person("甲")
    second = Person.objects.get(pk=first.pk)
    second.name = "乙"
    save_changed(second, "name")
    first.name = "丙"
    with pytest.raises(Conflict):
        save_changed(first, "name")
    assert Person.objects.get(pk=first.pk).name == "乙"


def test_only_the_named_fields_are_written() -> None:
    person = make_person("甲")
    person.name, person.phone_last_four = "乙", "0000"
    save_changed(person, "name")
    again = Person.objects.get(pk=person.pk)
    assert (again.name, again.version) == ("乙", 2)
    assert again.phone_last_four != "0000"
    assert touch(again).version == 3


def test_many_are_saved_in_one_statement(django_assert_num_queries: Callable[[int], Any]) -> None:
    people = [make_person(name) for name in "甲乙丙"]
    for person in people[:2]:
        person.name += "改"
        person.email = None
        person.phone_last_four = "0000"
    with django_assert_num_queries(1):
        save_many(people[:2], "name", "email")
    with django_assert_num_queries(0):
        save_many([], "name")
    rows = Person.objects.order_by("created_at")
    assert [(row.name, row.version) for row in rows] == [("甲改", 2), ("乙改", 2), ("丙", 1)]
    assert "0000" not in {row.phone_last_four for row in rows}
    # What was saved can be saved again.
    people[0].name = "丁"
    assert save_changed(people[0], "name").version == 3


def test_what_is_too_long_is_refused_and_not_cut_off() -> None:
    person = make_person("甲")
    person.phone_last_four = "12345"
    with pytest.raises(DataError), transaction.atomic():
        save_many([person], "phone_last_four")
    assert Person.objects.get(pk=person.pk).version == 1
