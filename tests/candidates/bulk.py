"""Bulk acts as the list's page asks for them."""

from typing import Any

from django.test import Client

from kaochang.exams.models import RosterEntry

JSON = "application/json"
SCHOOL = "/api/v1/school"
PLACING, REMOVAL = "/candidates/bulk/placing", "/candidates/bulk/removal"
MAILINGS = "/mailings"


def ids(*entries: RosterEntry) -> dict[str, Any]:
    return {"ids": [str(entry.pk) for entry in entries]}


def preview(client: Client, act: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{SCHOOL}{act}/preview", body, content_type=JSON)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def run(client: Client, act: str, **body: Any) -> Any:
    return client.post(f"{SCHOOL}{act}", body, content_type=JSON)


def skipped(shown: dict[str, Any]) -> dict[str, list[str]]:
    assert all(one["count"] >= len(one["names"]) for one in shown["skipped"])
    return {one["reason"]: one["names"] for one in shown["skipped"]}
