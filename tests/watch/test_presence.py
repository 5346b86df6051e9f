"""Presence: who is online comes from the push server's list, and a moment's absence is not an end."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.desks import queries as desk_queries
from kaochang.desks.models import Device
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.interviews import queries as interview_queries
from kaochang.realtime import channels
from kaochang.realtime.models import OutboxRow
from kaochang.realtime.push import PushDown
from kaochang.watch.presence import PresenceWatch, Present
from tests.factories import Place, make_place, make_waiting

pytestmark = pytest.mark.django_db


class Push:
    """The push server's list, as a test wants it."""

    def __init__(self) -> None:
        self.members: list[dict[str, Any]] = []
        self.is_down = False

    def presence(self, channel: str) -> list[dict[str, Any]]:
        if self.is_down:
            raise PushDown("away")
        return [{"client": str(uuid4()), "conn_info": info} for info in self.members]

    def publish(self, *args: Any, **kwargs: Any) -> None: ...

    def revoke(self, command: dict[str, Any]) -> None: ...


@pytest.fixture
def push() -> Iterator[Push]:
    yield Push()


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def laptop_of(place: Place, index: int = 0) -> Device:
    make_waiting(place, index)
    desk = desk_queries.find_desk(place.entries[index].pk)
    assert desk is not None
    return Device.objects.create(
        desk=desk, kind=DeviceKind.LAPTOP, state=DeviceState.ACTIVE, login_session_id=uuid4()
    )


def phone_of(laptop: Device) -> Device:
    return Device.objects.create(
        desk=laptop.desk, kind=DeviceKind.PHONE, state=DeviceState.ACTIVE, token_hash=uuid4().hex
    )


def candidate_info(laptop: Device) -> dict[str, Any]:
    session = str(laptop.login_session_id)
    return {"person": str(uuid4()), "area": "candidate", "login_session": session, "device": None}


def phone_info(phone: Device) -> dict[str, Any]:
    return {"person": None, "area": "phone", "login_session": None, "device": str(phone.pk)}


def staff_info(actor: Actor) -> dict[str, Any]:
    return {"person": str(actor.person_id), "area": "staff", "login_session": str(uuid4()), "device": None}


def is_online(device: Device) -> bool:
    device.refresh_from_db()
    return device.online


def test_who_a_member_is_comes_from_area_and_id_together() -> None:
    person, session, device = uuid4(), uuid4(), uuid4()
    both = {"person": str(person), "login_session": str(session), "device": str(device)}
    candidate = Present.of([{"conn_info": {**both, "area": "candidate"}}])
    assert candidate == Present(frozenset(), frozenset({session}), frozenset())
    staff = Present.of([{"conn_info": {**both, "area": "staff"}}, {"conn_info": None}, {}])
    assert staff == Present(frozenset({person}), frozenset(), frozenset())
    assert Present.of([{"conn_info": {**both, "area": "phone"}}]).phones == {device}


def test_devices_come_and_go(place: Place, push: Push) -> None:
    laptop = laptop_of(place)
    phone = phone_of(laptop)
    watch = PresenceWatch(push)
    watch.look(place.room)
    assert not is_online(laptop)
    push.members = [candidate_info(laptop), phone_info(phone)]
    watch.look(place.room)
    assert is_online(laptop)
    assert is_online(phone)
    told = OutboxRow.objects.count()
    watch.look(place.room)
    assert OutboxRow.objects.count() == told
    push.members = [candidate_info(laptop)]
    with clock.shifted(timedelta(seconds=2)):
        watch.look(place.room)
        assert is_online(phone)
    with clock.shifted(timedelta(seconds=4)):
        watch.look(place.room)
        assert not is_online(phone)
        assert is_online(laptop)
    # Since it was last seen, not since somebody noticed.
    assert phone.online_changed_at is not None
    assert clock.now() - phone.online_changed_at < timedelta(seconds=3)


def test_another_candidates_session_does_not_count(place: Place, push: Push) -> None:
    first, second = laptop_of(place, 0), laptop_of(place, 1)
    push.members = [candidate_info(second)]
    PresenceWatch(push).look(place.room)
    assert (is_online(first), is_online(second)) == (False, True)


def test_nobody_is_offline_while_push_is_away_or_just_back(place: Place, push: Push) -> None:
    laptop = laptop_of(place)
    push.members = [candidate_info(laptop)]
    watch = PresenceWatch(push)
    watch.look(place.room)
    push.is_down = True
    with clock.shifted(timedelta(seconds=60)):
        watch.look(place.room)
        assert is_online(laptop)
    push.is_down, push.members = False, []
    with clock.shifted(timedelta(seconds=62)):
        watch.look(place.room)
        assert is_online(laptop)
    with clock.shifted(timedelta(seconds=80)):
        watch.look(place.room)
        assert not is_online(laptop)


def test_a_restarted_watch_gives_everybody_the_same_time(place: Place, push: Push) -> None:
    laptop = laptop_of(place)
    Device.objects.filter(pk=laptop.pk).update(online=True)
    watch = PresenceWatch(push)
    watch.look(place.room)
    assert is_online(laptop)
    with clock.shifted(timedelta(seconds=4)):
        watch.look(place.room)
    assert not is_online(laptop)


def test_staff_are_counted_where_they_work(place: Place, push: Push) -> None:
    elsewhere = make_place(candidates=1)
    push.members = [staff_info(place.chief), staff_info(elsewhere.chief), staff_info(place.officer)]
    watch = PresenceWatch(push)
    watch.look(place.room)
    wanted = {place.chief.person_id, place.officer.person_id}
    assert interview_queries.online_staff(place.room.pk) == wanted
    push.members = [staff_info(place.officer)]
    with clock.shifted(timedelta(seconds=2)):
        watch.look(place.room)
        assert interview_queries.online_staff(place.room.pk) == wanted
    with clock.shifted(timedelta(seconds=4)):
        watch.look(place.room)
    assert interview_queries.online_staff(place.room.pk) == {place.officer.person_id}


def test_the_channel_is_the_rooms_silent_one(place: Place) -> None:
    asked: list[str] = []

    class Asked(Push):
        def presence(self, channel: str) -> list[dict[str, Any]]:
            asked.append(channel)
            return []

    PresenceWatch(Asked()).look(place.room)
    assert asked == [channels.presence(place.room.pk)]


def test_a_database_that_went_away_is_not_swallowed(place: Place, push: Push) -> None:
    from django.db import connection  # noqa: PLC0415

    def away(*args: Any) -> None:
        raise DatabaseError("away")

    with connection.execute_wrapper(away), pytest.raises(DatabaseError):
        PresenceWatch(push).look(place.room)
