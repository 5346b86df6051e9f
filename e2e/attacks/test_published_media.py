"""An own client with a seat's real token: it sends what it may not, and calls itself somebody else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from e2e.attacks.day import Day
from e2e.attacks.media_api import join_token, media_port, people
from e2e.person import CHROMIUM, FLAGS, wait_until
from e2e.site import ROOT
from e2e.sockets import MediaSocket, PushSocket

TRAIL = (
    "SELECT count(*) FROM audit_trailentry WHERE subject_id IN"
    " (SELECT id FROM media_mediaseat WHERE identity = %s)"
)
SDK = ROOT / "web" / "node_modules" / "livekit-client" / "dist" / "livekit-client.umd.js"


@pytest.fixture(scope="module")
def page(playwright_session: Playwright, day: Day) -> Iterator[Page]:
    browser = playwright_session.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
    context = browser.new_context(permissions=["camera", "microphone"], bypass_csp=True)
    context.add_init_script(path=SDK)
    context.add_init_script(path=Path(__file__).with_name("browser.js"))
    page = context.new_page()
    page.goto(f"{day.site.url}/api/v1/health")
    yield page
    browser.close()


def join(page: Page, name: str, seat: dict[str, Any]) -> str:
    page.evaluate("([name, token]) => evil.join(name, token)", [name, seat["token"]])
    identity: str = seat["identity"]
    return identity


def attempt(page: Page, act: str) -> str:
    answer: str = page.evaluate(f"() => evil.attempt(async () => {{ {act} }})")
    return answer


def publish(page: Page, name: str, source: str, kind: str) -> str:
    return attempt(page, f"await evil.publish('{name}', '{source}', '{kind}')")


def leave_all(page: Page) -> None:
    page.evaluate("async () => { for (const room of Object.values(evil.rooms)) await room.disconnect(); }")


def tracks(day: Day, seat: dict[str, Any]) -> list[dict[str, Any]]:
    found = people(day.inside, seat["room"]).get(seat["identity"], {})
    listed: list[dict[str, Any]] = found.get("tracks", [])
    return listed


def seat_of(day: Day, role: str) -> dict[str, Any]:
    desk = f"/staff/entries/{day.entry(0)}/seat"
    seats: dict[str, Callable[[], Any]] = {
        "candidate": lambda: day.candidate(0).seat(),
        "phone": lambda: day.phone(0).seat(),
        "officer who looks": lambda: day.officer.post(desk, {"purpose": "view"}),
        "inspector": lambda: day.staff("inspector").post(desk, {"purpose": "inspect"}),
        "chief": lambda: day.chief.post(f"/staff/rooms/{day.room()}/panel-seat"),
    }
    found: dict[str, Any] = seats[role]()
    return found


NOT_GRANTED = [
    ("candidate", "screen_share", "video"),
    ("candidate", "screen_share_audio", "audio"),
    ("candidate", "unknown", "video"),
    ("phone", "microphone", "audio"),
    ("phone", "screen_share", "video"),
    ("phone", "screen_share_audio", "audio"),
    ("phone", "unknown", "audio"),
    ("officer who looks", "camera", "video"),
    ("officer who looks", "microphone", "audio"),
    ("inspector", "camera", "video"),
    ("inspector", "microphone", "audio"),
    ("inspector", "screen_share", "video"),
    ("chief", "screen_share", "video"),
]


@pytest.mark.parametrize(("role", "source", "kind"), NOT_GRANTED)
def test_what_is_not_granted_is_not_sent(day: Day, page: Page, role: str, source: str, kind: str) -> None:
    seat = seat_of(day, role)
    join(page, role, seat)
    assert publish(page, role, source, kind).startswith("refused")
    assert tracks(day, seat) == []
    leave_all(page)


@pytest.mark.parametrize(
    ("role", "source", "kind"), [("phone", "camera", "audio"), ("candidate", "camera", "audio")]
)
def test_sound_labelled_camera_is_gone_at_once_and_alarms(
    day: Day, page: Page, role: str, source: str, kind: str
) -> None:
    """The media server checks the label only, so it lets this in: we look at what it is."""
    staff = PushSocket(day.site.url, day.officer.push_token("staff"))
    assert staff.is_connected()
    seat = seat_of(day, role)
    join(page, role, seat)
    began = time.monotonic()
    assert publish(page, role, source, kind) == "done"
    wait_until(lambda: not tracks(day, seat), began + 2 - time.monotonic(), "the false camera is gone")
    alarm = wait_until(lambda: staff.told("media.suspicious_track_found"), 2, "the alarm at the staff")[-1]
    assert alarm["data"]["source"] == source
    assert alarm["data"]["kind"] == kind
    assert day.inside.one(TRAIL, seat["identity"]) == 1
    # The right itself is left: an honest camera may follow.
    assert publish(page, role, "camera", "video") == "done"
    [track] = tracks(day, seat)
    assert track["type"] == "VIDEO"
    leave_all(page)
    staff.close()


@pytest.mark.parametrize("role", ["candidate", "phone", "inspector", "officer who looks"])
def test_nobody_names_themselves(day: Day, page: Page, role: str) -> None:
    seat = seat_of(day, role)
    witness = seat_of(day, "candidate") if role != "candidate" else seat_of(day, "inspector")
    join(page, "witness", witness)
    identity = join(page, role, seat)
    before = people(day.inside, seat["room"])[identity]
    local = f"evil.rooms['{role}'].localParticipant"
    assert attempt(page, f"await {local}.setName('主考官')").startswith("refused")
    assert attempt(page, f"await {local}.setMetadata('chief')").startswith("refused")
    assert attempt(page, f"await {local}.setAttributes({{role: 'chief'}})").startswith("refused")
    attempt(page, f"await {local}.publishData(new TextEncoder().encode('x'), {{reliable: true}})")
    attempt(page, f"await {local}.sendText('x')")
    after = people(day.inside, seat["room"])[identity]
    for word in ("name", "metadata", "attributes", "permission"):
        assert after.get(word) == before.get(word)
    assert after.get("name", "") == ""
    assert page.evaluate("() => evil.heard.filter(line => line.startsWith('witness'))") == []
    leave_all(page)


def test_the_share_is_open_during_the_interview_only(day: Day, page: Page) -> None:
    """The same client, the same words: so the refusals above come from the grant."""
    interview = day.interview(8)
    seat = day.candidate(8).seat()
    join(page, "candidate", seat)
    assert publish(page, "candidate", "screen_share", "video") == "done"
    [track] = tracks(day, seat)
    assert track["source"] == "SCREEN_SHARE"
    day.other_chief.post(f"/staff/interviews/{interview}/share-stop")
    wait_until(lambda: not tracks(day, seat), 2, "the share is stopped")
    day.other_chief.post(f"/staff/interviews/{interview}/return", {"reason": "设备需要调试"})

    def refused() -> bool:
        return publish(page, "candidate", "screen_share", "video").startswith("refused")

    wait_until(refused, 2, "the right is gone with the interview")
    wait_until(lambda: not tracks(day, seat), 2, "nothing is shared any more")
    leave_all(page)


STRANGERS = "SELECT count(*) FROM audit_trailentry WHERE event = 'media.stranger_removed'"


def test_a_stranger_with_a_true_token_is_removed(day: Day, page: Page) -> None:
    """Should the gate ever let one in: whoever has no seat is out within two seconds."""
    seat, before = seat_of(day, "candidate"), day.inside.one(STRANGERS)
    token = join_token(day.inside, "s-stranger", seat["room"])
    url = f"ws://127.0.0.1:{media_port(day.inside)}"
    # Not awaited: the removal may come while the client is still connecting.
    page.evaluate("([url, token]) => evil.joinAndTime('stranger', token, url)", [url, token])
    wait_until(lambda: day.inside.one(STRANGERS) > before, 15, "the stranger is found")
    wait_until(lambda: "s-stranger" not in people(day.inside, seat["room"]), 2, "the stranger is out")
    came, went = page.evaluate("() => evil.stay")
    if came is not None:
        wait_until(lambda: page.evaluate("() => evil.stay[1] !== null"), 2, "the stranger's page is told")
        came, went = page.evaluate("() => evil.stay")
        assert went - came < 2_000
    leave_all(page)


def test_a_stranger_who_never_connects_media_is_found_too(day: Day) -> None:
    """The media server reports nobody before their media connects, but counts them: the watch looks there."""
    seat = seat_of(day, "candidate")
    token = join_token(day.inside, "s-silent", seat["room"])
    stranger = MediaSocket(f"http://127.0.0.1:{media_port(day.inside)}", token)
    assert stranger.status == 101
    assert stranger.closed.wait(2)
    assert "s-silent" not in people(day.inside, seat["room"])
