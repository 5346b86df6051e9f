"""The embedded database: closed to others, and gone when it should be."""

import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from kaochang.supervisor.postgres import NAME, EmbeddedPostgres


@pytest.mark.django_db
def test_django_speaks_with_the_embedded_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (NAME, False)


def test_a_wrong_password_is_refused_on_the_socket(postgres: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url.replace(f"{NAME}:", f"{NAME}:wrong"))


def test_folder_and_socket_are_closed_to_others(postgres: EmbeddedPostgres) -> None:
    for place in (postgres.home, postgres.data, postgres.socket_folder):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700, place
    assert not list(Path(postgres.home).glob("*password*"))


def test_the_server_does_not_run_as_root(postgres: EmbeddedPostgres) -> None:
    pid = (postgres.data / "postmaster.pid").read_text().split()[0]
    assert Path("/proc", pid).stat().st_uid != 0


def test_first_starts_at_once_make_one_system_user() -> None:
    """Each in a process of its own, as two `make run` or the test processes are."""
    name = f"kaochang-race-{os.getpid()}"
    start = (
        "import sys; from pathlib import Path; from kaochang.supervisor import postgres;"
        "postgres.SYSTEM_USER = sys.argv[1];"
        "print('there', flush=True); sys.stdin.readline();"
        "user = postgres.EmbeddedPostgres(Path('unused'), postgres.Passwords.fresh()).user;"
        "print(user.pw_uid if user else None)"
    )
    command = [sys.executable, "-c", start, name]
    pipe = subprocess.PIPE
    starts = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(4)]
    try:
        for one in starts:
            assert one.stdout and one.stdout.readline() == "there\n"
        for one in starts:
            assert one.stdin
            one.stdin.write("\n")
            one.stdin.flush()
        told = [one.communicate(timeout=60) for one in starts]
        expected = str(pwd.getpwnam(name).pw_uid) if os.getuid() == 0 else "None"
        assert told == [(f"{expected}\n", "")] * 4
    finally:
        if os.getuid() == 0:
            subprocess.run(["userdel", name], check=True)
