"""Jobs of a worker that was killed in the middle, and jobs that are done."""

import asyncio
from uuid import uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.config.commands import LOST_AFTER_SECONDS, WORKER_OPTIONS, return_lost_jobs
from kaochang.core.jobs import enqueue

pytestmark = pytest.mark.django_db(transaction=True)


def a_worker(silent_for: float) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent_for],
        )
        return int(cursor.fetchone()[0])


def a_job_of(worker: int | None) -> int:
    """A job in the middle of being done."""
    enqueue("media.delete_room", name="desk-x")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s "
            "WHERE id = (SELECT max(id) FROM procrastinate_jobs) RETURNING id",
            [worker],
        )
        return int(cursor.fetchone()[0])


def state_of(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


def look_once() -> None:
    async def look() -> None:
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                await return_lost_jobs(worker_app)

    asyncio.run(look())


def test_ten_seconds_without_a_sign_of_life_give_the_job_back_to_the_queue() -> None:
    killed = a_job_of(a_worker(silent_for=LOST_AFTER_SECONDS + 1))
    forgotten = a_job_of(None)
    alive = a_job_of(a_worker(silent_for=LOST_AFTER_SECONDS - 5))
    look_once()
    assert (state_of(killed), state_of(forgotten), state_of(alive)) == ("todo", "todo", "doing")


def test_ten_seconds_are_what_was_promised() -> None:
    assert LOST_AFTER_SECONDS == 10


def test_a_job_that_is_done_leaves_no_row() -> None:
    """Else the table of jobs grows with each message and webhook for ever."""
    enqueue("sms.deliver", message_id=str(uuid4()))

    async def work() -> None:
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                # Only this queue: the periodic jobs are not this test's.
                await worker_app.run_worker_async(
                    **WORKER_OPTIONS, queues=["sms"], wait=False, install_signal_handlers=False
                )

    asyncio.run(work())
    assert not ProcrastinateJob.objects.filter(queue_name="sms").exists()
