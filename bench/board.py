"""The stage board with many rows, in Chromium: a key in the search, and an event of one candidate.

python -m bench board [--rows 200] [--times 30]

The officer's page is the product's own, served through the front door. Times of keys are the browser's own
(Event Timing: from the key to the paint after it) and, by the page's clock, until the list shows who was
searched. An event is a candidate set aside, or called back: what the browser's main thread worked from the
act until the page had been still for a moment, less what it works in as much time while nothing happens
(processor time: other programs on the machine do not add to it, as they do to the longest task).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from typing import Any
from uuid import uuid4

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.report import latencies, table
from bench.school import Room, make_day
from bench.system import System
from e2e.person import CHROMIUM, FLAGS, LAPTOP
from kaochang.accounts.models import Person
from kaochang.exams.models import Assignment
from kaochang.exams.states import RoomRole

# A name in full, key by key, and away again: from all rows to one and back to all.
WORDS = "考生117"
EVENT_SECONDS = 2.5
WATCH = """() => {
  window.__keys = []
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (one.name === 'keydown') window.__keys.push(one.duration)
  }).observe({ type: 'event', durationThreshold: 16 })
  window.__tasks = []
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.__tasks.push(one.duration)
  }).observe({ type: 'longtask' })
}"""
# When the list shows as many as wanted, at the paint after that; from the moment of the key.
SHOWN = """(wanted) => new Promise((done) => {
  addEventListener('keydown', ({ timeStamp }) => {
    const look = () => {
      if (document.querySelectorAll('.kc-board-who').length !== wanted) return requestAnimationFrame(look)
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp)))
    }
    look()
  }, { once: true, capture: true })
})"""


class Board:
    def __init__(self, system: System, room: Room, page: Page) -> None:
        self.system, self.room, self.page = system, room, page
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("Performance.enable")

    def worked(self) -> float:
        """ms of processor of the main thread so far."""
        found = self.cdp.send("Performance.getMetrics")["metrics"]
        return next(1000 * float(one["value"]) for one in found if one["name"] == "ThreadTime")

    def keys(self, names: Sequence[str]) -> list[float]:
        """Each character of the words, then each away again; ms until the list is right."""
        page, took = self.page, []
        page.get_by_role("searchbox").focus()
        typed = [WORDS[: count + 1] for count in range(len(WORDS))]
        for words in [*typed, *reversed(["", *typed[:-1]])]:
            wanted = sum(words in name for name in names)
            page.evaluate(f"(wanted) => {{ window.__shown = ({SHOWN})(wanted) }}", wanted)
            if len(words) > len(page.get_by_role("searchbox").input_value()):
                self.insert(words[-1])
            else:
                page.keyboard.press("Backspace")
            took.append(float(page.evaluate("window.__shown")))
        return took

    def insert(self, character: str) -> None:
        """A key press; some of these characters are on no keyboard that the driver knows."""
        for kind in ("keyDown", "keyUp"):
            text = {"text": character} if kind == "keyDown" else {}
            self.cdp.send("Input.dispatchKeyEvent", {"type": kind, "key": character, **text})

    def act(self, path: str) -> None:
        connection = HTTPConnection("127.0.0.1", self.system.port, timeout=30)
        headers = {"Cookie": self.room.chief_cookie, "X-Kaochang": "1", "Origin": self.system.url}
        headers |= {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
        headers["Host"] = f"localhost:{self.system.port}"
        connection.request("POST", f"/api/v1/staff/{path}", json.dumps({"reason": ""}), headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {answer.read()[:300]!r}")
        connection.close()

    def event(self, number: int) -> tuple[float, float]:
        """ms of the main thread for one act of one candidate, and the longest task in it (50 ms and more)."""
        entry = self.room.candidates[number // 2].entry_id
        self.page.evaluate("window.__tasks = []")
        idle = self.still()
        before = self.worked()
        self.act(f"entries/{entry}/{'restoration' if number % 2 else 'deferral'}")
        time.sleep(EVENT_SECONDS)
        longest: list[float] = self.page.evaluate("window.__tasks")
        return self.worked() - before - idle, max(longest, default=0)

    def still(self) -> float:
        before = self.worked()
        time.sleep(EVENT_SECONDS)
        return self.worked() - before


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench board")
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--picture")
    options = parser.parse_args(words)
    room = make_day(options.rows, options.rows).rooms[0]
    chief = Person.objects.get(name="主考1")
    officer = RoomRole.WAITING_ROOM_OFFICER
    Assignment.objects.create(room_id=room.room_id, person=chief, role=officer)
    names = [f"考生{number}" for number in range(options.rows)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai")
        name, _, token = room.chief_cookie.partition("=")
        context.add_cookies([{"name": name, "value": token, "url": system.url}])
        page = context.new_page()
        page.goto(f"{system.url}/s/rooms/{room.room_id}/board")
        page.locator(".kc-board-who").nth(options.rows - 1).wait_for()
        page.wait_for_load_state("networkidle")
        board = Board(system, room, page)
        rows = list(found(board, names, options.times))
        if options.picture:
            page.screenshot(path=options.picture)
        browser.close()
    head = ["moment", "p50 ms", "p95", "p99", "most", "n"]
    table(f"the stage board with {options.rows} rows", head, rows)


def found(board: Board, names: Sequence[str], times: int) -> Any:
    board.keys(names)  # warms up
    board.event(0)
    board.event(1)
    board.page.evaluate(WATCH)
    shown = [ms for _ in range(-(-times // 8)) for ms in board.keys(names)]
    board.page.wait_for_timeout(500)
    painted: list[float] = board.page.evaluate("window.__keys")
    events = [board.event(number) for number in range(times)]
    # Faster than 16 ms is not told.
    fast = len(shown) - len(painted)
    yield ["key → its paint", *latencies([*painted, *[16.0] * fast])]
    yield ["key → the list is right", *latencies(shown)]
    yield ["event: main thread, processor", *latencies([work for work, _ in events])]
    yield ["event: longest task", *latencies([longest for _, longest in events])]
    yield [
        f"{EVENT_SECONDS} s of nothing: main thread, processor",
        *latencies([board.still() for _ in range(4)]),
    ]
