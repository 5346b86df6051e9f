"""A phone comes to a desk, by QR code or by short code."""

from datetime import timedelta

import pytest

from kaochang.audit.models import TrailEntry
from kaochang.core import clock
from kaochang.core.errors import Forbidden
from kaochang.desks import queries, services
from kaochang.desks.errors import (
    DeviceLabelTooLong,
    ExamEnded,
    PairingCodeInvalid,
    PairingCodeUsed,
    SecondCameraNotWanted,
)
from kaochang.desks.models import PairingCode
from kaochang.media.models import MediaSeat
from kaochang.realtime import channels
from kaochang.realtime.models import OutboxRow
from tests.desks.helpers import SYSTEM, at_laptop, fresh, new_code, open_desk, pair, seat_of
from tests.factories import Place, make_entry, make_place
from tests.traces import channels_of, pushed, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False, cameras_required=2)


def by_code(place: Place, short_code: str, index: int = 0) -> services.PairedPhone:
    number = place.entries[index].candidate_number
    return services.redeem_short_code(number, short_code, label="Safari · iPhone")


def test_only_the_candidate_asks_for_a_code(place: Place) -> None:
    for stranger in (place.candidate(1), place.officer, SYSTEM):
        with refused(Forbidden):
            services.create_pairing_code(place.entries[0], by=stranger)


def test_no_code_where_one_camera_is_enough() -> None:
    place = make_place(queued=False, cameras_required=1)
    with refused(SecondCameraNotWanted):
        new_code(place)


def test_no_code_and_no_phone_after_the_end(place: Place) -> None:
    code = new_code(place)
    services.close_desk(open_desk(place), reason="interview_ended", by=SYSTEM)
    with refused(ExamEnded):
        new_code(place)
    with refused(ExamEnded):
        services.redeem_pairing_secret(code.secret, label="x")


def test_a_code_lives_two_minutes_and_is_kept_only_as_hashes(place: Place) -> None:
    code = new_code(place)
    row = PairingCode.objects.get()
    assert code.expires_at - clock.now() <= timedelta(seconds=120)
    assert code.secret not in repr(row.__dict__) and code.short_code not in (
        row.secret_hash,
        row.short_code_hash,
    )
    assert len(code.short_code) == 6 and code.short_code.isdigit() and len(code.secret) >= 40
    text = str(recorded("desks.pairing_code_created")) + str(list(OutboxRow.objects.values_list("payload")))
    assert code.secret not in text and code.short_code not in text


def test_a_scanned_phone_is_the_second_camera_at_once(place: Place) -> None:
    paired = pair(place, label="Chrome · Android")
    entry = place.entries[0]
    assert paired.device.state == "active" and paired.device.label == "Chrome · Android"
    assert queries.find_phone_by_token(paired.token) == paired.device
    assert queries.find_phone(entry.pk) == paired.device
    assert PairingCode.objects.get().device == paired.device
    event = recorded("desks.phone_paired")[0]
    assert (event["label"], event["state"]) == ("Chrome · Android", "active")
    told = {channels.candidate(entry.pk), channels.room_staff(place.room.pk)}
    assert channels_of("desks.phone_paired") == told
    assert paired.token not in str(event) + str(pushed("desks.phone_paired")[0].payload)


def test_a_secret_works_once(place: Place) -> None:
    code = new_code(place)
    services.redeem_pairing_secret(code.secret, label="a")
    with refused(PairingCodeUsed):
        services.redeem_pairing_secret(code.secret, label="b")
    with refused(PairingCodeInvalid):
        by_code(place, code.short_code)


@pytest.mark.parametrize("secret", ["", "x", "x" * 43, "x" * 5000, "\N{SNOWMAN}"])
def test_an_unknown_secret(place: Place, secret: str) -> None:
    new_code(place)
    with refused(PairingCodeInvalid):
        services.redeem_pairing_secret(secret, label="a")


def test_an_expired_secret(place: Place) -> None:
    code = new_code(place)
    with clock.shifted(timedelta(seconds=121)):
        with refused(PairingCodeInvalid):
            services.redeem_pairing_secret(code.secret, label="a")
        with refused(PairingCodeInvalid):
            by_code(place, code.short_code)


def test_a_newer_code_kills_the_older(place: Place) -> None:
    older, newer = new_code(place), new_code(place)
    with refused(PairingCodeInvalid):
        services.redeem_pairing_secret(older.secret, label="a")
    assert services.redeem_pairing_secret(newer.secret, label="a").device.state == "active"


def test_what_somebody_calls_their_phone_stays_out_of_the_trails_open_columns(place: Place) -> None:
    pair(place, label="王小明的手机")
    assert not TrailEntry.objects.exclude(label__in=["", "test", "pairing"]).exists()


def test_a_label_is_bounded_and_plain(place: Place) -> None:
    code = new_code(place)
    with refused(DeviceLabelTooLong):
        services.redeem_pairing_secret(code.secret, label="长" * 5000)
    paired = services.redeem_pairing_secret(code.secret, label=" <b>小米\n\t 14\x00 ")
    assert paired.device.label == "<b>小米 14"


def test_a_typed_code_waits_for_the_laptop(place: Place) -> None:
    paired = by_code(place, new_code(place).short_code)
    assert paired.device.state == "pending"
    assert recorded("desks.phone_paired")[0]["state"] == "pending"


def test_a_typed_code_is_bound_to_its_candidate(place: Place) -> None:
    code = new_code(place, 0)
    new_code(place, 1)
    with pytest.raises(PairingCodeInvalid):
        by_code(place, code.short_code, index=1)
    assert by_code(place, code.short_code, index=0).device.desk.roster_entry == place.entries[0]


def test_the_same_number_in_two_exams_finds_the_right_desk(place: Place) -> None:
    other = make_place(queued=False, cameras_required=2)
    twin = make_entry(other.room, candidate_number=place.entries[0].candidate_number)
    other.entries.append(twin)
    code, _ = new_code(other, 1), new_code(place, 0)
    paired = services.redeem_short_code(twin.candidate_number, code.short_code, label="x")
    assert paired.device.desk.roster_entry == twin


def test_five_wrong_tries_end_the_typed_code_but_not_the_scanned_one(place: Place) -> None:
    code = new_code(place)
    wrong = "000000" if code.short_code != "000000" else "000001"
    for _ in range(5):
        with pytest.raises(PairingCodeInvalid):
            by_code(place, wrong)
    with refused(PairingCodeInvalid):
        by_code(place, code.short_code)
    assert services.redeem_pairing_secret(code.secret, label="a").device.state == "active"


@pytest.mark.parametrize(("number", "code"), [("", ""), ("26S", "1" * 5000), ("号" * 5000, "123456")])
def test_nonsense_for_number_and_code(place: Place, number: str, code: str) -> None:
    new_code(place)
    with refused(PairingCodeInvalid):
        services.redeem_short_code(number, code, label="x")


def test_pairing_works_while_the_desk_is_closed(place: Place) -> None:
    assert pair(place).device.state == "active"
    assert not queries.lock_desk(place.entries[0].pk).is_open


def test_a_second_phone_takes_over(place: Place) -> None:
    open_desk(place)
    first = pair(place, label="旧手机").device
    seat = seat_of(first)
    second = pair(place, label="新手机").device
    assert fresh(first).state == "replaced" and fresh(second).state == "active"
    assert not MediaSeat.objects.get(pk=seat.pk).is_open
    assert channels.phone(first.pk) in channels_of("desks.phone_replaced")
    assert channels.phone(second.pk) not in channels_of("desks.phone_replaced")
    assert OutboxRow.objects.filter(command="revoke", subject=f"login_session:{first.pk}").exists()


def test_a_typed_code_takes_nothing_away_until_confirmed(place: Place) -> None:
    open_desk(place)
    first = pair(place).device
    seat = seat_of(first)
    waiting = by_code(place, new_code(place).short_code).device
    assert fresh(first).state == "active" and MediaSeat.objects.get(pk=seat.pk).is_open
    assert queries.find_phone(place.entries[0].pk) == waiting
    services.confirm_phone(place.entries[0], by=at_laptop(place.entries[0]))
    assert (fresh(first).state, fresh(waiting).state) == ("replaced", "active")
    assert not MediaSeat.objects.get(pk=seat.pk).is_open
