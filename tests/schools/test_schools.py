"""Schools, colleges and memberships."""

import pytest

from kaochang.accounts.actor import Actor
from kaochang.schools import queries, services
from kaochang.schools.errors import CollegeExists, CollegeNeeded, MembershipExists, SchoolCodeTaken
from kaochang.schools.models import Membership, School
from tests.factories import make_person, make_school
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("test")


@pytest.fixture
def school() -> School:
    return services.create_school(code="shifan", name="示范大学", by=OPERATOR)


def test_codes_and_names_are_unique(school: School) -> None:
    services.create_college(school, name="材料学院", by=OPERATOR)
    with refused(SchoolCodeTaken):
        services.create_school(code="shifan", name="另一所", by=OPERATOR)
    with refused(CollegeExists):
        services.create_college(school, name="材料学院", by=OPERATOR)


def test_a_membership_fits_its_role(school: School) -> None:
    college = services.create_college(make_school(), name="别校学院", by=OPERATOR)
    person = make_person()
    for role, where in (("college_admin", None), ("college_admin", college), ("auditor", college)):
        with refused(CollegeNeeded):
            services.add_membership(person, school, role, college=where, by=OPERATOR)
    services.add_membership(person, school, "auditor", by=OPERATOR)
    with refused(MembershipExists):
        services.add_membership(person, school, "auditor", by=OPERATOR)


def test_a_membership_is_given_and_taken_away(school: School) -> None:
    person = make_person()
    held = services.add_membership(person, school, "auditor", by=OPERATOR)
    services.remove_membership(held, by=OPERATOR)
    assert not Membership.objects.filter(person=person).exists()
    assert len(recorded("schools.membership_added")) == len(recorded("schools.membership_removed")) == 1


def test_the_log_in_page_lists_schools_in_two_queries(
    school: School, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(3):
        services.create_college(school, name=f"学院{number}", by=OPERATOR)
        make_school()
    with django_assert_num_queries(2):  # type: ignore[operator]
        listed = {found.name: len(found.colleges.all()) for found in queries.list_schools()}
    assert listed["示范大学"] == 3
