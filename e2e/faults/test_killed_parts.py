"""kill -9 of every part during a live interview: it comes back, and everybody goes on by themselves."""

from __future__ import annotations

import os
import signal
import time

import pytest
from playwright.sync_api import expect

from e2e.faults.live import CANDIDATE, CHIEF, Live, healthy, said, until_works
from e2e.person import wait_until
from e2e.sockets import PushSocket

UNSEALED = "SELECT count(*) FROM audit_trailentry WHERE position IS NULL"
WAITING_JOBS = (
    "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
    " AND task_name = 'media.mute_source'"
)


def kill(live: Live, part: str) -> list[int]:
    inside = live.day.inside
    before = inside.processes(part)
    assert before, f"{part} does not run"
    deaths = said(live.day).count(f"{part} was killed by SIGKILL")
    os.kill(before[0], signal.SIGKILL)

    def back() -> bool:
        now = inside.processes(part)
        noticed = said(live.day).count(f"{part} was killed by SIGKILL") > deaths
        return noticed and bool(now) and before[0] not in now

    wait_until(back, 20, f"{part} is started again")
    return before


def clock_at_candidate(live: Live, before: int) -> bool:
    """The candidate's page has the longer time: the act went through web, relay and push to the page."""
    shown = live.day.candidate(0).now()["interview"]
    return bool(shown and shown["extended_seconds"] > before)


@pytest.mark.parametrize("part", ["worker", "relay", "watch", "push", "web", "caddy"])
def test_the_interview_goes_on_without(live: Live, part: str) -> None:
    state, prompts = live.state(), live.prompts()
    kill(live, part)
    # Media does not pass through any of these: pictures move meanwhile, nobody is interrupted for good.
    live.see_each_other(15)
    wait_until(lambda: healthy(live.day), 20, "the system is healthy again")
    assert live.state() == state
    # And the whole way from a click to the other's page works again.
    socket = None

    def connected() -> bool:
        nonlocal socket
        socket = PushSocket(live.day.site.url, live.day.candidate(0).push_token("candidate"))
        return socket.is_connected()

    until_works(connected, 20, "the push socket is back")
    assert socket is not None
    before = live.extended()
    until_works(live.extend, 20, "the chief acts again")
    wait_until(lambda: socket.told("interviews.interview_extended"), 15, "the page is told")
    assert live.extended() == before + 60, "once, not twice"
    assert clock_at_candidate(live, before)
    socket.close()
    # The worker does what is asked of the media server, the watch seals the trail.
    live.day.chief.post(f"/staff/interviews/{live.interview}/share-stop")
    wait_until(lambda: live.day.inside.one(WAITING_JOBS) == 0, 15, "the worker has done its jobs")
    wait_until(lambda: live.day.inside.one(UNSEALED) == 0, 15, "the trail is sealed")
    live.see_each_other(15)
    live.require_same_pages()
    assert live.prompts() == prompts, "nobody was asked for the camera again"


def test_the_media_comes_back_after_the_media_server(live: Live) -> None:
    state, prompts = live.state(), live.prompts()
    kill(live, "livekit")
    back = time.monotonic()
    live.see_each_other(10)
    assert time.monotonic() - back <= 10
    live.hear_each_other()
    for person, tile in ((live.chief, CANDIDATE), (live.candidate, CHIEF)):
        expect(person.page.locator(tile).get_by_text("连接中断")).to_have_count(0, timeout=10_000)
    assert live.state() == state
    live.require_same_pages()
    assert live.prompts() == prompts, "nobody was asked for the camera again"


def test_while_the_database_is_away_media_goes_on_and_writes_are_refused(live: Live) -> None:
    state, before = live.state(), live.extended()
    database = live.day.inside.database_process()
    live.day.site.process.send_signal(signal.SIGSTOP)  # nobody starts it again before we looked
    try:
        os.kill(database, signal.SIGINT)  # PostgreSQL's fast shutdown
        path = f"/staff/interviews/{live.interview}/extension"

        def refused() -> bool:
            answer = live.day.chief.ask("POST", path, {"seconds": 60})
            return answer.status_code == 503 and answer.json()["code"] == "database_unavailable"

        wait_until(refused, 15, "a write is refused in words")
        live.see_each_other(10)
        live.hear_each_other()
    finally:
        live.day.site.process.send_signal(signal.SIGCONT)
    wait_until(lambda: healthy(live.day), 30, "the database is back")
    assert live.extended() == before, "a refused write did nothing"
    until_works(live.extend, 20, "writes are taken again")
    assert live.extended() == before + 60
    assert live.state() == state
    live.see_each_other(15)
    live.require_same_pages()


def test_the_trail_verifies_after_all_that(live: Live) -> None:
    inside = live.day.inside
    wait_until(lambda: inside.one(UNSEALED) == 0, 20, "the sealer has caught up")
    done = inside.command("trail", "verify")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_acknowledged_act_is_there_once(live: Live) -> None:
    """Each extension was answered with 200 once, and the trail holds each once."""
    query = "SELECT count(*) FROM audit_trailentry WHERE event = 'interviews.interview_extended'"
    assert live.day.inside.one(query) * 60 == live.extended()
