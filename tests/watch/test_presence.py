"""Presence: who is online comes from the push server's list, and a moment's absence is not an end."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.desks import queries as desk_queries
from kaochang.desks import services as desks
from kaochang.desks.models import Device
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.exams.models import Assignment
from kaochang.interviews import queries as interview_queries
from kaochang.realtime import channels
from kaochang.realtime.models import OutboxRow
from kaochang.realtime.push import PresenceChange, PresenceNews, PushDown
from kaochang.watch.presence import PresenceWatch, Present
from tests.factories import Place, assign, make_person, make_place, make_waiting

pytestmark = pytest.mark.django_db


class Push:
    """The push server's list, as a test wants it."""

    def __init__(self) -> None:
        self.members: list[dict[str, Any]] = []  # in every room that has no list of its own
        self.of_channel: dict[str, list[dict[str, Any]]] = {}
        self.asked: list[dict[str, str]] = []
        self.is_down = False
        self.silent: list[dict[str, Any]] = []

    def presence_changes(self, known: Mapping[str, str]) -> PresenceNews:
        self.asked.append(dict(known))
        if self.is_down:
            raise PushDown("away")
        there = {channel: self.of_channel.get(channel, self.members) for channel in known}
        changed = {
            channel: PresenceChange(repr(infos), [{"conn_info": info} for info in infos])
            for channel, infos in there.items()
            if known[channel] != repr(infos)
        }
        return PresenceNews(changed, self.silent)

    def publish(self, *args: Any, **kwargs: Any) -> None: ...

    def revoke(self, command: dict[str, Any]) -> None: ...


@pytest.fixture
def push() -> Iterator[Push]:
    yield Push()


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


@pytest.fixture
def no_time_passes() -> Iterator[None]:
    with clock.stopped():
        yield


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

    def present(*members: dict[str, Any]) -> Present:
        return Present.of(PresenceChange("digest", list(members)))

    candidate = present({"conn_info": {**both, "area": "candidate"}})
    assert candidate == Present("digest", frozenset(), frozenset({str(session)}))
    staff = present({"conn_info": {**both, "area": "staff"}}, {"conn_info": None}, {})
    assert staff == Present("digest", frozenset({person}), frozenset())
    phone = present({"conn_info": {**both, "area": "phone"}})
    assert phone == Present("digest", frozenset(), frozenset({str(device)}))


@pytest.mark.usefixtures("no_time_passes")
def test_devices_come_and_go(place: Place, push: Push) -> None:
    laptop = laptop_of(place)
    phone = phone_of(laptop)
    watch = PresenceWatch(push)
    watch.look()
    assert not is_online(laptop)
    push.members = [candidate_info(laptop), phone_info(phone)]
    watch.look()
    assert is_online(laptop)
    assert is_online(phone)
    told = OutboxRow.objects.count()
    watch.look()
    assert OutboxRow.objects.count() == told
    push.members = [candidate_info(laptop)]
    with clock.shifted(timedelta(seconds=2)):
        watch.look()
        assert is_online(phone)
    with clock.shifted(timedelta(seconds=4)):
        watch.look()
        assert not is_online(phone)
        assert is_online(laptop)
    # Since it was last seen, not since somebody noticed.
    assert phone.online_changed_at is not None
    assert phone.online_changed_at == clock.now()


@pytest.mark.usefixtures("no_time_passes")
def test_a_phone_that_fell_silent_is_offline_at_the_next_look(place: Place, push: Push) -> None:
    laptops = [laptop_of(place, index) for index in range(2)]
    phones = [phone_of(laptop) for laptop in laptops]
    everybody = [*map(candidate_info, laptops), *map(phone_info, phones)]
    push.members = everybody
    watch = PresenceWatch(push)
    watch.look()
    push.members, push.silent = [], [candidate_info(laptops[0]), phone_info(phones[0])]
    watch.look()
    assert [is_online(device) for device in (*laptops, *phones)] == [True, True, False, True]
    push.members = everybody
    watch.look()
    assert is_online(phones[0]), "it is back, whatever was heard of it before"


def test_another_candidates_session_does_not_count(place: Place, push: Push) -> None:
    first, second = laptop_of(place, 0), laptop_of(place, 1)
    push.members = [candidate_info(second)]
    PresenceWatch(push).look()
    assert (is_online(first), is_online(second)) == (False, True)


def test_nobody_is_offline_while_push_is_away_or_just_back(place: Place, push: Push) -> None:
    laptop = laptop_of(place)
    push.members = [candidate_info(laptop)]
    watch = PresenceWatch(push)
    watch.look()
    push.is_down = True
    with clock.shifted(timedelta(seconds=60)):
        watch.look()
        assert is_online(laptop)
    push.is_down, push.members = False, []
    with clock.shifted(timedelta(seconds=62)):
        watch.look()
        assert is_online(laptop)
    with clock.shifted(timedelta(seconds=80)):
        watch.look()
        assert not is_online(laptop)


@pytest.mark.usefixtures("no_time_passes")
def test_a_restarted_watch_gives_everybody_the_same_time(place: Place, push: Push) -> None:
    laptop = laptop_of(place)
    Device.objects.filter(pk=laptop.pk).update(online=True)
    watch = PresenceWatch(push)
    watch.look()
    assert is_online(laptop)
    with clock.shifted(timedelta(seconds=4)):
        watch.look()
    assert not is_online(laptop)


@pytest.mark.usefixtures("no_time_passes")
def test_staff_are_counted_where_they_work(place: Place, push: Push) -> None:
    elsewhere = make_place(candidates=1)
    push.members = [staff_info(place.chief), staff_info(elsewhere.chief), staff_info(place.officer)]
    watch = PresenceWatch(push)
    watch.look()
    wanted = {place.chief.person_id, place.officer.person_id}
    assert interview_queries.online_staff(place.room.pk) == wanted
    push.members = [staff_info(place.officer)]
    with clock.shifted(timedelta(seconds=2)):
        watch.look()
        assert interview_queries.online_staff(place.room.pk) == wanted
    with clock.shifted(timedelta(seconds=4)):
        watch.look()
    assert interview_queries.online_staff(place.room.pk) == {place.officer.person_id}


def test_one_call_for_all_rooms_and_only_news_is_asked_for(place: Place, push: Push) -> None:
    other = make_place(candidates=0)
    mine, theirs = channels.presence(place.room.pk), channels.presence(other.room.pk)
    watch = PresenceWatch(push)
    watch.look()
    assert push.asked == [{mine: "", theirs: ""}]
    push.of_channel[theirs] = [staff_info(other.chief)]
    watch.look()
    watch.look()
    assert push.asked[1:] == [{mine: "[]", theirs: "[]"}, {mine: "[]", theirs: repr(push.of_channel[theirs])}]
    assert interview_queries.online_staff(other.room.pk) == {other.chief.person_id}
    assert interview_queries.online_staff(place.room.pk) == set()


def test_what_changed_in_the_rows_alone_is_noted_too(place: Place, push: Push) -> None:
    """The connection was there first: the push server has no news, but the device and the role are new."""
    newcomer, session = make_person(), uuid4()
    push.members = [
        {"area": "staff", "person": str(newcomer.pk)},
        {"area": "candidate", "login_session": str(session)},
    ]
    watch = PresenceWatch(push)
    watch.look()
    laptop = laptop_of(place)
    Device.objects.filter(pk=laptop.pk).update(login_session_id=session)
    assign(place.room, "examiner", newcomer)
    watch.look()
    assert is_online(laptop)
    assert interview_queries.online_staff(place.room.pk) == {newcomer.pk}
    Assignment.objects.filter(person=newcomer).delete()
    watch.look()
    assert interview_queries.online_staff(place.room.pk) == set()


def test_a_room_that_cannot_be_read_does_not_stop_the_others(place: Place, push: Push) -> None:
    other = make_place(candidates=0)
    push.of_channel = {
        channels.presence(place.room.pk): [{"area": "staff", "person": "no id"}],
        channels.presence(other.room.pk): [staff_info(other.chief)],
    }
    watch = PresenceWatch(push)
    watch.look()
    assert interview_queries.online_staff(other.room.pk) == {other.chief.person_id}
    push.of_channel[channels.presence(place.room.pk)] = [staff_info(place.chief)]
    watch.look()
    assert push.asked[1][channels.presence(place.room.pk)] == "", "it was never understood"
    assert interview_queries.online_staff(place.room.pk) == {place.chief.person_id}


def test_a_device_that_cannot_be_noted_does_not_stop_the_others(
    place: Place, push: Push, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptops = [laptop_of(place, index) for index in range(2)]
    push.members = [candidate_info(laptop) for laptop in laptops]
    truly = desks.mark_online

    def refuses_the_first(device: Device, **named: Any) -> Device:
        if device == laptops[0]:
            raise RuntimeError("broken")
        return truly(device, **named)

    watch = PresenceWatch(push)
    with monkeypatch.context() as patch:
        patch.setattr(desks, "mark_online", refuses_the_first)
        watch.look()
    assert [is_online(laptop) for laptop in laptops] == [False, True]
    watch.look()
    assert is_online(laptops[0])


def test_a_database_that_went_away_is_not_swallowed(place: Place, push: Push) -> None:
    from django.db import connection  # noqa: PLC0415

    def away(*args: Any) -> None:
        raise DatabaseError("away")

    with connection.execute_wrapper(away), pytest.raises(DatabaseError):
        PresenceWatch(push).look()
