"""Every route × every role. A route without a row fails; a foreign object does not exist."""

import json
from collections.abc import Iterator
from copy import copy
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kaochang.edge.http import ROUTERS
from tests.edge.access_rows import (
    FORBIDDEN,
    IN,
    NOT_FOUND,
    NOT_LOGGED_IN,
    ROWS,
    TAKEN_OVER,
    Row,
)
from tests.edge.access_world import ROLES, World, make_world, nowhere, objects_of
from tests.factories import make_place

pytestmark = pytest.mark.django_db

# The gate and the webhook carry their proof in the request itself: 403 to everybody without it.
PROVEN_BY_TOKEN = {"/internal/media-gate", "/internal/media-webhook"}
OWN_OBJECTS = [
    (key, row) for key, row in ROWS.items() if "{" in key[1] and row.area in ("candidate", "staff", "school")
]

WRITES = [(key, row) for key, row in ROWS.items() if key[0] != "GET" and key[1].startswith("/api/")]


def routes() -> Iterator[tuple[str, str]]:
    for prefix, router in ROUTERS:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method, f"{prefix}{path}"


def verdict(answer: Any) -> str:
    code = _code(answer)
    if code == "session_taken_over":
        return TAKEN_OVER
    if answer.status_code == 401:
        return NOT_LOGGED_IN if code == "not_logged_in" else IN
    if answer.status_code == 403:
        # A wrong code at the log-in is an answer to somebody who was let in to give one.
        return FORBIDDEN if code in ("forbidden", "not_a_member", "webhook_refused", "") else IN
    if answer.status_code == 404:
        return NOT_FOUND if code == "not_found" else IN
    assert answer.status_code < 500, answer.content
    assert answer.status_code != 422 or code != "malformed_body", answer.content
    return IN


def _code(answer: Any) -> str:
    try:
        return str(json.loads(answer.content).get("code", ""))
    except (ValueError, AttributeError):
        return ""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all tests: it takes longer to make than to ask as everybody, and `ask` leaves no trace."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def elsewhere(world: World) -> dict[str, Any]:
    """The objects of another school."""
    return objects_of(make_place(candidates=1))


def ask(world: World, role: str, key: tuple[str, str], row: Row, ids: dict[str, Any] | None = None) -> Any:
    """Whatever the request does is undone, in the browser too, so that each role meets the same world."""
    cookies = copy(world.clients[role].cookies)
    with transaction.atomic():
        answer = world.ask(role, key[0], key[1], row.payload({**world.ids, **(ids or {})}), ids)
        transaction.set_rollback(True)
    world.clients[role].cookies = cookies
    return answer


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert sorted(routes()) == sorted(ROWS)


@pytest.mark.parametrize(("key", "row"), ROWS.items(), ids=map(" ".join, ROWS))
def test_who_gets_in(world: World, key: tuple[str, str], row: Row) -> None:
    expected = {role: FORBIDDEN if key[1] in PROVEN_BY_TOKEN else row.expected(role) for role in ROLES}
    assert {role: verdict(ask(world, role, key, row)) for role in ROLES} == expected


@pytest.mark.parametrize(("key", "row"), OWN_OBJECTS, ids=[" ".join(key) for key, _ in OWN_OBJECTS])
def test_foreign_objects_and_unknown_ones_do_not_exist(
    world: World, elsewhere: dict[str, Any], key: tuple[str, str], row: Row
) -> None:
    for ids in (elsewhere, nowhere()):
        for role in ROLES:
            wanted = row.expected(role)
            # In the school's area an office comes first, and then the object.
            if wanted == IN or (wanted == FORBIDDEN and row.area != "school"):
                wanted = NOT_FOUND
            assert verdict(ask(world, role, key, row, ids)) == wanted, role


@pytest.mark.parametrize(("key", "row"), WRITES, ids=[" ".join(key) for key, _ in WRITES])
def test_a_write_without_our_header_changes_nothing(world: World, key: tuple[str, str], row: Row) -> None:
    method, path = key
    for role in ("candidate_self", "chief", "phone"):
        answer = world.clients[role].generic(
            method, path.format(**world.ids), row.payload(world.ids), content_type="application/json"
        )
        assert (answer.status_code, _code(answer)) == (403, "foreign_origin")
