"""The push server is killed: until all sockets are back, and what `GET …/now` has to bear meanwhile.

python -m bench comeback [--waiting 5000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench import browsers
from bench.browsers import Browsers
from bench.cpu import CpuMeter, tree_of
from bench.page import reactions
from bench.report import percentile, spread, table
from bench.school import make_day
from bench.system import System
from kaochang.desks.models import Device
from kaochang.supervisor.process import wait_until

PATIENCE = 180.0


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench comeback")
    parser.add_argument("--waiting", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(words)
    people = [one.as_page() for one in make_day(options.waiting, laptops=True).candidates]
    pages = browsers.start(
        "hold", origin=system.url, base=system.url, people=people, parallel=24, **reactions()
    )
    rounds: list[dict[str, float]] = []
    try:
        if not pages.wait(lambda: len(pages.of_kind("up")) >= options.waiting, 600):
            raise RuntimeError(f"only {len(pages.of_kind('up'))} sockets came up")
        online = Device.objects.filter(online=True)
        if not wait_until(lambda: online.count() == options.waiting, seconds=300):
            raise RuntimeError(f"watch knows of {online.count()} only")
        for _ in range(options.rounds):
            time.sleep(25)  # so long alive, that the supervisor starts it again at once
            rounds.append(drop_all(system, pages, options.waiting))
    finally:
        pages.quit()
    show(options.waiting, rounds)


def drop_all(system: System, pages: Browsers, waiting: int) -> dict[str, float]:
    since, known = pages.mark(), len((system.var / "up.log").read_text(errors="replace").splitlines())
    push = next(pid for pid, part in tree_of(system.process.pid).items() if part == "push")
    with CpuMeter(system.process.pid) as meter, CpuMeter(pages.process.pid) as load:
        killed = time.time_ns()
        os.kill(push, signal.SIGKILL)

        def settled() -> bool:
            back = {line["i"] for line in pages.of_kind("up", since)}
            read = {line["i"] for line in reads_after_gap(pages, since)}
            return len(back) == waiting and len(read) == waiting

        complete = pages.wait(settled, PATIENCE)
    for line in (system.var / "up.log").read_text(errors="replace").splitlines()[known:]:
        print(f"  supervisor: {line}")
    print(f"  {'all is back' if complete else 'NOT COMPLETE'}; cores: {meter.words()}; load {load.total:.2f}")
    return summary(pages, since, killed)


def summary(pages: Browsers, since: int, killed: int) -> dict[str, float]:
    ups = pages.of_kind("up", since)
    first_back: dict[int, float] = {}
    for line in ups:
        first_back.setdefault(line["i"], (line["at"] - killed) / 1e9)
    back, reads = list(first_back.values()), reads_after_gap(pages, since)
    took = [(line["at"] - line["begin"]) / 1e6 for line in reads]
    statuses = Counter(line["status"] for line in reads)
    codes = Counter(line["code"] for line in pages.of_kind("down", since))
    print(f"  dropped by close code {dict(codes)}; came up {len(ups)} times; `now` {dict(statuses)}")
    return {
        "back p50 s": percentile(back, 0.5),
        "back p99 s": percentile(back, 0.99),
        "last back s": max(back),
        "`now` asked, most in one second": most_in_a_second(reads, "begin"),
        "`now` answered, most in one second": most_in_a_second(reads, "at"),
        "`now` p50 ms": percentile(took, 0.5),
        "`now` p99 ms": percentile(took, 0.99),
        "last page fresh s": max((line["at"] - killed) / 1e9 for line in reads) if reads else float("nan"),
        "`now` neither 200 nor 204": float(
            sum(count for status, count in statuses.items() if status not in (200, 204))
        ),
        "pages that came back": float(len(back)),
        "pages that read `now`": float(len({line["i"] for line in reads})),
    }


def reads_after_gap(pages: Browsers, since: int) -> list[dict[str, Any]]:
    return [line for line in pages.of_kind("now", since) if line["why"] == "gap"]


def most_in_a_second(lines: list[dict[str, Any]], moment: str) -> float:
    return float(max(Counter(line[moment] // 1_000_000_000 for line in lines).values(), default=0))


def show(waiting: int, rounds: list[dict[str, float]]) -> None:
    rows = [[name, spread([one[name] for one in rounds], 1)] for name in rounds[0]]
    table(
        f"{waiting} sockets cut by kill -9 of push, {len(rounds)} times",
        ["what", "median (least–most)"],
        rows,
    )
