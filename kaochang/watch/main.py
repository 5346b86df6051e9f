"""The process: a tick each 2 s, those for presence and media each second, a probe each 250 ms, the sealer."""

import signal
import threading
import time
from collections.abc import Callable, Sequence

import structlog
from django.db import Error as DatabaseError
from django.db import connection

from kaochang.audit.sealer import Sealer
from kaochang.realtime.push import PushApi
from kaochang.watch.lock import SingleLock
from kaochang.watch.presence import PresenceWatch
from kaochang.watch.probe import MediaServerWatch, Probe
from kaochang.watch.tick import MediaTick, PresenceTick, Tick

TICK_SECONDS = 2.0
PRESENCE_SECONDS = 1.0
MEDIA_SECONDS = 1.0
PROBE_SECONDS = 0.25
STANDBY_SECONDS = 0.5
log = structlog.get_logger(__name__)


class Rounds(threading.Thread):
    """Calls `act` every `seconds` until `stop`; the database may be away for any time."""

    def __init__(
        self, name: str, act: Callable[[], None], seconds: float, stop: threading.Event,
        on_trouble: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        super().__init__(name=name, daemon=True)
        self._act, self._seconds, self._stop_event, self._on_trouble = act, seconds, stop, on_trouble
        self._in_trouble = False

    def run(self) -> None:
        while not self._stop_event.is_set():
            began = time.monotonic()
            self.once()
            self._stop_event.wait(max(0.01, self._seconds - (time.monotonic() - began)))

    def once(self) -> None:
        try:
            self._act()
        except DatabaseError as error:
            self._on_trouble()
            if not self._in_trouble:
                log.warning("watch_waits_for_database", round=self.name, error=type(error).__name__)
            self._in_trouble = True
        except Exception:
            self._on_trouble()
            log.exception("watch_round_failed", round=self.name)
        else:
            if self._in_trouble:
                log.info("watch_goes_on", round=self.name)
            self._in_trouble = False
        finally:
            connection.close()


class Watch:
    """What runs while this process holds the lock."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._probe = Probe()
        media = MediaServerWatch(self._probe)
        self._push = PushApi()
        self._rounds = [
            Rounds("probe", media.step, PROBE_SECONDS, stop, on_trouble=media.forget),
            Rounds("media", MediaTick(lambda: media.is_up).run, MEDIA_SECONDS, stop),
            Rounds("presence", PresenceTick(PresenceWatch(self._push)).run, PRESENCE_SECONDS, stop),
            Rounds("tick", Tick().run, TICK_SECONDS, stop),
        ]
        self._sealer = Sealer()

    def run(self, lock: SingleLock) -> None:
        """Until told to stop, or until the lock is lost with its connection."""
        for part in (*self._rounds, self._sealer):
            part.start()
        try:
            while not self._stop.wait(1):
                if not lock.is_held():
                    log.warning("watch_lock_lost")
                    return
        finally:
            self._stop.set()
            self._sealer.stop()
            for part in self._rounds:
                part.join(5)
            self._probe.close()
            self._push.close()


def main(words: Sequence[str] = ()) -> int:
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    lock = SingleLock()
    while not ended.is_set():
        if not lock.is_held():
            ended.wait(STANDBY_SECONDS)
            continue
        log.info("watch_starts")
        stop = Stopping(ended)
        Watch(stop).run(lock)
    lock.release()
    return 0


class Stopping(threading.Event):
    """Set by itself, or with the whole process's end."""

    def __init__(self, whole: threading.Event) -> None:
        super().__init__()
        self._whole = whole

    def is_set(self) -> bool:
        return self._whole.is_set() or super().is_set()

    def wait(self, timeout: float | None = None) -> bool:
        limit = None if timeout is None else time.monotonic() + timeout
        while not self.is_set():
            left = 0.2 if limit is None else min(0.2, limit - time.monotonic())
            if left <= 0:
                break
            super().wait(left)
        return self.is_set()
