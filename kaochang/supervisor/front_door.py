"""Caddy's file for this site: who it listens for; the addresses themselves are in deploy/routes.caddy."""

import json
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

from kaochang.config.environment import ROOT, Environment

ROUTES = ROOT / "deploy" / "routes.caddy"
WEB_LINE = 100  # requests that one process of the control plane is given at once: about a second's work
ROOT_CERTIFICATE = "/kaochang-root.crt"


def write_caddyfile(site: Environment, trust_port: int) -> Path:
    folder = site.VAR_DIR / "caddy"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "Caddyfile"
    path.write_text(caddyfile(site, trust_port))
    path.chmod(0o600)
    return path


def variables(site: Environment) -> dict[str, str]:
    """The placeholders of routes.caddy."""
    scheme, _, rest = site.public_origin.partition("://")
    return {
        "WEB_PORT": str(site.WEB_PORT),
        "WEB_LINE": str(WEB_LINE * site.WEB_WORKERS),
        "PUSH_PORT": str(site.PUSH_PORT),
        "LIVEKIT_PORT": str(site.LIVEKIT_PORT),
        "WEB_ROOT": str(ROOT / "web" / "dist"),
        "SOCKET_ORIGIN": f"{'wss' if scheme == 'https' else 'ws'}://{rest}",
    }


def caddyfile(site: Environment, trust_port: int) -> str:
    var = site.VAR_DIR
    parts = urlsplit(site.public_origin)
    host = parts.hostname or "localhost"
    lines = [f"import {json.dumps(str(ROUTES))}", "", "{"]
    lines += [f"\tadmin {json.dumps('unix/' + str(admin_socket(var)) + '|0600')}"]
    lines += ["\tpersist_config off", "\tauto_https disable_redirects", "\tskip_install_trust"]
    lines += [f"\tstorage file_system {json.dumps(str(var / 'caddy' / 'data'))}", "\tgrace_period 2s"]
    if site.LAN:  # a browser that calls an address by number names no host
        lines += [f"\tdefault_sni {host}"]
    lines += ["\tservers {", "\t\tprotocols h1 h2", "\t\ttimeouts {", "\t\t\tread_header 10s", "\t\t}", "\t}"]
    lines += ["\tlog {", f"\t\toutput file {json.dumps(str(var / 'logs' / 'caddy.log'))} {{"]
    lines += ["\t\t\tmode 0600", "\t\t}", "\t\timport kaochang_log_format", "\t}"]
    lines += ["}", ""]
    body = [f"{', '.join(addresses(site))} {{"]
    if not site.LAN and is_loopback(host):
        body += [f"\tbind {' '.join(loopback_addresses())}"]
    if site.LAN:
        body += ["\ttls internal"]
    elif parts.scheme == "https":
        body += ["\theader Strict-Transport-Security max-age=31536000"]
    if shows_outbox(site):
        body += ["\t@outbox {", "\t\tpath /outbox /outbox/*", "\t\tremote_ip 127.0.0.1 ::1", "\t}"]
        body += ["\thandle @outbox {", f"\t\treverse_proxy 127.0.0.1:{site.WEB_PORT}", "\t}"]
    body += ["\timport kaochang", "\tlog {"]
    body += [f"\t\toutput file {json.dumps(str(var / 'logs' / 'access.log'))} {{", "\t\t\tmode 0600", "\t\t}"]
    body += ["\t\timport kaochang_log_format", "\t}", "}", ""]
    if site.LAN:
        certificate = var / "caddy" / "data" / "pki" / "authorities" / "local"
        body += [f"http://{host}:{trust_port} {{", f"\thandle {ROOT_CERTIFICATE} {{"]
        body += [f"\t\troot * {json.dumps(str(certificate))}", "\t\trewrite * /root.crt"]
        body += ["\t\theader Content-Type application/x-x509-ca-cert", "\t\tfile_server", "\t}"]
        body += ["\thandle {", f"\t\tredir {site.public_origin}/ 302", "\t}", "}", ""]
    return "\n".join([*lines, *body])


def addresses(site: Environment) -> list[str]:
    """Hosts that are answered; a request that names another host gets nothing of ours."""
    parts = urlsplit(site.public_origin)
    if site.LAN:
        return [site.public_origin, f"https://localhost:{site.public_port}"]
    if is_loopback(parts.hostname or ""):
        return [f"http://localhost:{site.public_port}", f"http://127.0.0.1:{site.public_port}"]
    return [site.public_origin]


def obstacle(site: Environment) -> str:
    """Why the public port cannot be opened, and what to do; empty when it can."""
    on_loop_back = not site.LAN and is_loopback(urlsplit(site.public_origin).hostname or "")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1" if on_loop_back else "0.0.0.0", site.public_port))  # noqa: S104 - only looks
        except PermissionError:
            return (
                f"this user may not open port {site.public_port}: give it CAP_NET_BIND_SERVICE, "
                "as deploy/kaochang.service does, or name a port from 1024 on"
            )
        except OSError:
            return (
                f"port {site.public_port} is taken by another program: end that one, or choose another port "
                "(make run PORT=8081; a real site: PUBLIC_ORIGIN)"
            )
    return ""


def shows_outbox(site: Environment) -> bool:
    return site.DEMO and not site.LAN and is_loopback(urlsplit(site.public_origin).hostname or "")


def is_loopback(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}


def loopback_addresses() -> list[str]:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return ["127.0.0.1"]
    return ["127.0.0.1", "::1"]


def admin_socket(var: Path) -> Path:
    return var / "run" / "caddy.sock"


def admin_answers(var: Path) -> bool:
    """Caddy's own socket (0600): it is there a moment before the pages are."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(os.path.relpath(admin_socket(var)))
        except OSError:
            return False
    return True


def takes_visitors(site: Environment) -> bool:
    """The address of the pages accepts connections."""
    try:
        socket.create_connection(("127.0.0.1", site.public_port), timeout=2).close()
    except OSError:
        return False
    return admin_answers(site.VAR_DIR)
