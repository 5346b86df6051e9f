"""`save_changed`: versions count, a lost update is refused."""

import pytest

from kaochang.accounts.models import Person
from kaochang.core.errors import Conflict
from kaochang.core.models import save_changed, touch
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
