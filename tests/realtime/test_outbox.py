"""Announcing and sending: in the transaction, in order, once; refusals do not block, outages do not lose."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from django.db import connection, transaction

from kaochang.accounts.events import PersonCreated
from kaochang.core import clock
from kaochang.core.models import touch
from kaochang.realtime import channels
from kaochang.realtime.models import OutboxRow, PushRevocation
from kaochang.realtime.outbox import Round, forget_sent, send_round
from kaochang.realtime.push import PresenceNews, PushApi, PushDown, PushSilent
from kaochang.realtime.queries import list_revocations, oldest_unsent_seconds
from kaochang.realtime.services import ACCESS_CHANGED, announce, revoke, revoke_channels
from kaochang.realtime.tokens import mint_connection_token, token_generation
from tests.accounts.factories import make_person
from tests.realtime.push_server import RememberingPush

pytestmark = pytest.mark.django_db


@pytest.fixture
def push(push_server: RememberingPush) -> Iterator[PushApi]:
    api = PushApi(push_server.url, "key")
    yield api
    api.close()


def go(push: PushApi) -> Round:
    with ThreadPoolExecutor(2) as workers:
        return send_round(push, workers)


def test_what_is_rolled_back_is_never_sent(push: PushApi, push_server: RememberingPush) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        person = make_person()
        announce(PersonCreated(person_id=person.pk), to=["person:staff:x"], subject=person)
        raise ZeroDivisionError
    assert go(push).sent == []
    assert push_server.commands == []


def test_nobody_to_tell_leaves_no_row() -> None:
    assert announce(PersonCreated(person_id=uuid4()), to=[], subject=("person", uuid4(), 1)) is None
    assert OutboxRow.objects.count() == 0


def test_a_message_names_itself_its_event_subject_and_time(
    push: PushApi, push_server: RememberingPush
) -> None:
    person = touch(make_person())
    channel = channels.person("staff", person.pk)
    row = announce(PersonCreated(person_id=person.pk), to=[channel, channel], subject=person)
    assert row is not None
    assert go(push).sent == [row.pk]
    method, body = push_server.commands[0]
    assert (method, body["channel"], body["idempotency_key"]) == ("publish", channel, str(row.pk))
    assert body["data"] == {
        "type": "accounts.person_created",
        "subject": f"person:{person.pk}",
        "version": 2,
        "id": row.pk,
        "at": body["data"]["at"],
        "data": {"person_id": str(person.pk)},
    }
    assert body["data"]["at"].endswith("Z")
    assert go(push).sent == []


def test_several_channels_are_one_broadcast(push: PushApi, push_server: RememberingPush) -> None:
    announce(PersonCreated(person_id=uuid4()), to=["b", "a"], subject=("person", uuid4(), 1))
    go(push)
    assert push_server.commands[0][0] == "broadcast"
    assert push_server.commands[0][1]["channels"] == ["a", "b"]


def test_an_outage_keeps_every_row_in_order(push: PushApi, push_server: RememberingPush) -> None:
    one, other = uuid4(), uuid4()
    for version in (1, 2, 3):
        for subject in (one, other):
            announce(PersonCreated(person_id=subject), to=["c"], subject=("person", subject, version))
    for status, answer in ((500, {}), (429, {}), (200, {"error": {"code": 100, "message": "internal"}})):
        push_server.status, push_server.answer = status, answer
        assert (go(push).sent, go(push).push_down == "") == ([], False)
    push_server.status, push_server.answer = 200, {"result": {}}
    assert len(go(push).sent) == 6
    for subject in (one, other):
        seen = [data["version"] for data in push_server.seen if data["subject"] == f"person:{subject}"]
        assert seen == [1, 2, 3]
    assert oldest_unsent_seconds() == 0


class Failing:
    """A push server whose every answer is this trouble."""

    def __init__(self, trouble: PushDown) -> None:
        self.trouble = trouble
        self.asked = 0

    def publish(self, channels: Sequence[str], data: dict[str, Any], *, key: str) -> None:
        self.asked += 1
        raise self.trouble

    def revoke(self, command: dict[str, Any]) -> None:
        raise self.trouble

    def presence_changes(self, known: Mapping[str, str]) -> PresenceNews:
        raise self.trouble


@pytest.mark.parametrize(("trouble", "asked"), [(PushSilent("timeout"), 1), (PushDown("status 503"), 20)])
def test_a_silent_push_server_is_asked_once_a_round_not_once_a_subject(trouble: PushDown, asked: int) -> None:
    for _ in range(20):
        announce(PersonCreated(person_id=uuid4()), to=["c"], subject=("person", uuid4(), 1))
    push = Failing(trouble)
    with ThreadPoolExecutor(1) as workers:
        done = send_round(push, workers)
    assert (push.asked, done.sent, done.claimed) == (asked, [], 20)
    assert OutboxRow.objects.filter(sent_at__isnull=True).count() == 20


def test_what_push_refuses_for_good_does_not_block(push: PushApi, push_server: RememberingPush) -> None:
    subject = uuid4()
    announce(PersonCreated(person_id=subject), to=["c"], subject=("person", subject, 1))
    push_server.answer = {"error": {"code": 107, "message": "bad request"}}
    assert len(go(push).refused) == 1
    push_server.answer = {"result": {}}
    announce(PersonCreated(person_id=subject), to=["c"], subject=("person", subject, 2))
    assert len(go(push).sent) == 1
    assert OutboxRow.objects.filter(refused_at__isnull=False).get().refusal.startswith("107")


def test_revoking_raises_the_generation_and_tells_push(push: PushApi, push_server: RememberingPush) -> None:
    session = uuid4()
    assert token_generation(session) == 1
    revoke_channels(session)
    revoke(session)
    assert token_generation(session) == 3
    go(push)
    assert [body["generation"] for method, body in push_server.commands if method == "revoke"] == [2, 3]
    assert push_server.commands[0][1]["code"] == ACCESS_CHANGED
    assert [row["generation"] for row in list_revocations()] == [3]
    with clock.shifted(timedelta(minutes=20)):
        assert list_revocations() == []
    assert PushRevocation.objects.count() == 1


def test_a_token_names_one_session_and_its_channels() -> None:
    person, session = uuid4(), uuid4()
    revoke(session)
    token, expires_at = mint_connection_token(
        sub=person,
        login_session_id=session,
        generation=token_generation(session),
        channels=["b", "a", "a"],
    )
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["sub"] == str(person)
    assert (claims["ls"], claims["gen"], claims["channels"]) == (str(session), 2, ["a", "b"])
    assert 590 < (expires_at - clock.now()).total_seconds() <= 600


def test_sent_rows_are_forgotten_after_a_day(push: PushApi) -> None:
    announce(PersonCreated(person_id=uuid4()), to=["c"], subject=("person", uuid4(), 1))
    go(push)
    assert forget_sent() == 0
    with clock.shifted(timedelta(hours=25)):
        announce(PersonCreated(person_id=uuid4()), to=["c"], subject=("person", uuid4(), 1))
        assert forget_sent() == 1
    assert OutboxRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_relay_is_woken_once_a_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LISTEN kc_outbox")
    with transaction.atomic():
        for _ in range(5):
            announce(PersonCreated(person_id=uuid4()), to=["c"], subject=("person", uuid4(), 1))
    assert len(list(connection.connection.notifies(timeout=0.5))) == 1
