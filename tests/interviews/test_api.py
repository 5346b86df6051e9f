"""The commands through HTTP: keys, shapes, coded refusals."""

from typing import Any

import pytest

from kaochang.interviews.models import Invitation
from kaochang.media.server import media_server
from kaochang.waiting.models import QueueEntry
from tests.accounts.factories import log_in
from tests.edge.pages import Page
from tests.factories import Place
from tests.interviews.helpers import cleared_place

pytestmark = pytest.mark.django_db


def page_of(place: Place, role: str) -> Page:
    page = Page(raise_request_exception=False)
    if role == "candidate":
        log_in(page, place.entries[0].person, "candidate", place.school.pk)
    else:
        log_in(page, place.staff[role], "staff", place.school.pk)
    return page


def invite(chief: Page, entry: QueueEntry, **headers: str) -> Any:
    return chief.send(f"/api/v1/staff/entries/{entry.pk}/invitations", {"reason": None}, **headers)


def test_an_interview_from_the_invitation_to_the_confirmed_end() -> None:
    place, (entry, _) = cleared_place(interview_seconds=600)
    chief, candidate = page_of(place, "chief_examiner"), page_of(place, "candidate")
    invitation = invite(chief, entry).json()
    assert invitation["state"] == "sent" and invitation["expires_at"].endswith("Z")
    accepted = candidate.send(f"/api/v1/candidate/invitations/{invitation['id']}/acceptance")
    assert accepted.json()["state"] == "accepted"
    seat = chief.send(f"/api/v1/staff/entries/{entry.pk}/seat", {"purpose": "panel"}).json()
    assert seat["room"] in media_server().list_rooms() and seat["token"].count(".") == 2
    interview = chief.get(f"/api/v1/staff/rooms/{place.room.pk}/panel").json()["interview"]
    acts = f"/api/v1/staff/interviews/{interview['id']}"
    assert chief.send(f"{acts}/extension", {"seconds": 120}).json()["extended_seconds"] == 120
    assert chief.send(f"{acts}/pause").json()["closes_at"] is None
    resumed = chief.send(f"{acts}/resumption").json()
    assert resumed["paused_since"] is None and 718 <= resumed["remaining_seconds"] <= 720
    ended = chief.send(f"{acts}/end", {"reason": None}).json()
    assert (ended["state"], ended["outcome"]) == ("ended", "finished")
    confirmed = candidate.send(f"/api/v1/candidate/entries/{entry.roster_entry_id}/end-confirmation").json()
    assert confirmed["confirmed_at"] is not None
    again = chief.send(f"/api/v1/staff/entries/{entry.pk}/seat", {"purpose": "panel"})
    assert (again.status_code, again.json()["code"]) == (409, "interview_not_live")


def test_the_same_key_has_one_effect_and_one_answer() -> None:
    place, (entry, _) = cleared_place()
    chief = page_of(place, "chief_examiner")
    first = invite(chief, entry, **{"Idempotency-Key": "invite-0001"})
    second = invite(chief, entry, **{"Idempotency-Key": "invite-0001"})
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert Invitation.objects.count() == 1
    path = f"/api/v1/staff/entries/{entry.pk}/invitations"
    other = chief.send(path, {"reason": "另一个"}, **{"Idempotency-Key": "invite-0001"})
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_mismatch")
    without = invite(chief, entry)
    assert (without.status_code, without.json()["code"]) == (409, "invitation_open")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'"x"',
        b'{"seconds": "soon"}',
        b'{"seconds": 1.5}',
        b'{"seconds": NaN}',
        b'{"seconds": 120, "more": 1}',
        b'{"seconds": null}',
        b'{"seconds": 1e400}',
    ],
)
def test_malformed_bodies_are_refused_and_change_nothing(body: bytes) -> None:
    place, (entry, _) = cleared_place()
    chief, candidate = page_of(place, "chief_examiner"), page_of(place, "candidate")
    invitation = invite(chief, entry).json()
    candidate.send(f"/api/v1/candidate/invitations/{invitation['id']}/acceptance")
    interview = chief.get(f"/api/v1/staff/rooms/{place.room.pk}/panel").json()["interview"]
    answer = chief.generic(
        "POST",
        f"/api/v1/staff/interviews/{interview['id']}/extension",
        body,
        content_type="application/json",
        headers={"X-Kaochang": "1"},
    )
    assert (answer.status_code, answer.json()["code"]) in [
        (422, "malformed_body"),
        (400, "malformed_request"),
    ]
    after = chief.get(f"/api/v1/staff/rooms/{place.room.pk}/panel").json()["interview"]
    assert after["extended_seconds"] == 0


@pytest.mark.parametrize("seconds", [0, -120, 2**31, 2**63, 10**30])
def test_numbers_out_of_range_are_coded(seconds: int) -> None:
    place, (entry, _) = cleared_place()
    chief, candidate = page_of(place, "chief_examiner"), page_of(place, "candidate")
    invitation = invite(chief, entry).json()
    candidate.send(f"/api/v1/candidate/invitations/{invitation['id']}/acceptance")
    interview = chief.get(f"/api/v1/staff/rooms/{place.room.pk}/panel").json()["interview"]
    answer = chief.send(f"/api/v1/staff/interviews/{interview['id']}/extension", {"seconds": seconds})
    assert (answer.status_code, answer.json()["code"]) == (422, "extension_out_of_range")


@pytest.mark.parametrize("last_frame_at", ["yesterday", "2026-11-22T10:00:00", -1, "9999-12-31T23:59:59Z"])
def test_odd_times_of_the_last_frame_do_not_break_the_clock(last_frame_at: Any) -> None:
    place, (entry, _) = cleared_place()
    chief, candidate = page_of(place, "chief_examiner"), page_of(place, "candidate")
    invitation = invite(chief, entry).json()
    candidate.send(f"/api/v1/candidate/invitations/{invitation['id']}/acceptance")
    interview = chief.get(f"/api/v1/staff/rooms/{place.room.pk}/panel").json()["interview"]
    answer = chief.send(
        f"/api/v1/staff/interviews/{interview['id']}/frame-reports",
        {"interrupted": True, "last_frame_at": last_frame_at},
    )
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert answer.json()["remaining_seconds"] <= 900


def test_the_panels_own_room_and_leaving_it() -> None:
    place, _ = cleared_place()
    chief = page_of(place, "chief_examiner")
    seat = chief.send(f"/api/v1/staff/rooms/{place.room.pk}/panel-seat").json()
    assert chief.write("DELETE", f"/api/v1/staff/seats/{seat['identity']}").status_code == 204
    assert chief.write("DELETE", f"/api/v1/staff/seats/{seat['identity']}").status_code == 204
    assert chief.write("DELETE", "/api/v1/staff/seats/s-nobody").status_code == 404


def test_a_reason_of_five_thousand_letters_is_too_long() -> None:
    place, (entry, _) = cleared_place()
    chief = page_of(place, "chief_examiner")
    answer = chief.send(f"/api/v1/staff/entries/{entry.pk}/invitations", {"reason": "长" * 5000})
    assert (answer.status_code, answer.json()["code"]) == (422, "text_too_long")
    assert not Invitation.objects.exists()
