"""「设置」→「文本」: the terms that candidates consent to, written by the school."""

from functools import partial

import pytest
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.commitments import services as commitments
from kaochang.commitments.models import ConsentText
from kaochang.commitments.queries import missing_consents
from kaochang.planning import services
from kaochang.planning.errors import TextsIncomplete
from kaochang.realtime import channels
from kaochang.schools.models import School
from kaochang.schools.services import add_membership, create_college
from tests.accounts.factories import log_in
from tests.factories import make_person, make_place, make_school, staff_actor
from tests.planning.test_moving_race import at_once
from tests.traces import channels_of, recorded, refused

TERMS = "/api/v1/school/terms"
EVENT = "commitments.consent_text_published"
BY = Actor.system("test")
WORDS = {"title": "用户协议", "title_en": "Terms", "text": "第一条。", "text_en": "One."}


@pytest.fixture
def school(db: None) -> School:
    return make_school()


def member(school: School, role: str = "school_admin", name: str = "韩雪") -> Client:
    person, client = make_person(name=name), Client(headers={"X-Kaochang": "1"})
    college = create_college(school, name="材料学院", by=BY) if role == "college_admin" else None
    add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return client


@pytest.mark.django_db
def test_the_english_is_whole_or_absent() -> None:
    school = make_school()
    for half in ({"title_en": ""}, {"text_en": ""}):
        with refused(TextsIncomplete):
            services.write_terms(school, {**WORDS, **half}, edition=0, by=BY)
    chinese = {**WORDS, "title_en": "", "text_en": ""}
    assert services.write_terms(school, chinese, edition=0, by=BY).edition == 1


@pytest.mark.django_db
def test_a_new_edition_asks_every_candidate_again_and_tells_open_pages() -> None:
    place = make_place(candidates=1)
    person, agreed = place.entries[0].person_id, place.consent_text
    commitments.give_consent(agreed, by=place.candidate())
    assert missing_consents(person, place.school.pk) == []
    written = services.write_terms(place.school, WORDS, edition=1, by=place.chief)
    assert (written.edition, written.current) == (2, True)
    assert missing_consents(person, place.school.pk) == [written]
    assert not ConsentText.objects.get(pk=agreed.pk).current
    told = channels_of(EVENT)
    assert {*channels.school(place.school.pk), channels.room_candidates(place.room.pk)} <= told
    assert recorded(EVENT)[-1]["edition"] == 2
    # The same words again are no edition: nobody is asked for nothing.
    assert services.write_terms(place.school, WORDS, edition=2, by=place.chief) == written
    assert len(recorded(EVENT)) == 1


@pytest.mark.django_db
def test_the_second_of_two_overwrites_nothing() -> None:
    school, first = make_school(), staff_actor(make_person(name="韩雪"))
    services.write_terms(school, WORDS, edition=0, by=first)
    with refused(ChangedMeanwhile, by_name="韩雪"):
        services.write_terms(school, {**WORDS, "text": "另写。"}, edition=0, by=BY)


def test_over_http(school: School) -> None:
    admin, json = member(school), "application/json"
    assert admin.get(TERMS).json() == {"editions": []}
    made = admin.post(TERMS, {**WORDS, "edition": 0}, json)
    assert (made.status_code, made.json()["edition"]) == (200, 1), made.content
    late = member(school, name="苏文婕").post(TERMS, {**WORDS, "text": "另写。", "edition": 0}, json)
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    assert late.json()["params"]["by_name"] == "韩雪" and late.json()["params"]["at"]
    assert admin.post(TERMS, {**WORDS, "text": "第二版。", "edition": 1}, json).json()["edition"] == 2
    for wrong in ({"title": " "}, {"text": ""}, {"reason": "没有这一项"}, {"edition": -1}):
        assert admin.post(TERMS, {**WORDS, "edition": 2, **wrong}, json).json()["code"] == "malformed_body"
    half = admin.post(TERMS, {**WORDS, "text_en": "", "edition": 2}, json)
    assert (half.status_code, half.json()["code"]) == (422, "english_text_required")
    college = member(school, "college_admin", "白洁")
    assert [one["edition"] for one in college.get(TERMS).json()["editions"]] == [2, 1]
    assert college.post(TERMS, {**WORDS, "edition": 2}, json).status_code == 403
    assert member(make_school()).get(TERMS).json() == {"editions": []}


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told() -> None:
    for _ in range(10):
        school = make_school()
        texts = [{**WORDS, "text": text} for text in ("甲。", "乙。", "丙。")]
        steps = [partial(services.write_terms, school, words, edition=0, by=BY) for words in texts]
        assert at_once(*steps) == ["changed_meanwhile"] * 2
        assert ConsentText.objects.filter(school=school).count() == 1
