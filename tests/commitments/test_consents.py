"""Consent once a person and edition; a new edition asks again."""

import pytest

from kaochang.commitments import queries, services
from kaochang.commitments.models import Consent
from kaochang.core.errors import NotFound
from kaochang.exams.errors import StepMissing, TextOutdated
from kaochang.realtime import channels
from tests.factories import Place, make_consent_text, make_place, make_school
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False)


def test_an_outdated_text_is_not_agreed_to(place: Place) -> None:
    services.publish_consent_text(place.school, title="新", text="新协议", by=place.chief)
    with refused(TextOutdated):
        services.give_consent(place.consent_text, by=place.candidate(0))


def test_texts_of_other_schools_do_not_exist(place: Place) -> None:
    foreign = make_consent_text(make_school())
    for actor in (place.candidate(0), place.officer):
        with pytest.raises(NotFound):
            queries.access_consent_text(actor, foreign.pk)
    with pytest.raises(NotFound):
        queries.access_consent_text(place.officer, place.consent_text.pk)


def test_the_notice_waits_for_the_consent(place: Place) -> None:
    with refused(StepMissing, step="consent"):
        services.read_notice(place.entries[0], edition=0, by=place.candidate(0))


def test_consent_is_given_once(place: Place) -> None:
    person = place.entries[0].person
    assert queries.missing_consents(person.pk, place.school.pk) == [place.consent_text]
    first = services.give_consent(place.consent_text, by=place.candidate(0))
    again = services.give_consent(place.consent_text, by=place.candidate(0))
    assert first == again and Consent.objects.count() == 1
    assert first.text_hash == place.consent_text.text_hash
    assert queries.missing_consents(person.pk, place.school.pk) == []
    assert len(recorded("commitments.consent_given")) == 1
    assert channels_of("commitments.consent_given") == {channels.person("candidate", person.pk)}
    assert services.read_notice(place.entries[0], edition=0, by=place.candidate(0)).notice_read_at


def test_a_new_edition_asks_again(place: Place) -> None:
    services.give_consent(place.consent_text, by=place.candidate(0))
    newer = services.publish_consent_text(place.school, title="新", text="新协议", by=place.chief)
    assert (newer.edition, len(newer.text_hash)) == (2, 64)
    assert queries.missing_consents(place.entries[0].person_id, place.school.pk) == [newer]
    [(text, given)] = queries.list_consent_texts(place.entries[0].person_id)
    assert (text, given) == (newer, None)
    # Their page says that it is renewed; one who never agreed reads it as the first.
    assert list(queries.editions_agreed_to(place.entries[0].person_id).values()) == [1]
    assert queries.editions_agreed_to(place.entries[1].person_id) == {}
    assert recorded("commitments.consent_text_published")[0]["text_hash"] == newer.text_hash
