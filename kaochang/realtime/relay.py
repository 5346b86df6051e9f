"""The process that carries the outbox to the push server.

It is woken by a NOTIFY after each commit, and looks by itself every 200 ms. The push server or PostgreSQL
may be away for any time: rows wait, nothing is lost.
"""

import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import structlog
from django.db import Error as DatabaseError
from django.db import connection

from kaochang.realtime.listener import Listener
from kaochang.realtime.outbox import send_round
from kaochang.realtime.push import PushApi, PushServer
from kaochang.realtime.services import NOTIFY_CHANNEL

POLL_SECONDS = 0.2
MOST_PAUSE_SECONDS = 2.0
SENDERS = 8
REPORT_EVERY_SECONDS = 60.0
log = structlog.get_logger(__name__)


class Echo(Protocol):
    """Hears what was sent, and tells others what follows from it. Losing some of it must be harmless."""

    def hear(self, told: Sequence[tuple[str, Sequence[str]]]) -> None: ...

    def tell_due(self) -> None: ...


class Relay:
    def __init__(self, push: PushServer, echo: Echo) -> None:
        self._push, self._echo = push, echo
        self._listener = Listener(NOTIFY_CHANNEL)
        self._trouble = ""
        self._sent = 0
        self._reported_at = time.monotonic()

    def run(self, stop: threading.Event) -> None:
        pause = 0.0
        with ThreadPoolExecutor(SENDERS, thread_name_prefix="relay-send") as workers:
            while not stop.is_set():
                worked, trouble = self._round(workers)
                self._tell(trouble)
                if trouble:
                    pause = min(MOST_PAUSE_SECONDS, pause * 2 or 0.1)
                    stop.wait(pause)
                    continue
                pause = 0.0
                if not worked:
                    self._listener.wait(POLL_SECONDS)
        self._listener.close()

    def _round(self, workers: ThreadPoolExecutor) -> tuple[int, str]:
        try:
            done = send_round(self._push, workers)
            self._echo.hear(done.told)
            self._echo.tell_due()
        except DatabaseError as error:
            self._listener.close()
            return 0, f"database: {type(error).__name__}"
        finally:
            connection.close()  # back to the pool, which checks it before the next round
        self._sent += len(done.sent)
        return len(done.sent), f"push: {done.push_down}" if done.push_down else ""

    def _tell(self, trouble: str) -> None:
        if trouble and not self._trouble:
            log.warning("relay_waits", reason=trouble)
        elif self._trouble and not trouble:
            log.info("relay_goes_on", after=self._trouble)
        self._trouble = trouble
        now = time.monotonic()
        if now - self._reported_at >= REPORT_EVERY_SECONDS:
            log.info("relay_sent", rows=self._sent, seconds=round(now - self._reported_at))
            self._sent, self._reported_at = 0, now


def run_relay(echo: Echo) -> int:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Relay(PushApi(), echo).run(stop)
    return 0
