"""Who leaves the school: not while rooms count on them; else named before the publication, calendar dead."""

from collections.abc import Callable

import pytest
from django.test import Client

from kaochang.accounts.models import Person
from kaochang.core.errors import NotFound
from kaochang.exams.errors import DutiesElsewhere, HasDuties
from kaochang.exams.leaving import remove_member
from kaochang.exams.models import Assignment, ExamRoom, ExamSession
from kaochang.exams.rooms import set_room_staff
from kaochang.notifications.queries import find_feed
from kaochang.notifications.services import get_feed
from kaochang.planning.errors import NotReady
from kaochang.planning.facts import read_facts
from kaochang.planning.readiness import ItemState, readiness
from kaochang.planning.services import publish_exam
from kaochang.schools.models import Membership, School
from kaochang.schools.scope import SchoolScope
from kaochang.schools.services import add_membership, remove_membership
from tests.accounts.factories import log_in
from tests.announcements.places import BY
from tests.factories import Place, make_person, make_room, make_session
from tests.planning.places import copied, join, ready_draft
from tests.planning.test_moving_race import at_once
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db


def office_of(place: Place, role: str) -> Membership:
    return Membership.objects.get(person=place.staff[role])


def whole(school: School) -> SchoolScope:
    return SchoolScope(school, frozenset({"school_admin"}), None)


def leaving(office: Membership) -> Callable[[], object]:
    return lambda: remove_member(office, scope=whole(office.school), by=BY)


def staffing(room: ExamRoom, person: Person) -> Callable[[], object]:
    return lambda: set_room_staff(room, [(person.pk, "chief_examiner")], version=1, by=BY)


def put(place: Place, state: str) -> None:
    ExamSession.objects.filter(pk=place.session.pk).update(state=state)


@pytest.mark.parametrize("state", ["draft", "published", "open"])
def test_who_has_duties_ahead_stays_until_they_are_handed_over(state: str) -> None:
    place = ready_draft()
    put(place, state)
    office, room = office_of(place, "chief_examiner"), place.room
    with refused(HasDuties, count=1, names=f"{place.session.name} · {room.name}"):
        remove_member(office, scope=whole(place.school), by=BY)
    heir = join(place)
    duties = [
        (heir.pk if one.person_id == office.person_id else one.person_id, one.role)
        for one in Assignment.objects.filter(room=room)
    ]
    set_room_staff(room, duties, version=1, reason="换人", by=BY)
    remove_member(office, scope=whole(place.school), by=BY)
    assert recorded("schools.membership_removed")[0]["person_id"] == str(office.person_id)
    assert not Membership.objects.filter(person=office.person_id).exists()


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_what_is_over_keeps_nobody(state: str) -> None:
    place = ready_draft()
    put(place, state)
    remove_member(office_of(place, "chief_examiner"), scope=whole(place.school), by=BY)
    assert Assignment.objects.filter(person=place.staff["chief_examiner"]).exists()


def test_who_keeps_an_office_keeps_the_duties() -> None:
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    second = add_membership(chief, place.school, "reviewer", by=BY, college=place.college)
    remove_member(second, scope=whole(place.school), by=BY)
    assert Assignment.objects.filter(person=chief).exists()


def test_another_office_does_not_stand_for_the_one_that_the_rooms_need() -> None:
    place = ready_draft()
    chief, other = place.staff["chief_examiner"], make_session(place.school).college
    office = office_of(place, "chief_examiner")
    add_membership(chief, place.school, "reviewer", by=BY, college=place.college)
    add_membership(chief, place.school, "staff", by=BY, college=other)
    with refused(HasDuties, count=1):
        remove_member(office, scope=whole(place.school), by=BY)
    # The college's own pool will do.
    add_membership(chief, place.school, "staff", by=BY, college=place.college)
    remove_member(office, scope=whole(place.school), by=BY)


def test_no_college_is_told_of_the_exams_of_another() -> None:
    place = ready_draft()
    chief, other = place.staff["chief_examiner"], make_session(place.school).college
    Membership.objects.filter(person=chief).delete()
    office = add_membership(chief, place.school, "staff", by=BY, college=other)
    scope = SchoolScope(place.school, frozenset({"college_admin"}), frozenset({other.pk}))
    with refused(DutiesElsewhere, count=1):
        remove_member(office, scope=scope, by=BY)


def test_the_page_says_which_rooms() -> None:
    place, client, admin = ready_draft(), Client(), make_person()
    add_membership(admin, place.school, "school_admin", by=BY)
    log_in(client, admin, "staff", place.school.pk)
    url = f"/api/v1/school/members/{office_of(place, 'chief_examiner').pk}"
    answer = client.delete(url, headers={"X-Kaochang": "1"})
    assert answer.status_code == 409
    told = answer.json()
    assert (told["code"], told["params"]["count"]) == ("has_duties", 1)
    assert place.room.name in told["params"]["names"]


@pytest.mark.django_db(transaction=True)
def test_nobody_leaves_while_a_room_takes_them_on() -> None:
    """Either the office goes first and the room is refused, or the room has them and they stay."""
    for _ in range(15):
        place = ready_draft(0)
        room, person = make_room(place.session), join(place)
        office = Membership.objects.get(person=person)
        told = at_once(leaving(office), staffing(room, person))
        works, stays = (
            Assignment.objects.filter(person=person).exists(),
            Membership.objects.filter(person=person).exists(),
        )
        assert works == stays
        assert told == (["has_duties"] if stays else ["not_in_staff_pool"])


def test_an_exam_with_duties_of_somebody_who_left_is_not_published() -> None:
    """By a way that asks nobody, as an older version did."""
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    remove_membership(office_of(place, "chief_examiner"), by=BY)
    [item] = [one for one in readiness(read_facts(place.session)) if one.state == ItemState.BLOCKED]
    assert (item.problem, item.names) == ("staff_gone", [chief.name])
    with refused(NotReady, missing=["staff_gone"]):
        publish_exam(place.session, version=place.session.version, by=BY)


def test_another_office_alone_lets_nobody_examine() -> None:
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    add_membership(chief, place.school, "reviewer", by=BY, college=place.college)
    remove_membership(Membership.objects.get(person=chief, role="staff"), by=BY)
    assert [one.names for one in readiness(read_facts(place.session)) if one.problem == "staff_gone"] == [
        [chief.name]
    ]


def test_a_copy_leaves_out_who_left() -> None:
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    remove_membership(office_of(place, "chief_examiner"), by=BY)
    copy = copied(place.session, with_candidates=False)
    came = set(Assignment.objects.filter(room__session=copy).values_list("person_id", flat=True))
    assert came == {person.pk for person in place.staff.values()} - {chief.pk}
    assert recorded("exams.session_copied")[0]["assignments"] == len(came)


def test_the_calendar_ends_with_the_last_office_in_the_school() -> None:
    place = ready_draft()
    chief = place.staff["chief_examiner"]
    secret = get_feed(chief.pk, "staff", place.school.pk).secret
    office = add_membership(chief, place.school, "reviewer", by=BY, college=place.college)
    remove_membership(office, by=BY)
    assert find_feed(secret).person == chief
    remove_membership(office_of(place, "chief_examiner"), by=BY)
    with pytest.raises(NotFound):
        find_feed(secret)
