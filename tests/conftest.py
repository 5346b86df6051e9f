"""The database of the tests: a PostgreSQL of this run alone, started when the first test asks for it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from kaochang.config.settings import database_of
from kaochang.supervisor.postgres import EmbeddedPostgres, Passwords
from kaochang.supervisor.process import wait_until


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    remove_leftovers()
    var = Path(tempfile.mkdtemp(prefix=f"kaochang-test-db-{os.getpid()}-"))
    var.chmod(0o711)
    server = EmbeddedPostgres(var, Passwords.fresh(), durable=False)
    child = server.start()
    try:
        assert wait_until(server.is_ready, seconds=30), server.log.read_text()
        server.provide()
        yield server
    finally:
        server.stop(child)
        shutil.rmtree(server.socket_folder, ignore_errors=True)
        shutil.rmtree(server.home, ignore_errors=True)
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(postgres: EmbeddedPostgres) -> None:
    wanted = database_of(postgres.url, pool=1)
    # One connection a thread, closed by the test runner: a pool would hold the database when it is dropped.
    del wanted["OPTIONS"]["pool"]
    connections.databases["default"].update(wanted)
    settings.DATABASES["default"].update(wanted)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Between transactional tests Django empties all tables by TRUNCATE, which the trail refuses."""
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER audit_trail_no_truncate")


@pytest.fixture(autouse=True)
def no_job_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit are emptied by Django, but for the tables of the jobs, which it does not manage."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        blocker: DjangoDbBlocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events CASCADE")
            connections["default"].close()


def remove_leftovers() -> None:
    """Folders of runs that were killed; their servers ended with them."""
    for folder in Path(tempfile.gettempdir()).glob("kaochang-test-db-*"):
        pid = folder.name.split("-")[3]
        if pid.isdigit() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)
