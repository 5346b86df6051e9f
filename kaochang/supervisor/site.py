"""The var folder: what the first start makes and every later start finds."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from kaochang.config.environment import Environment
from kaochang.supervisor.network import choose_free_port, is_free

PORTS = ("WEB_PORT", "PUSH_PORT", "LIVEKIT_PORT", "LIVEKIT_TCP_PORT", "LIVEKIT_UDP_PORT", "TRUST_PORT")
SECRETS = {
    "SECRET_KEY": 48,
    "LOOKUP_KEY": 48,
    "ENCRYPTION_KEYS": 32,
    "INTERNAL_KEY": 32,
    "PUSH_TOKEN_SECRET": 48,
    "PUSH_API_KEY": 32,
    "LIVEKIT_SECRET": 48,
    "DATABASE_ADMIN_PASSWORD": 32,
    "DATABASE_PASSWORD": 32,
}


def make_folders(var: Path) -> None:
    # The database's own user must pass through var to its folder; it can list or read nothing on the way.
    var.mkdir(parents=True, exist_ok=True)
    var.chmod(0o711 if os.getuid() == 0 else 0o700)
    for name in ("run", "logs"):
        (var / name).mkdir(mode=0o700, exist_ok=True)


def ensure_secrets(var: Path) -> dict[str, str]:
    """Keeps what is there and makes what is missing: keys are never replaced by a start."""
    path = var / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    whole = {name: secrets.token_urlsafe(size) for name, size in SECRETS.items()}
    whole |= {"LIVEKIT_KEY": f"kc{secrets.token_hex(6)}", **kept}
    if whole != kept:
        write_private(path, whole)
    return whole


def ensure_ports(var: Path) -> tuple[dict[str, int], list[str]]:
    """Chooses free ports at the first start, and again for one that somebody else has taken since."""
    path = var / "ports.json"
    kept: dict[str, int] = json.loads(path.read_text()) if path.exists() else {}
    whole = {name: port for name, port in kept.items() if name in PORTS}
    moved = []
    for name in PORTS:
        if name in whole and is_free(whole[name]):
            continue
        if name in whole:
            moved.append(name)
        whole[name] = choose_free_port(set(whole.values()))
    if whole != kept:
        write_private(path, whole)
    return whole, moved


def remember_start(site: Environment) -> None:
    """For commands in another terminal: the address and mode that this start was given."""
    started = {"PORT": site.PORT, "PUBLIC_ORIGIN": site.public_origin, "LAN": site.LAN, "DEMO": site.DEMO}
    write_private(started_file(site.VAR_DIR), started)


def started_file(var: Path) -> Path:
    return var / "run" / "started.json"


def write_private(path: Path, content: dict[str, Any]) -> None:
    """Whole or not at all, and never readable by others for a moment."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
