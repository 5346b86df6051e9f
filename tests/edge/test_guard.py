"""Every failure is coded, and writes come from our own pages only."""

from typing import Any

import pytest
from django.db import OperationalError, connection

from kaochang.edge.openapi import description
from tests.edge.pages import Page

pytestmark = pytest.mark.django_db
CHALLENGES = "/api/v1/login/challenges"
GOOD = {"area": "candidate", "school_id": "00000000-0000-4000-8000-00000000000a", "phone": "13800138000"}


def coded(response: Any, status: int, code: str) -> None:
    assert (response.status_code, response.json()["code"]) == (status, code), response.content
    assert set(response.json()) == {"code", "detail", "params"}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Kaochang": "0"},
        {"X-Kaochang": "1", "Origin": "https://evil.example"},
        {"X-Kaochang": "1", "Origin": "null"},
        {"X-Kaochang": "1", "Origin": "http://localhost:8081"},
        {"X-Kaochang": "1", "Origin": "http://localhost:8080.evil.example"},
        {"Origin": "http://localhost:8080"},
    ],
)
def test_a_write_from_elsewhere_is_refused(page: Page, headers: dict[str, str]) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(page, method)(CHALLENGES, GOOD, content_type="application/json", headers=headers)
        coded(answer, 403, "foreign_origin")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "malformed_body"),
        (b"{", 422, "malformed_body"),
        (b"[]", 422, "malformed_body"),
        (b"null", 422, "malformed_body"),
        (b"\xff\xfe", 422, "malformed_body"),
        (b"[" * 100_000, 422, "malformed_body"),
        (b'{"area": NaN}', 422, "malformed_body"),
        (b'{"area": ' + b"9" * 5000 + b"}", 422, "malformed_body"),
        (b'{"area":"candidate","school_id":"x","phone":"13800138000"}', 422, "malformed_body"),
        (b'{"area":"candidate","school_id":"00000000-0000-4000-8000-00000000000a"}', 422, "malformed_body"),
        (b'{"area":"phone","school_id":"00000000-0000-4000-8000-00000000000a","phone":"1380013"}', 422,
         "malformed_body"),
        (b'{"area":"candidate","school_id":"00000000-0000-4000-8000-00000000000a","phone":"1380013","x":1}',
         422, "malformed_body"),
        (b'{"area":"candidate","school_id":"00000000-0000-4000-8000-00000000000a","phone":"a\\u0000b"}', 422,
         "malformed_body"),
        (b'{"area":"candidate","school_id":"00000000-0000-4000-8000-00000000000a","phone":"a\\ud800b"}', 422,
         "malformed_body"),
        (b'{"area":"candidate","school_id":"00000000-0000-4000-8000-00000000000a","phone":"hello"}', 422,
         "invalid_phone"),
        (b'{"area":"candidate","phone":"' + b"1" * 5000 + b'"}', 422, "malformed_body"),
        (b" " * 1_000_001, 413, "payload_too_large"),
    ],
)  # fmt: skip
def test_a_bad_body_is_refused_with_a_code(page: Page, body: bytes, status: int, code: str) -> None:
    answer = page.post(CHALLENGES, data=body, content_type="application/json", headers={"X-Kaochang": "1"})
    coded(answer, status, code)


def test_a_malformed_body_names_the_field_and_never_the_value(page: Page) -> None:
    answer = page.send(
        "/api/v1/login/password", {"school_id": "x", "account": "a", "password": "hunter22" * 99}
    )
    fields = {error["field"] for error in answer.json()["params"]["errors"]}
    assert {part.split(".")[-1] for part in fields} == {"school_id", "password"}
    assert b"hunter22" not in answer.content


def test_unknown_addresses_and_methods(page: Page) -> None:
    for path in ("/api/v1/nothing", "/api/v1/candidate/", "/api"):
        coded(page.get(path), 404, "not_found")
    coded(page.get(CHALLENGES), 405, "method_not_allowed")
    coded(page.write("DELETE", CHALLENGES), 405, "method_not_allowed")
    coded(page.send(f"{CHALLENGES}/abc/answer", {"code": "123456"}), 422, "malformed_body")
    coded(page.get("/api/v1/health?x=%00"), 400, "malformed_request")


def test_a_lost_database_is_503(page: Page) -> None:
    def down(*_: Any) -> None:
        raise OperationalError("the connection is closed")

    with connection.execute_wrapper(down):
        for answer in (page.get("/api/v1/health"), page.send(CHALLENGES, GOOD)):
            coded(answer, 503, "database_unavailable")
            assert answer["Retry-After"] == "1"
    assert page.get("/api/v1/health").status_code == 200


def test_a_mistake_of_ours_is_coded_and_tells_nothing(page: Page) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret detail")

    with connection.execute_wrapper(broken):
        answer = page.get("/api/v1/health")
    coded(answer, 500, "internal_error")
    assert b"secret detail" not in answer.content


def test_every_operation_declares_its_refusals() -> None:
    document = description()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            missing = {"400", "401", "403", "404", "409", "422", "503"} - {
                str(key) for key in operation["responses"]
            }
            assert not missing, (method, path, missing)
