"""The letter: in force, in order, by one's own hand or name, once."""

from typing import Any

import pytest

from kaochang.commitments import queries, services
from kaochang.commitments.errors import (
    AlreadySigned,
    MethodUnclear,
    SignatureInvalid,
    SignatureTooLarge,
    TypedNameDiffers,
)
from kaochang.commitments.models import SIGNATURE_BYTES, Commitment
from kaochang.exams import services as exams
from kaochang.exams.errors import ExamClosed, StepMissing, TextOutdated
from kaochang.realtime import channels
from tests.commitments.pictures import png
from tests.factories import Place, make_letter, make_place, make_session
from tests.traces import channels_of, pushed, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    place = make_place(candidates=2, queued=False)
    services.give_consent(place.consent_text, by=place.candidate(0))
    services.read_notice(place.entries[0], edition=0, by=place.candidate(0))
    exams.confirm_room(place.entries[0], by=place.candidate(0))
    return place


def sign(place: Place, index: int = 0, **changed: Any) -> Commitment:
    given: dict[str, Any] = {
        "letter": place.letter,
        "method": "drawn",
        "signature_png": png(),
        "typed_name": None,
        "text_hash": place.letter.text_hash,
        **changed,
    }
    return services.sign_commitment(place.entries[index], by=place.candidate(index), **given)


def test_the_steps_before_come_first(place: Place) -> None:
    with refused(StepMissing, step="consent"):
        sign(place, 1)
    services.give_consent(place.consent_text, by=place.candidate(1))
    with refused(StepMissing, step="notice"):
        sign(place, 1)
    services.read_notice(place.entries[1], edition=0, by=place.candidate(1))
    with refused(StepMissing, step="room_check"):
        sign(place, 1)


def test_a_closed_exam_takes_no_signature(place: Place) -> None:
    exams.close_session(place.session, by=place.chief)
    with refused(ExamClosed):
        sign(place)


def test_another_text_than_the_one_in_force(place: Place) -> None:
    with refused(TextOutdated):
        sign(place, text_hash="b" * 64)
    foreign = make_letter(make_session())
    with refused(TextOutdated):
        sign(place, letter=foreign, text_hash=foreign.text_hash)
    services.publish_letter(place.session, title="新", text="新承诺", by=place.chief)
    with refused(TextOutdated):
        sign(place)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"signature_png": None}, MethodUnclear),
        ({"typed_name": "考生"}, MethodUnclear),
        ({"method": "typed"}, MethodUnclear),
        ({"method": "typed", "signature_png": None}, MethodUnclear),
        ({"method": "stamped"}, MethodUnclear),
        ({"method": "typed", "signature_png": None, "typed_name": "别人"}, TypedNameDiffers),
        ({"method": "typed", "signature_png": None, "typed_name": "长" * 5000}, TypedNameDiffers),
        ({"signature_png": b"GIF89a"}, SignatureInvalid),
        ({"signature_png": png() + bytes(SIGNATURE_BYTES)}, SignatureTooLarge),
    ],
)
def test_what_is_no_signature(place: Place, changed: dict[str, Any], error: Any) -> None:
    with refused(error):
        sign(place, **changed)


def test_signed_by_hand(place: Place) -> None:
    signed = sign(place)
    assert bytes(Commitment.objects.get(pk=signed.pk).signature_png or b"") == png()
    [event] = recorded("commitments.commitment_signed")
    assert (event["method"], event["text_hash"]) == ("drawn", place.letter.text_hash)
    assert len(event["signature_hash"]) == 64
    both = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of("commitments.commitment_signed") == both
    assert queries.find_commitment(place.entries[0]) == signed
    assert queries.entries_signed([entry.pk for entry in place.entries]) == {place.entries[0].pk}


def test_signed_by_name_whatever_the_dots(place: Place) -> None:
    person = place.entries[0].person
    person.name = "阿依古丽·买买提"
    person.save()
    signed = sign(place, method="typed", signature_png=None, typed_name=" 阿依古丽 • 买买提 ")
    assert (signed.typed_name, signed.signature_png) == ("阿依古丽·买买提", None)


def test_a_signature_is_never_replaced(place: Place) -> None:
    sign(place)
    with refused(AlreadySigned):
        sign(place)
    assert len(pushed("commitments.commitment_signed")) == 1


def test_a_newer_letter_is_signed_again(place: Place) -> None:
    sign(place)
    newer = services.publish_letter(place.session, title="新", text="新承诺", by=place.chief)
    assert not queries.is_committed(place.entries[0])
    assert queries.entries_signed([place.entries[0].pk]) == set()
    sign(place, letter=newer, text_hash=newer.text_hash)
    assert queries.is_committed(place.entries[0])
