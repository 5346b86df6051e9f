"""Invite → the page knows, while thousands wait; beside an echo and beside a lobby polled each second.

python -m bench invite [--waiting 1000 5000] [--invitations 200] [--rate 10] [--rounds 1]
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import local
from uuid import uuid4

from bench import browsers
from bench.cpu import CpuMeter
from bench.page import reactions
from bench.report import latencies, table
from bench.school import Day, make_day
from bench.system import System, started_floor
from kaochang.config.environment import environment

PER_ROOM = 20
INVITED = "interviews.candidate_invited"
ECHO = "bench.echo"


@dataclass
class Found:
    """Milliseconds from the press; one list a moment."""

    echo: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    read_again: list[float] = field(default_factory=list)
    polled: list[float] = field(default_factory=list)
    lost: int = 0
    unseen: int = 0
    polls: list[tuple[float, float]] = field(default_factory=list)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def keep_cpu(self, name: str, meter: CpuMeter) -> None:
        self.cpu.setdefault(name, []).append(meter.total)
        self.words[name] = meter.words()


@dataclass
class Press:
    room: int
    sent: int
    answered: int
    invitation: str
    taken_back: int = 0


class Chiefs:
    """The chiefs' browsers: kept-open connections to the front door, and one to the push server's API."""

    def __init__(self, system: System, day: Day) -> None:
        self.system, self.day = system, day
        self.push_port, self.push_key = environment.PUSH_PORT, environment.PUSH_API_KEY
        self.kept = local()

    def _call(self, port: int, path: str, headers: dict[str, str], body: object) -> dict[str, object]:
        connections: dict[int, HTTPConnection] = self.kept.__dict__.setdefault("connections", {})
        connection = connections.setdefault(port, HTTPConnection("127.0.0.1", port, timeout=30))
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
        value: dict[str, object] = json.loads(text)
        return value

    def _command(self, room: int, path: str, body: object) -> dict[str, object]:
        headers = {"Cookie": self.day.rooms[room].chief_cookie, "X-Kaochang": "1", "Origin": self.system.url}
        headers |= {"Host": f"localhost:{self.system.port}", "Idempotency-Key": str(uuid4())}
        return self._call(self.system.port, f"/api/v1/staff/{path}", headers, body)

    def invite(self, room: int) -> Press:
        entry = self.day.rooms[room].candidates[0].entry_id
        sent = time.time_ns()
        answer = self._command(room, f"entries/{entry}/invitations", {})
        return Press(room, sent, time.time_ns(), str(answer["id"]))

    def withdraw(self, press: Press) -> None:
        press.taken_back = time.time_ns()
        self._command(press.room, f"invitations/{press.invitation}/withdrawal", {})

    def echo(self, room: int) -> tuple[str, int]:
        name = f"echo:{uuid4()}"
        channel = f"candidate:{self.day.rooms[room].candidates[0].roster_entry_id}"
        sent = time.time_ns()
        body = {"channel": channel, "data": {"type": ECHO, "subject": name}}
        self._call(self.push_port, "/api/publish", {"X-API-Key": self.push_key}, body)
        return name, sent


def press_all(
    chiefs: Chiefs, rooms: int, count: int, rate: float, *, echoes: bool, pause: float
) -> tuple[list[Press], dict[str, int]]:
    """`count` invitations at `rate` a second whatever the answers take, one room after the other, each
    taken back before its room comes again; between two of them an echo."""
    presses: list[Press] = []
    echoed: dict[str, int] = {}
    with ThreadPoolExecutor(8) as hands:
        while len(presses) < count:
            begun, waiting, sounds = time.monotonic(), [], []
            for number in range(min(rooms, count - len(presses))):
                _sleep_until(begun + number / rate)
                waiting.append(hands.submit(chiefs.invite, number))
                if echoes:
                    _sleep_until(begun + (number + 0.5) / rate)
                    sounds.append(hands.submit(chiefs.echo, number))
            made = [one.result() for one in waiting]
            echoed.update(one.result() for one in sounds)
            time.sleep(pause)
            list(hands.map(chiefs.withdraw, made))
            time.sleep(1.0)
            presses += made
    return presses, echoed


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def measure_push(
    system: System, chiefs: Chiefs, waiting: int, options: argparse.Namespace, found: Found
) -> None:
    people = [one.as_page() for one in chiefs.day.candidates[:waiting]]
    common = {"origin": system.url, "base": system.url, "people": people, "parallel": 24}
    pages = browsers.start("hold", watch=[INVITED, ECHO], **reactions(), **common)
    try:
        begun = time.monotonic()
        up = pages.wait(lambda: len(pages.of_kind("up")) >= waiting, 240)
        print(f"  {len(pages.of_kind('up'))} sockets in {time.monotonic() - begun:.0f} s", flush=True)
        if not up:
            raise RuntimeError("not all sockets came up")
        time.sleep(3)
        with CpuMeter(system.process.pid) as idle:
            time.sleep(8)
        since, begun = pages.mark(), time.monotonic()
        with CpuMeter(system.process.pid) as busy, CpuMeter(pages.process.pid) as pages_cpu:
            presses, echoed = press_all(
                chiefs, waiting // PER_ROOM, options.invitations, options.rate, echoes=True, pause=1.5
            )
        asked = Counter(f"{line['why']} {line['status']}" for line in pages.of_kind("now", since))
        seconds = time.monotonic() - begun
        print("  `now` a second: " + ", ".join(f"{why} {n / seconds:.1f}" for why, n in asked.most_common()))
        found.keep_cpu("idle", idle)
        found.keep_cpu("push", busy)
        found.keep_cpu("pages", pages_cpu)
        down = len(pages.of_kind("down"))
    finally:
        lines = pages.quit()
    if down:
        print(f"  {down} sockets dropped meanwhile")
    read_push(lines, presses, echoed, found)


def read_push(
    lines: Iterable[dict[str, object]], presses: list[Press], echoed: dict[str, int], found: Found
) -> None:
    told: dict[str, int] = {}
    reads: dict[int, list[int]] = {}
    for line in lines:
        if line["kind"] == "event":
            told.setdefault(str(line["subject"]), int(str(line["at"])))
        elif line["kind"] == "now" and line["status"] == 200 and line["why"] == "event":
            reads.setdefault(int(str(line["i"])), []).append(int(str(line["at"])))
    found.echo += [(told[name] - sent) / 1e6 for name, sent in echoed.items() if name in told]
    found.lost += sum(name not in told for name in echoed)
    for press in presses:
        found.answered.append((press.answered - press.sent) / 1e6)
        at = told.get(f"invitation:{press.invitation}")
        if at is None:
            found.lost += 1
            continue
        found.told.append((at - press.sent) / 1e6)
        later = [one for one in reads.get(press.room * PER_ROOM, []) if one > at]
        if later:
            found.read_again.append((min(later) - press.sent) / 1e6)


def measure_lobby(
    system: System, chiefs: Chiefs, waiting: int, options: argparse.Namespace, found: Found
) -> None:
    people = [
        {"cookie": one.cookie, "now": f"/lobby/{one.roster_entry_id}"}
        for one in chiefs.day.candidates[:waiting]
    ]
    with started_floor(system, workers=2) as (floor, floor_pid):
        pages = browsers.start("poll", origin=system.url, base=floor, people=people)
        try:
            time.sleep(6)
            with CpuMeter(system.process.pid, floor_pid) as busy:
                presses, _ = press_all(
                    chiefs, waiting // PER_ROOM, options.invitations, options.rate, echoes=False, pause=6
                )
        finally:
            lines = pages.quit()
    found.keep_cpu("lobby", busy)
    seen = {str(line["id"]): int(line["at"]) for line in lines if line["kind"] == "seen"}
    # One that was taken back before its page had asked again took at least that long.
    found.polled += [(seen.get(one.invitation, one.taken_back) - one.sent) / 1e6 for one in presses]
    found.unseen += sum(one.invitation not in seen for one in presses)
    tally = next(line for line in lines if line["kind"] == "tally")
    found.polls.append((tally["requests"] / tally["seconds"], tally["p99"]))


def show(waiting: int, found: Found) -> None:
    head = ["moment", "p50 ms", "p95", "p99", "most", "n"]
    rows = [
        ["echo: push server → one socket", *latencies(found.echo)],
        ["invite pressed → chief's answer", *latencies(found.answered)],
        ["invite pressed → event at the page", *latencies(found.told)],
        ["invite pressed → page has read `now` again", *latencies(found.read_again)],
        ["the same, lobby polled each second", *latencies(found.polled)],
    ]
    table(f"{waiting} waiting, lost: {found.lost}", head, rows)
    names = {
        "idle": "sockets, no invitation",
        "push": "sockets, invitations",
        "lobby": "lobby polled, invitations",
    }
    cpu = [
        [title, f"{statistics.median(found.cpu[name]):.2f}", found.words[name]]
        for name, title in {**names, "pages": "(the load generator of the sockets)"}.items()
        if name in found.cpu
    ]
    table(f"{waiting} waiting: cores", ["what", "cores", "by part (last round)"], cpu)
    if found.unseen:
        print(f"{found.unseen} polled invitations were taken back unseen: counted as that late")
    for rate, p99 in found.polls:
        print(f"polls reached: {rate:.0f}/s of {waiting}/s wanted, p99 of a poll {p99:.0f} ms")


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench invite")
    parser.add_argument("--waiting", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--invitations", type=int, default=200, help="a round")
    parser.add_argument("--rate", type=float, default=10.0, help="invitations a second")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args(words)
    begun = time.monotonic()
    chiefs = Chiefs(system, make_day(max(options.waiting), PER_ROOM))
    print(f"school of {max(options.waiting)} made in {time.monotonic() - begun:.0f} s", flush=True)
    everything = {waiting: Found() for waiting in options.waiting}
    for _ in range(options.rounds):
        for waiting, found in everything.items():
            measure_push(system, chiefs, waiting, options, found)
            measure_lobby(system, chiefs, waiting, options, found)
    for waiting, found in everything.items():
        show(waiting, found)
