"""Who left the school: their duties are named before the publication, and their calendar is dead."""

import pytest

from kaochang.core.errors import NotFound
from kaochang.notifications.queries import find_feed
from kaochang.notifications.services import get_feed
from kaochang.planning.errors import NotReady
from kaochang.planning.facts import read_facts
from kaochang.planning.readiness import ItemState, readiness
from kaochang.planning.services import publish_exam
from kaochang.schools.models import Membership
from kaochang.schools.services import add_membership, remove_membership
from tests.announcements.places import BY
from tests.planning.places import ready_draft
from tests.traces import refused

pytestmark = pytest.mark.django_db


def test_an_exam_with_duties_of_somebody_who_left_is_not_published() -> None:
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    remove_membership(Membership.objects.get(person=chief), by=BY)
    [item] = [one for one in readiness(read_facts(place.session)) if one.state == ItemState.BLOCKED]
    assert (item.problem, item.names) == ("staff_gone", [chief.name])
    with refused(NotReady, missing=["staff_gone"]):
        publish_exam(place.session, version=place.session.version, by=BY)


def test_the_calendar_ends_with_the_last_office_in_the_school() -> None:
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    secret = get_feed(chief.pk, "staff", place.school.pk).secret
    office = add_membership(chief, place.school, "reviewer", by=BY, college=place.college)
    remove_membership(office, by=BY)
    assert find_feed(secret).person == chief
    remove_membership(Membership.objects.get(person=chief), by=BY)
    with pytest.raises(NotFound):
        find_feed(secret)
