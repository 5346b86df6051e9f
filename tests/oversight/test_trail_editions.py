"""The words of an edition in the trail: for who reads the trail of that school, and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.audit.models import TrailEntry
from kaochang.commitments.models import LetterText
from kaochang.commitments.services import publish_consent_text, publish_letter
from kaochang.exams.services import publish_notice
from kaochang.schools.models import School
from kaochang.schools.services import add_membership, create_college
from tests.accounts.factories import log_in
from tests.factories import Place, make_person, make_place

pytestmark = pytest.mark.django_db
TRAIL = "/api/v1/school/trail"
BY = Actor.system("test")
WORDS: dict[str, Any] = {"title": "第二版", "title_en": "Second", "text": "一。\n\n二。", "text_en": "One."}


def reader(school: School, role: str, **more: Any) -> Client:
    person, client = make_person(), Client()
    add_membership(person, school, role, by=BY, **more)
    log_in(client, person, "staff", school.pk)
    return client


def read(client: Client, entry: TrailEntry) -> Any:
    return client.get(f"{TRAIL}/entries/{entry.pk}").json()["edition"]


@pytest.mark.parametrize(
    "published",
    [
        lambda place: publish_letter(place.session, **WORDS, by=BY),
        lambda place: publish_notice(place.session, **WORDS, by=BY),
        lambda place: publish_consent_text(place.school, **WORDS, by=BY),
    ],
)
def test_an_auditor_reads_the_words_of_an_edition(published: Callable[[Place], Any]) -> None:
    place = make_place(candidates=1)
    made = published(place)
    entry = TrailEntry.objects.get(subject_id=made.pk)
    url = f"{TRAIL}/entries/{entry.pk}"
    assert reader(place.school, "college_admin", college=place.college).get(url).status_code == 403
    assert reader(make_place(candidates=1).school, "auditor").get(url).status_code == 404
    auditor = reader(place.school, "auditor")
    assert read(auditor, entry) == {**WORDS, "edition": made.edition, "holds": True}
    # What it took the place of is still read as it was, and other entries have no words.
    published(place)
    assert read(auditor, entry)["edition"] == made.edition
    create_college(place.school, name="新学院", by=BY)
    assert read(auditor, TrailEntry.objects.latest("pk")) is None


def test_words_that_are_not_those_of_the_publication_show() -> None:
    place = make_place(candidates=1)
    made = publish_letter(place.session, **WORDS, by=BY)
    entry = TrailEntry.objects.get(subject_id=made.pk)
    auditor = reader(place.school, "auditor")
    LetterText.objects.filter(pk=made.pk).update(text="三。")
    assert read(auditor, entry)["holds"] is False
    LetterText.objects.filter(pk=made.pk).delete()
    assert read(auditor, entry) is None
