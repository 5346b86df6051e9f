"""What somebody reads out on the telephone finds the row: the last digits, the candidate's number."""

from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.exams.models import ExamSession, Ticket
from kaochang.exams.telling import tell_moved
from kaochang.schools.invitations import invite
from kaochang.schools.models import Membership
from tests.factories import Place, make_entry, make_person, make_place
from tests.planning.rosters import manager

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def place(db: None) -> Place:
    return make_place(candidates=0)


@pytest.fixture
def client(place: Place) -> Client:
    return manager(place.school)


def total(client: Client, path: str, q: str) -> int:
    answer: Any = client.get(f"/api/v1/school/{path}", {"q": q})
    assert answer.status_code == 200, answer.content
    return int(answer.json()["total"])


def test_staff_and_members_by_the_last_digits(place: Place, client: Client) -> None:
    for tail in ("7301", "7302"):
        person = make_person()
        person.phone_last_four = tail
        person.save()
        Membership.objects.create(person=person, school=place.school, role="staff")
    for path in ("staff", "members"):
        assert (total(client, path, "7301"), total(client, path, "9999")) == (1, 0), path


def test_questions_and_changes_by_what_is_read_out(place: Place, client: Client) -> None:
    entries = [make_entry(place.room, candidate_number=number) for number in ("FIND1", "FIND2")]
    for entry, tail in zip(entries, ("7301", "7302"), strict=True):
        entry.person.phone_last_four = tail
        entry.person.save()
        Ticket.objects.create(roster_entry=entry, text="有疑问")
    tell_moved(place.session, [(entry, (place.room, None)) for entry in entries], reason="", by=BY)
    for path in ("tickets", "notifications"):
        assert (total(client, path, "7301"), total(client, path, "9999")) == (1, 0), path
        assert (total(client, path, "find2"), total(client, path, "find")) == (1, 2), path
    exam = ExamSession.objects.get(pk=place.session.pk).name
    assert (total(client, "notifications", exam), total(client, "notifications", f"{exam}二")) == (2, 0)


def test_invitations_by_the_whole_contact(place: Place, client: Client) -> None:
    invite(place.school, "staff", name="甲", phone="13800007301", by=BY)
    invite(place.school, "staff", name="乙", email="yi@example.edu", by=BY)
    for whole in ("13800007301", "+86 138 0000 7301", "YI@example.edu", "乙"):
        assert total(client, "invitations", whole) == 1, whole
    # Of an encrypted contact a part tells nothing.
    assert (total(client, "invitations", "0730"), total(client, "invitations", "example.edu")) == (0, 0)
