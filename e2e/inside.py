"""A look behind the walls: the rows, the keys and the processes of a running site, for checks only."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import psycopg

from e2e.site import ROOT, Site, own_environment
from kaochang.supervisor.watching import marked_processes

# How a part is told in the list of processes.
PARTS = {
    "push": "engines/push/bin/push",
    "livekit": "livekit-server",
    "web": "granian",
    "worker": "kaochang worker",
    "relay": "kaochang relay",
    "watch": "kaochang watch",
    "caddy": "caddy run",
}
# Rows that change while nobody acts: jobs, what the media server and the watch see, log-in bookkeeping.
_RESTLESS = ("procrastinate_", "django_", "realtime_", "accounts_", "core_", "sms_", "media_", "desks_device")


class Inside:
    def __init__(self, site: Site) -> None:
        self.site = site

    @property
    def secrets(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.site.var / "secrets.json").read_text())
        return found

    @property
    def ports(self) -> dict[str, int]:
        found: dict[str, int] = json.loads((self.site.var / "ports.json").read_text())
        return found

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.secrets["DATABASE_URL"], autocommit=True) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def one(self, query: str, *values: Any) -> Any:
        return self.rows(query, *values)[0][0]

    def state(self) -> dict[str, str]:
        """A fingerprint of each table that people's acts change; two alike: nothing happened."""
        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in tables if not name.startswith(_RESTLESS)]
        print_of = "count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '')"
        # Entries of the trail are numbered a moment later, and the system writes its own at any time.
        by_people = "(count(*) FILTER (WHERE area <> 'system'))::text"
        parts = [
            f"SELECT '{name}', {by_people if name == 'audit_trailentry' else print_of} FROM {name} t"  # noqa: S608
            for name in names
        ]
        return dict(self.rows(" UNION ALL ".join(parts)))

    def run(self, code: str) -> str:
        """Run Python in the control plane of this site, as `kaochang manage` would; its output."""
        start = "import django; django.setup()\n"
        settings = {"VAR_DIR": str(self.site.var), "DJANGO_SETTINGS_MODULE": "kaochang.config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", start + code],
            cwd=ROOT,
            env=own_environment() | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One `kaochang …` command in a second terminal."""
        return subprocess.run(
            [sys.executable, "-m", "kaochang", *words],
            cwd=ROOT,
            env=own_environment() | {"VAR_DIR": str(self.site.var)},
            capture_output=True,
            text=True,
            check=False,
        )

    def processes(self, part: str) -> list[int]:
        """The part's processes, its first one first."""
        running = marked_processes(self.site.var).items()
        return sorted(number for number, words in running if PARTS[part] in words)

    def database_process(self) -> int:
        file = self.site.var / "postgres" / "data" / "postmaster.pid"
        return int(file.read_text().split()[0])
