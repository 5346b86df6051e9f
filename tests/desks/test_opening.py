"""A desk opens and closes, and what is at it then."""

import pytest
from django.db import IntegrityError, transaction

from kaochang.core.errors import Forbidden
from kaochang.desks import queries, services
from kaochang.desks.models import Desk
from kaochang.desks.states import CloseReason
from kaochang.media import queries as media
from kaochang.media import services as media_services
from kaochang.media.models import MediaSeat
from kaochang.realtime import channels
from tests.desks.helpers import SYSTEM, at_laptop, fresh, open_desk, pair, seat_of
from tests.factories import Place, make_place
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2, queued=False, cameras_required=2)


def test_opening_makes_a_media_room_and_tells(place: Place) -> None:
    phone = pair(place).device
    desk = open_desk(place)
    assert desk.is_open and desk.opened_at and not desk.closed_at
    room = media.open_room_of("desk", desk.pk)
    assert room is not None and room.pk == desk.media_room_id
    assert len(recorded("desks.desk_opened")) == 1
    told = {channels.candidate(place.entries[0].pk), channels.room_staff(place.room.pk)}
    assert channels_of("desks.desk_opened") == told | {channels.phone(phone.pk)}


def test_opening_twice_changes_nothing(place: Place) -> None:
    first, second = open_desk(place), open_desk(place)
    assert (first.version, first.media_room_id) == (second.version, second.media_room_id)
    assert len(recorded("desks.desk_opened")) == 1


def test_two_candidates_never_share_a_room(place: Place) -> None:
    assert open_desk(place, 0).media_room_id != open_desk(place, 1).media_room_id


def test_closing_ends_every_seat_also_the_phones(place: Place) -> None:
    desk = open_desk(place)
    services.take_laptop_seat(place.entries[0], by=at_laptop(place.entries[0]))
    phone = pair(place).device
    seat_of(phone)
    desk = services.close_desk(desk, reason="interview_ended", by=SYSTEM)
    assert not desk.is_open and desk.has_ended
    assert not MediaSeat.objects.filter(closed_at__isnull=True).exists()
    assert media.open_room_of("desk", desk.pk) is None
    assert [row["reason"] for row in recorded("desks.desk_closed")] == ["interview_ended"]
    assert channels.phone(phone.pk) in channels_of("desks.desk_closed")
    assert fresh(phone).state == "active"


def test_closing_a_closed_desk_changes_nothing(place: Place) -> None:
    desk = services.close_desk(open_desk(place), reason="deferred", by=SYSTEM)
    again = services.close_desk(desk, reason="absent", by=SYSTEM)
    assert (again.version, again.close_reason) == (desk.version, CloseReason.DEFERRED)


def test_a_reason_that_is_not_in_the_table_is_refused(place: Place) -> None:
    desk = open_desk(place)
    with pytest.raises(ValueError, match="bored"):
        services.close_desk(desk, reason="bored", by=SYSTEM)


def test_opening_again_is_a_new_epoch(place: Place) -> None:
    desk = open_desk(place)
    services.close_desk(desk, reason="interview_ended", by=SYSTEM)
    again = open_desk(place)
    assert again.media_room_id != desk.media_room_id
    assert again.close_reason == "" and again.closed_at is None and not again.has_ended


def test_a_share_allowed_holds_after_a_reload_and_ends_with_the_desk(place: Place) -> None:
    entry = place.entries[0]
    me = at_laptop(entry)
    open_desk(place)
    first = services.take_laptop_seat(entry, by=me)
    services.allow_share(entry, allowed=True, by=place.chief)
    assert "screen_share" in MediaSeat.objects.get(pk=first.pk).may_publish
    reloaded = services.take_laptop_seat(entry, by=me)
    assert "screen_share" in MediaSeat.objects.get(pk=reloaded.pk).may_publish
    services.allow_share(entry, allowed=False, by=place.chief)
    assert "screen_share" not in MediaSeat.objects.get(pk=reloaded.pk).may_publish
    assert [row["allowed"] for row in recorded("desks.screen_share_allowed")] == [True, False]
    services.allow_share(entry, allowed=True, by=place.chief)
    desk = services.close_desk(queries.lock_desk(entry.pk), reason="interview_ended", by=SYSTEM)
    assert not desk.share_allowed


def test_the_eye_follows_who_looks(place: Place) -> None:
    desk = open_desk(place)
    room = media.open_room_of("desk", desk.pk)
    assert room is not None
    for purpose, watched in (("inspect", False), ("view", True)):
        seat = media_services.open_seat(room, purpose=purpose, scope_id=place.room.pk, person_id=desk.pk)
        MediaSeat.objects.filter(pk=seat.pk).update(joined_at=desk.opened_at)
        services.tell_visitors_changed(desk)
        from_outbox = channels_of("desks.visitors_changed")
        assert channels.candidate(place.entries[0].pk) in from_outbox
        assert media.is_watched(room) is watched


def test_an_open_desk_that_says_when_it_closed_is_no_row(place: Place) -> None:
    desk = open_desk(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Desk.objects.filter(pk=desk.pk).update(closed_at=desk.opened_at)


def test_a_stranger_takes_no_seat(place: Place) -> None:
    open_desk(place)
    for stranger in (at_laptop(place.entries[1]), place.officer, place.chief, SYSTEM):
        with refused(Forbidden):
            services.take_laptop_seat(place.entries[0], by=stranger)


def test_an_exam_without_screen_sharing_never_allows_it() -> None:
    place = make_place(queued=False, share_allowed=False)
    open_desk(place)
    assert not services.allow_share(place.entries[0], allowed=True, by=SYSTEM).share_allowed
    assert recorded("desks.screen_share_allowed") == []
