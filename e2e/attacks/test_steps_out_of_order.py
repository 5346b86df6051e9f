"""Steps out of order and foreign objects: refused in words, and nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from e2e.attacks.day import MAIN, SECOND, Day
from e2e.attacks.refusing import nothing_changes, refuse
from e2e.callers import Candidate
from e2e.person import wait_until

CONFIRMED: dict[str, Any] = {"confirmed": True}
REASON = {"reason": "考官要求"}


@pytest.fixture(scope="module")
def newcomer(day: Day) -> Candidate:
    """Logged in, and nothing else done."""
    return Candidate(day.site, day.site.demo("candidate", 10))


@pytest.mark.parametrize(
    ("method", "step", "body", "refusal"),
    [
        ("POST", "arrival", None, "409 step_missing"),
        ("POST", "seat", None, "409 desk_not_open"),
        ("POST", "phone/confirmation", None, "409 no_phone_pending"),
        ("DELETE", "phone", None, "409 no_phone_paired"),
        ("POST", "end-confirmation", None, "409 nothing_to_confirm"),
        ("POST", "away", None, "409 not_in_waiting_area"),
        ("DELETE", "away", None, "409 not_away"),
        ("DELETE", "help", None, "409 help_not_asked"),
    ],
)
def test_a_newcomer_skips_no_step(
    day: Day, newcomer: Candidate, method: str, step: str, body: Any, refusal: str
) -> None:
    with nothing_changes(day):
        assert refuse(newcomer, method, f"{newcomer.path}/{step}", body) == refusal


@pytest.fixture(scope="module")
def waiting(day: Day) -> Iterator[int]:
    """A candidate of the second room who waits."""
    for number in (0, 8, 9):
        day.candidate(number)
    assert day.chief and day.other_officer
    day.other_chief.post(f"/staff/rooms/{day.room(SECOND)}/panel-seat")
    yield 9


def test_nothing_is_accepted_without_an_invitation(day: Day, waiting: int) -> None:
    candidate, nowhere = day.candidate(waiting), uuid4()
    with nothing_changes(day):
        for word in ("acceptance", "declination"):
            path = f"/candidate/invitations/{nowhere}/{word}"
            assert refuse(candidate, "POST", path) == "404 not_found"
        assert refuse(day.other_chief, "POST", f"/staff/invitations/{nowhere}/withdrawal") == "404 not_found"


def test_not_cleared_needs_a_reason(day: Day, waiting: int) -> None:
    path = f"/staff/entries/{day.entry(waiting)}/invitations"
    with nothing_changes(day):
        assert refuse(day.other_chief, "POST", path, {}) == "409 not_cleared_reason_needed"
        assert refuse(day.other_chief, "POST", path, {"reason": "  "}) == "409 not_cleared_reason_needed"


def test_an_open_invitation_blocks_every_other_way(day: Day, waiting: int) -> None:
    chief, officer, entry = day.other_chief, day.other_officer, day.entry(waiting)
    candidate = day.candidate(waiting)
    invitation = chief.post(f"/staff/entries/{entry}/invitations", REASON)["id"]
    neighbour = day.entry(8)
    with nothing_changes(day):
        again = f"/staff/entries/{entry}/invitations"
        assert refuse(chief, "POST", again, REASON) == "409 invitation_open"
        other = f"/staff/entries/{neighbour}/invitations"
        assert refuse(chief, "POST", other, REASON) == "409 invitation_open"
        for act in ("absence", "deferral"):
            body = CONFIRMED if act == "absence" else {"reason": ""}
            assert refuse(officer, "POST", f"/staff/entries/{entry}/{act}", body) == "409 entry_invited"
        assert refuse(officer, "POST", f"/staff/entries/{entry}/talks") == "409 entry_invited"
        assert refuse(chief, "POST", f"/staff/rooms/{day.room(SECOND)}/closing") == "409 room_busy"
        # Somebody else's invitation, and one's own from the other side.
        foreign = f"/candidate/invitations/{invitation}/acceptance"
        assert refuse(day.candidate(8), "POST", foreign) == "404 not_found"
        assert refuse(day.candidate(0), "POST", foreign) == "404 not_found"
        assert refuse(officer, "POST", f"/staff/invitations/{invitation}/withdrawal") == "403 forbidden"
        main_chief = day.chief
        assert refuse(main_chief, "POST", f"/staff/invitations/{invitation}/withdrawal") == "404 not_found"
    chief.post(f"/staff/invitations/{invitation}/withdrawal")
    with nothing_changes(day):
        for word in ("acceptance", "declination"):
            path = f"/candidate/invitations/{invitation}/{word}"
            assert refuse(candidate, "POST", path) == "409 invitation_not_open"
        again = f"/staff/invitations/{invitation}/withdrawal"
        assert refuse(chief, "POST", again) == "409 invitation_not_open"


def test_a_live_interview_blocks_and_ends_once(day: Day, waiting: int) -> None:
    chief, officer, entry = day.other_chief, day.other_officer, day.entry(waiting)
    interview = day.interview(waiting)
    query = "SELECT count(*) FROM interviews_stopinterval WHERE interview_id = %s AND ended_at IS NULL"
    wait_until(lambda: day.inside.one(query, interview), 20, "the watch misses the candidate's page")
    with nothing_changes(day):
        path = f"/staff/entries/{day.entry(8)}/invitations"
        assert refuse(chief, "POST", path, REASON) == "409 invitation_open"
        for purpose in ("talk", "view"):
            body = {"purpose": purpose}
            assert refuse(officer, "POST", f"/staff/entries/{entry}/seat", body) == "409 interview_live"
        assert refuse(officer, "POST", f"/staff/entries/{entry}/talks") == "409 not_in_waiting_area"
        body = CONFIRMED
        assert refuse(officer, "POST", f"/staff/entries/{entry}/absence", body) == "409 invalid_transition"
        assert refuse(officer, "POST", f"/staff/interviews/{interview}/end", {}) == "403 forbidden"
        assert refuse(chief, "POST", f"/staff/rooms/{day.room(SECOND)}/closing") == "409 room_busy"
        seconds = {"seconds": -600}
        assert refuse(chief, "POST", f"/staff/interviews/{interview}/extension", seconds).startswith("422 ")
        assert refuse(chief, "POST", f"/staff/interviews/{interview}/resumption") == "409 not_paused"
        assert refuse(day.chief, "POST", f"/staff/interviews/{interview}/end", {}) == "404 not_found"
    chief.post(f"/staff/interviews/{interview}/end", {"reason": ""})
    with nothing_changes(day):
        for act, given in (
            ("end", {"reason": ""}),
            ("return", REASON),
            ("pause", None),
            ("resumption", None),
            ("extension", {"seconds": 120}),
            ("candidate-mute", None),
            ("share-stop", None),
        ):
            path = f"/staff/interviews/{interview}/{act}"
            assert refuse(chief, "POST", path, given) == "409 interview_not_live"
        seat = f"/staff/entries/{entry}/seat"
        assert refuse(chief, "POST", seat, {"purpose": "panel"}) == "409 interview_not_live"
        assert refuse(day.candidate(waiting), "POST", f"{day.candidate(waiting).path}/seat") == (
            "409 desk_not_open"
        )
        invite = f"/staff/entries/{entry}/invitations"
        assert refuse(chief, "POST", invite, REASON) == "409 invalid_transition"
        reopen = f"/staff/interviews/{interview}/reopening"
        assert refuse(chief, "POST", reopen, {"reason": ""}).split()[1] in (
            "reason_required",
            "malformed_body",
        )


def test_one_talk_an_officer_and_a_candidate(day: Day) -> None:
    first, second = day.entry(0), day.entry(1)
    talk = day.officer.post(f"/staff/entries/{first}/talks")["id"]
    with nothing_changes(day):
        assert refuse(day.officer, "POST", f"/staff/entries/{first}/talks") == "409 talk_exists"
        assert refuse(day.officer, "POST", f"/staff/entries/{second}/talks") == "409 officer_busy"
        body = {"cleared": True}
        assert refuse(day.other_officer, "POST", f"/staff/talks/{talk}/end", body) == "404 not_found"
        seat = f"/staff/entries/{second}/seat"
        assert refuse(day.officer, "POST", seat, {"purpose": "talk"}) == "409 no_open_talk"
    day.officer.post(f"/staff/talks/{talk}/end", {"cleared": False})
    with nothing_changes(day):
        path = f"/staff/talks/{talk}/end"
        assert refuse(day.officer, "POST", path, {"cleared": True}) == "409 talk_ended"


def test_absence_is_asked_twice_and_an_absent_one_is_not_called(day: Day) -> None:
    path = f"/staff/entries/{day.entry(4)}"
    with nothing_changes(day):
        assert refuse(day.officer, "POST", f"{path}/absence", {}).split()[1] == "confirmation_required"
        assert refuse(day.officer, "POST", f"{path}/restoration") == "409 not_set_aside"
    day.officer.post(f"{path}/absence", CONFIRMED)
    with nothing_changes(day):
        assert refuse(day.officer, "POST", f"{path}/absence", CONFIRMED) == "409 invalid_transition"
        assert refuse(day.officer, "POST", f"{path}/talks") == "409 not_in_waiting_area"
        assert refuse(day.chief, "POST", f"{path}/invitations", REASON) == "409 invalid_transition"
    day.officer.post(f"{path}/restoration")


def test_foreign_objects_do_not_exist(day: Day) -> None:
    """Another room's staff, another candidate, and the same paths with an id of nothing answer alike."""
    mine, room, entry = day.candidate(0), day.room(MAIN), day.entry(0)
    strangers: list[tuple[Any, list[tuple[str, str, Any]]]] = [
        (
            day.candidate(1),
            [
                ("GET", f"{mine.path}/now", None),
                ("GET", f"{mine.path}/letter", None),
                *(
                    ("POST", f"{mine.path}/{word}", body)
                    for word, body in (
                        ("seat", None),
                        ("arrival", None),
                        ("away", None),
                        ("help", {"text": ""}),
                        ("pairing-codes", None),
                        ("check-seats", None),
                        ("notice-reading", {"edition": 1}),
                        ("room-confirmation", None),
                        ("tickets", {"text": "x"}),
                        ("phone/confirmation", None),
                        ("end-confirmation", None),
                        ("device-facts", {}),
                    )
                ),
            ],
        ),
        (
            day.other_chief,
            [
                ("GET", f"/staff/rooms/{room}/board", None),
                ("GET", f"/staff/rooms/{room}/panel", None),
                ("POST", f"/staff/rooms/{room}/panel-seat", None),
                ("POST", f"/staff/rooms/{room}/closing", None),
                ("POST", f"/staff/rooms/{room}/broadcasts", {"text": "x"}),
                ("POST", f"/staff/rooms/{room}/chat", {"text": "x"}),
                *(
                    ("POST", f"/staff/entries/{entry}/{word}", body)
                    for word, body in (
                        ("talks", None),
                        ("seat", {"purpose": "view"}),
                        ("invitations", REASON),
                        ("absence", CONFIRMED),
                        ("deferral", {"reason": ""}),
                        ("restoration", None),
                        ("login-code", None),
                        ("contact", None),
                        ("messages", {"text": "x"}),
                    )
                ),
                ("PATCH", f"/staff/entries/{entry}/clearance", {"note": "x"}),
                ("DELETE", f"/staff/entries/{entry}/help", None),
            ],
        ),
    ]
    with nothing_changes(day):
        for stranger, tries in strangers:
            for method, path, body in tries:
                assert refuse(stranger, method, path, body) == "404 not_found", f"{method} {path}"
                nothing = path.replace(mine.entry, str(uuid4())).replace(room, str(uuid4()))
                nothing = nothing.replace(entry, str(uuid4()))
                assert refuse(stranger, method, nothing, body) == "404 not_found", f"{method} {nothing}"


def test_who_only_looks_acts_on_nothing(day: Day) -> None:
    """Examiner, secretary and inspector of the room itself: present, and without the acts of others."""
    room, entry = day.room(MAIN), day.entry(0)
    chiefs = [
        (f"/staff/entries/{entry}/invitations", REASON),
        (f"/staff/rooms/{room}/closing", None),
        (f"/staff/entries/{entry}/absence", CONFIRMED),
        (f"/staff/entries/{entry}/talks", None),
    ]
    # A secretary may reach a candidate; the others may not.
    reaching = [(f"/staff/entries/{entry}/login-code", None), (f"/staff/entries/{entry}/contact", None)]
    for role in ("examiner", "secretary", "inspector"):
        day.staff(role)
    with nothing_changes(day):
        for role in ("examiner", "secretary", "inspector"):
            for path, body in chiefs + (reaching if role != "secretary" else []):
                assert refuse(day.staff(role), "POST", path, body) == "403 forbidden", f"{role} {path}"
        body = {"purpose": "view"}
        assert refuse(day.staff("inspector"), "POST", f"/staff/rooms/{room}/panel-seat") == "403 forbidden"
        assert refuse(day.staff("examiner"), "POST", f"/staff/entries/{entry}/seat", body) == "403 forbidden"


def test_a_closed_session_takes_nothing_more(day: Day) -> None:
    """The rehearsal is closed: its candidate and its staff are told so, or find nothing."""
    candidate, officer = day.candidate(1), day.other_officer
    exams = candidate.get("/candidate/exams")["exams"]
    rehearsal = next(exam["roster_entry_id"] for exam in exams if exam["formality"] == "rehearsal")
    room = officer.room("演练考场")
    query = "SELECT id::text FROM waiting_queueentry WHERE roster_entry_id = %s"
    entry = day.inside.one(query, rehearsal)
    officer.post(f"/staff/rooms/{room}/panel-seat")
    day.inside.run(
        "from kaochang.demo.closing import close_day\n"
        "from kaochang.exams.models import ExamSession\n"
        "close_day(ExamSession.objects.get(formality='rehearsal'))\n"
    )
    path = f"/candidate/entries/{rehearsal}"
    with nothing_changes(day):
        for word, body in (
            ("notice-reading", {"edition": 1}),
            ("room-confirmation", None),
            ("device-checks", {"results": {"camera": "ok", "microphone": "ok"}}),
            ("tickets", {"text": "x"}),
            ("arrival", None),
            ("seat", None),
            ("check-seats", None),
            ("pairing-codes", None),
            ("help", {"text": ""}),
            ("away", None),
        ):
            assert refuse(candidate, "POST", f"{path}/{word}", body).split()[0] in ("404", "409"), word
        for word, body in (
            (f"entries/{entry}/talks", None),
            (f"entries/{entry}/invitations", REASON),
            (f"entries/{entry}/seat", {"purpose": "view"}),
            (f"entries/{entry}/absence", CONFIRMED),
            (f"rooms/{room}/panel-seat", None),
            (f"rooms/{room}/reopening", REASON),
        ):
            assert refuse(officer, "POST", f"/staff/{word}", body).split()[0] in ("404", "409"), word
    assert wait_until(lambda: candidate.now()["step"] != "closed", 5, "the formal exam goes on")
