"""Who left the school: their calendar is dead."""

import pytest

from kaochang.core.errors import NotFound
from kaochang.notifications.queries import find_feed
from kaochang.notifications.services import get_feed
from kaochang.schools.services import add_membership, remove_membership
from tests.announcements.places import BY
from tests.planning.places import ready_draft

pytestmark = pytest.mark.django_db


def test_the_calendar_ends_with_the_last_office_in_the_school() -> None:
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    staff = add_membership(chief, place.school, "staff", by=BY)
    secret = get_feed(chief.pk, "staff", place.school.pk).secret
    office = add_membership(chief, place.school, "reviewer", by=BY, college=place.college)
    remove_membership(office, by=BY)
    assert find_feed(secret).person == chief
    remove_membership(staff, by=BY)
    with pytest.raises(NotFound):
        find_feed(secret)
