"""LiveKit's configuration: strict, loop-back only, rooms never made by joining."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from kaochang.config.environment import Environment
from kaochang.supervisor.front_door import is_loopback
from kaochang.supervisor.network import lan_address

WEBHOOK = "/internal/media-webhook"


def write_config(site: Environment) -> Path:
    folder = site.VAR_DIR / "livekit"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "livekit.yaml"
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(json.dumps(config(site), indent=2) + "\n")  # JSON is YAML
    return path


def config(site: Environment) -> dict[str, Any]:
    rtc: dict[str, Any] = {
        "tcp_port": site.LIVEKIT_TCP_PORT,
        "udp_port": site.LIVEKIT_UDP_PORT,
        "use_external_ip": False,
    }
    if site.LAN or not is_loopback(urlsplit(site.public_origin).hostname or ""):
        # Browsers on other machines: media travels to this machine's own address.
        address = lan_address(site)
        rtc |= {"node_ip": address, "ips": {"includes": [f"{address}/32"]}}
    else:
        rtc |= {"node_ip": "127.0.0.1", "enable_loopback_candidate": True, "interfaces": {"includes": ["lo"]}}
    whole: dict[str, Any] = {
        "port": site.LIVEKIT_PORT,
        # Signalling goes through Caddy and its gate only.
        "bind_addresses": ["127.0.0.1"],
        "rtc": rtc,
        "room": {
            "auto_create": False,
            "enabled_codecs": [{"mime": "audio/opus"}, {"mime": "audio/red"}, {"mime": "video/vp8"}],
            "empty_timeout": 43200,
            "departure_timeout": 43200,
            "max_participants": 12,
            "enable_remote_unmute": False,
        },
        "keys": {site.LIVEKIT_KEY: site.LIVEKIT_SECRET},
        "webhook": {
            "api_key": site.LIVEKIT_KEY,
            "urls": [f"http://127.0.0.1:{site.WEB_PORT}{WEBHOOK}"],
        },
        "logging": {"level": "info", "json": True},
    }
    if site.REDIS_URL:
        redis = urlsplit(site.REDIS_URL)
        whole["redis"] = {
            "address": f"{redis.hostname}:{redis.port or 6379}",
            "username": unquote(redis.username or ""),
            "password": unquote(redis.password or ""),
            "use_tls": redis.scheme == "rediss",
        }
    return whole
