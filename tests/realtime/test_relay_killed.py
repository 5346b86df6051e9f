"""The relay is killed at random while writers commit slowly: nothing is lost, order holds per subject."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connection, transaction

from kaochang.accounts.events import PersonCreated
from kaochang.accounts.models import Person
from kaochang.core.models import touch
from kaochang.realtime.models import OutboxRow
from kaochang.realtime.services import announce
from kaochang.supervisor.process import wait_until
from tests.accounts.factories import make_person
from tests.realtime.push_server import RememberingPush

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECTS, WRITERS, WRITES, KILLS = 8, 6, 150, 5


def test_nothing_is_lost_and_order_is_kept(push_server: RememberingPush) -> None:
    people = [make_person().pk for _ in range(SUBJECTS)]
    writers = [threading.Thread(target=write, args=(people, seed)) for seed in range(WRITERS)]
    chance = random.Random(7)  # noqa: S311
    for writer in writers:
        writer.start()
    for _ in range(KILLS):
        # Two at once: a second node, or an old one that has not died yet.
        with relay(push_server.url) as first, relay(push_server.url):
            assert wait_until(more_than(push_server, len(push_server.seen), writers), seconds=30)
            time.sleep(chance.random() * 0.3)
            first.kill()
            time.sleep(chance.random() * 0.2)
    for writer in writers:
        writer.join()
    with relay(push_server.url) as last:
        assert wait_until(lambda: not OutboxRow.objects.filter(sent_at=None).exists(), seconds=30)
        last.terminate()
        assert last.wait(10) == 0
    expected = {person: Person.objects.get(pk=person).version - 1 for person in people}
    assert sum(expected.values()) == WRITERS * WRITES
    for person, writes in expected.items():
        seen = [data["version"] for data in push_server.seen if data["subject"] == f"person:{person}"]
        assert seen == list(range(2, writes + 2))


def test_push_may_be_away_and_come_back(push_server: RememberingPush) -> None:
    push_server.status = 503
    with relay(push_server.url):
        person = make_person().pk
        for _ in range(20):
            change(person, 0)
        assert wait_until(lambda: push_server.refused >= 2, seconds=20), "the relay asks again"
        assert push_server.seen == []
        push_server.status = 200
        assert wait_until(lambda: len(push_server.seen) == 20, seconds=20)
    assert [data["version"] for data in push_server.seen] == list(range(2, 22))


def test_postgres_may_cut_every_connection(push_server: RememberingPush) -> None:
    person = make_person().pk
    with relay(push_server.url):
        change(person, 0)
        assert wait_until(lambda: len(push_server.seen) == 1, seconds=20)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        change(person, 0)
        assert wait_until(lambda: len(push_server.seen) == 2, seconds=20)


def write(people: list[UUID], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    try:
        for _ in range(WRITES):
            change(chance.choice(people), chance.random() * 0.06)
    finally:
        connection.close()


@transaction.atomic
def change(person_id: UUID, slowly: float) -> None:
    person = touch(Person.objects.select_for_update().get(pk=person_id))
    announce(PersonCreated(person_id=person.pk), to=["c"], subject=person)
    time.sleep(slowly)


def more_than(push: RememberingPush, seen: int, writers: list[threading.Thread]) -> Callable[[], bool]:
    """Something new arrived, or nobody writes any more."""
    return lambda: len(push.seen) > seen or not any(writer.is_alive() for writer in writers)


@contextmanager
def relay(push_url: str) -> Iterator[subprocess.Popen[bytes]]:
    known = connection.settings_dict
    owner = f"{known['USER']}:{quote(known['PASSWORD'])}"
    url = f"postgresql://{owner}@/{known['NAME']}?host={quote(known['HOST'], safe='')}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "PUSH_API_URL": push_url,
        "DJANGO_SETTINGS_MODULE": "kaochang.config.settings",
    }
    process = subprocess.Popen([sys.executable, "-m", "kaochang", "relay"], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
