"""Nothing happens: what each part costs while everybody is connected and waits.

python -m bench idle [--waiting 5000] [--seconds 40]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from bench import browsers
from bench.cpu import CpuMeter
from bench.page import reactions
from bench.report import table
from bench.school import Day, make_day
from bench.system import System
from kaochang.accounts.models import LoginSession
from kaochang.accounts.states import LoginArea
from kaochang.desks.models import Desk, Device
from kaochang.desks.states import DeviceKind, DeviceState
from kaochang.interviews.models import StaffPresence


def measure(system: System, words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench idle")
    parser.add_argument("--waiting", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=40)
    options = parser.parse_args(words)
    day = make_day(options.waiting)
    chiefs = [
        {"cookie": room.chief_cookie, "token": f"/api/v1/staff/push-token?room={room.room_id}"}
        for room in day.rooms
    ]
    people = [one.as_page() for one in day.candidates] + chiefs
    pages = browsers.start(
        "hold", origin=system.url, base=system.url, people=people, parallel=24, **reactions()
    )
    try:
        if not pages.wait(lambda: len(pages.of_kind("up")) >= len(people), 240):
            raise RuntimeError(f"only {len(pages.of_kind('up'))} sockets came up")
        show_laptops()
        await_staff(day)
        time.sleep(10)
        with CpuMeter(system.process.pid) as meter:
            time.sleep(options.seconds)
    finally:
        pages.quit()
    gone = Device.objects.filter(online=False).count()
    if gone:
        raise RuntimeError(f"the watch took {gone} connected laptops for gone")
    rows = [[part, f"{cores:.3f}"] for part, cores in sorted(meter.cores.items(), key=lambda item: -item[1])]
    title = f"{len(day.rooms)} rooms, {len(people)} sockets, nothing happens, {meter.seconds:.0f} s"
    table(title, ["part", "cores"], [["all", f"{meter.total:.3f}"], *rows])


def show_laptops() -> None:
    """Each candidate's page as the laptop at its desk; as registering does, online from the start."""
    sessions = dict(LoginSession.objects.filter(area=LoginArea.CANDIDATE).values_list("person_id", "pk"))
    laptop = {"kind": DeviceKind.LAPTOP, "state": DeviceState.ACTIVE, "online": True}
    Device.objects.bulk_create(
        (
            Device(desk_id=desk, login_session_id=sessions[person], **laptop)
            for desk, person in Desk.objects.values_list("pk", "roster_entry__person_id")
        ),
        batch_size=1000,
    )


def await_staff(day: Day) -> None:
    """Every chief is counted: so every room was looked at."""
    until = time.monotonic() + 60
    while StaffPresence.objects.filter(online=True).count() < len(day.rooms):
        if time.monotonic() > until:
            raise RuntimeError("the watch did not find every chief")
        time.sleep(0.5)
