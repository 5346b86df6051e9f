"""The same key twice: one effect, the same answer; another body: refused."""

import json
import threading
from typing import Any, cast
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from ninja import Schema, Status

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.core.errors import Forbidden, IdempotencyMismatch, MalformedIdempotencyKey
from kaochang.core.idempotency import AnswerHoldsToken, forget_answers, idempotent
from kaochang.core.models import IdempotentAnswer
from tests.accounts.factories import make_person

ACTOR = Actor(person_id=uuid4(), login_session_id=None, area="staff")


class NameOut(Schema):
    name: str


@idempotent
def create(request: HttpRequest, name: str) -> NameOut:
    make_person(name)
    return NameOut(name=name)


def ask(key: str | None, body: dict[str, Any], actor: Actor = ACTOR) -> HttpRequest:
    headers = {} if key is None else {"HTTP_IDEMPOTENCY_KEY": key}
    request = RequestFactory().post(
        "/api/v1/staff/things", json.dumps(body), content_type="application/json", **cast(Any, headers)
    )
    request.actor = actor  # type: ignore[attr-defined]
    return request


@pytest.mark.django_db
def test_a_malformed_key_another_body_and_nobody_are_refused() -> None:
    for key in ("short", "x" * 101, "with space in it", "semi;colon;key"):
        with pytest.raises(MalformedIdempotencyKey):
            create(ask(key, {}), "甲")
    create(ask("key-00000001", {"name": "甲"}), "甲")
    with pytest.raises(IdempotencyMismatch):
        create(ask("key-00000001", {"name": "乙"}), "乙")
    with pytest.raises(Forbidden):
        create(ask("key-00000002", {}, Actor.system("test")), "乙")
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_twice_the_same_is_done_once() -> None:
    first = create(ask("key-00000001", {"name": "甲"}), "甲")
    second = create(ask("key-00000001", {"name": "甲"}), "甲")
    assert first == NameOut(name="甲")
    assert cast(Any, second) == {"name": "甲"}
    assert Person.objects.count() == 1
    other = Actor(person_id=uuid4(), login_session_id=None, area="staff")
    create(ask("key-00000001", {"name": "甲"}, other), "甲")
    assert Person.objects.count() == 2
    assert forget_answers() == 0


@pytest.mark.django_db
def test_without_a_key_each_request_counts() -> None:
    create(ask(None, {}), "甲")
    create(ask(None, {}), "甲")
    assert Person.objects.count() == 2


@pytest.mark.django_db
def test_a_failed_command_leaves_no_answer() -> None:
    @idempotent
    def fail(request: HttpRequest) -> None:
        make_person("甲")
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        fail(ask("key-00000001", {}))
    assert (Person.objects.count(), IdempotentAnswer.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_an_answer_with_a_token_is_not_stored() -> None:
    @idempotent
    def leak(request: HttpRequest) -> dict[str, Any]:
        return {"seat": {"join_token": "abc"}}

    with pytest.raises(AnswerHoldsToken):
        leak(ask("key-00000001", {}))
    assert IdempotentAnswer.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("key", [None, "key-00000001"])
def test_an_answer_that_cannot_be_kept_is_refused_with_and_without_a_key(key: str | None) -> None:
    @idempotent
    def row(request: HttpRequest) -> Any:
        return make_person("甲")

    with pytest.raises(TypeError, match="not Person"):
        row(ask(key, {}))
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_a_status_is_kept() -> None:
    @idempotent
    def made(request: HttpRequest) -> Status[dict[str, Any]]:
        return Status(201, {"ok": True})

    made(ask("key-00000001", {}))
    again = made(ask("key-00000001", {}))
    assert (again.status_code, again.value) == (201, {"ok": True})


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_done_once() -> None:
    def one() -> None:
        try:
            create(ask("key-00000009", {"name": "甲"}), "甲")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Person.objects.count() == 1
