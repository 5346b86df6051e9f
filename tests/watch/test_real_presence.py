"""The tokens of the three areas at the real push server: the watch finds each where it belongs."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from kaochang.core import clock
from kaochang.desks import services as desks
from kaochang.desks.http import COOKIE
from kaochang.desks.models import Device
from kaochang.interviews import queries as interview_queries
from kaochang.realtime import channels
from kaochang.realtime.push import PushApi
from kaochang.supervisor.process import wait_until
from kaochang.watch.presence import PresenceWatch
from tests.accounts.factories import log_in
from tests.desks.helpers import open_desk, pair
from tests.factories import Place, candidate_actor, make_place, make_waiting
from tests.watch.push import API_KEY, RealPush, real_push

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def push() -> Iterator[RealPush]:
    with real_push() as server:
        yield server


@pytest.fixture
def place() -> Place:
    return make_place(candidates=1, cameras_required=2)


def push_token(client: Client, area: str, query: str = "") -> str:
    answer = client.get(f"/api/v1/{area}/push-token{query}")
    assert answer.status_code == 200, answer.content
    token: str = answer.json()["token"]
    return token


def test_laptop_phone_and_staff_are_each_found(place: Place, push: RealPush) -> None:
    make_waiting(place, 0)
    open_desk(place)
    entry = place.entries[0]
    laptop_page, staff_page, phone_page = Client(), Client(), Client()
    session = log_in(laptop_page, entry.person, "candidate")
    actor = candidate_actor(entry.person)
    laptop = desks.register_laptop(entry, by=type(actor)(actor.person_id, session.pk, "candidate"))
    paired = pair(place)
    phone_page.cookies[COOKIE] = paired.token
    officer = place.staff["waiting_room_officer"]
    log_in(staff_page, officer, "staff")
    watch = PresenceWatch(PushApi(push.url, API_KEY))
    chief_at_home = Client()
    log_in(chief_at_home, place.staff["chief_examiner"], "staff")
    for page, area in ((laptop_page, "candidate"), (phone_page, "phone"), (chief_at_home, "staff")):
        push.connect(push_token(page, area))
    push.connect(push_token(staff_page, "staff", f"?room={place.room.pk}"))

    def all_found() -> bool:
        watch.look()
        online = Device.objects.filter(pk__in=[laptop.pk, paired.device.pk], online=True).count()
        return online == 2 and interview_queries.online_staff(place.room.pk) == {officer.pk}

    assert wait_until(all_found, seconds=5)
    push.disconnect_all()
    api = PushApi(push.url, API_KEY)
    channel = channels.presence(place.room.pk)
    assert wait_until(lambda: api.presence_changes({channel: ""}).changed[channel].members == [], seconds=10)
    watch.look()
    assert Device.objects.filter(online=True).count() == 2
    with clock.shifted(timedelta(seconds=4)):
        watch.look()
    assert not Device.objects.filter(online=True).exists()
    assert interview_queries.online_staff(place.room.pk) == set()
    api.close()


def test_a_phone_that_answers_no_ping_is_offline_without_a_grace(place: Place, push: RealPush) -> None:
    """No time passes for whoever is only away."""
    make_waiting(place, 0)
    open_desk(place)
    paired = pair(place)
    page = Client()
    page.cookies[COOKIE] = paired.token
    watch = PresenceWatch(PushApi(push.url, API_KEY))

    def is_seen(online: bool) -> bool:
        watch.look()
        return Device.objects.get(pk=paired.device.pk).online is online

    with clock.stopped():
        Device.objects.filter(pk=paired.device.pk).update(online=False)
        push.connect_and_fall_silent(push_token(page, "phone"))
        assert wait_until(lambda: is_seen(True), seconds=5)
        assert wait_until(lambda: is_seen(False), seconds=5), "as long as a phone may be lost unseen"
    push.disconnect_all()
