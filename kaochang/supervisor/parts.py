"""The parts of the running system: how each is started, and how one knows that it answers."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from kaochang.config import beat
from kaochang.config.environment import ROOT, Environment
from kaochang.supervisor import front_door, media_server
from kaochang.supervisor.build import LIVEKIT, PUSH

MARK = "KAOCHANG_SITE"


@dataclass(frozen=True)
class Part:
    name: str
    command: list[str]
    environment: Mapping[str, str]
    is_ready: Callable[[], bool] = field(default=lambda: True)
    # Whether it answers at all, however busy: a part that stays silent is killed and started again.
    answers: Callable[[], bool] | None = None
    # Waited for at the end: it needs a part that starts after it.
    ready_last: bool = False
    patience: float = 4.0
    # What the kernel sends when the supervisor itself is killed.
    death_signal: int = signal.SIGKILL


def parts_of(site: Environment, trust_port: int) -> list[Part]:
    """In the order of starting. Each gets the variables it needs and no other secret."""
    base = base_environment(site)
    python = [sys.executable, "-m", "kaochang"]
    control = base | control_plane(site)
    # All pools together stay below the 80 connections that the database keeps for us.
    small = control | {"DATABASE_POOL": "10", "WEB_THREADS": "1"}
    web = f"http://127.0.0.1:{site.WEB_PORT}"
    return [
        Part(
            "push",
            [str(PUSH / "bin" / "push")],
            base
            | {
                "PUSH_PORT": str(site.PUSH_PORT),
                "PUSH_TOKEN_SECRET": site.PUSH_TOKEN_SECRET,
                "PUSH_API_KEY": site.PUSH_API_KEY,
                "PUBLIC_ORIGIN": ",".join(site.allowed_origins),
                "REDIS_URL": site.REDIS_URL,
                "INTERNAL_KEY": site.INTERNAL_KEY,
                "PUSH_REVOCATIONS_URL": f"{web}/internal/push-revocations",
            },
            is_ready=lambda: status(site.PUSH_PORT, "/health") == 200,
            answers=lambda: status(site.PUSH_PORT, "/health") is not None,
            ready_last=True,
            patience=2.0,
        ),
        Part(
            "livekit",
            [str(LIVEKIT / "bin" / "livekit-server"), "--config", str(media_server.write_config(site))],
            base,
            is_ready=lambda: status(site.LIVEKIT_PORT, "/") == 200,
            answers=lambda: status(site.LIVEKIT_PORT, "/") is not None,
            # SIGTERM makes it wait for everybody in a room to leave, and hangs in its first 0.3 s.
            patience=1.0,
        ),
        Part(
            "web",
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(site.WEB_PORT)),
                *("--workers", str(site.WEB_WORKERS), "--blocking-threads", str(site.WEB_THREADS)),
                *("--respawn-failed-workers", "--workers-kill-timeout", "3", "--log-level", "warning"),
                "kaochang.config.wsgi:application",
            ],
            control,
            is_ready=lambda: status(site.WEB_PORT, "/api/v1/health") == 200,
            answers=lambda: (
                status(site.WEB_PORT, "/api/v1/health") is not None or beat.is_beating(site.VAR_DIR, within=5)
            ),
            # It has worker processes to end.
            death_signal=signal.SIGTERM,
        ),
        # Ten jobs at a time, and a second connection for each of two that count their work.
        Part("worker", [*python, "worker"], small | {"DATABASE_POOL": "12"}),
        Part("relay", [*python, "relay"], small),
        Part("watch", [*python, "watch"], small),
        Part(
            "caddy",
            [
                *(str(Path(sys.executable).with_name("caddy")), "run", "--adapter", "caddyfile"),
                *("--config", str(front_door.write_caddyfile(site, trust_port))),
            ],
            base | front_door.variables(site) | {"XDG_DATA_HOME": str(site.VAR_DIR / "caddy")},
            is_ready=lambda: front_door.takes_visitors(site),
            answers=lambda: front_door.admin_answers(site.VAR_DIR),
        ),
    ]


def base_environment(site: Environment) -> dict[str, str]:
    passed = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TZ") if name in os.environ
    }
    return passed | {MARK: str(site.VAR_DIR), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def control_plane(site: Environment) -> dict[str, str]:
    """Every variable of `Environment`, as a child reads it again."""
    values = site.model_dump(mode="json")
    written = {name: value for name, value in values.items() if isinstance(value, str | int | bool)}
    words = {
        name: str(int(value)) if isinstance(value, bool) else str(value) for name, value in written.items()
    }
    words["PUBLIC_ORIGIN"] = site.public_origin
    words["ICE_SERVERS"] = site.model_dump_json(include={"ICE_SERVERS"})[len('{"ICE_SERVERS":') : -1]
    return words


def status(port: int, path: str, *, seconds: float = 2.0) -> int | None:
    """The status of one GET on loop-back; None when nothing answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
