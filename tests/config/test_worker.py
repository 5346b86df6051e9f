"""Jobs of a worker that was killed in the middle, and jobs that are done."""

import asyncio
import time
from typing import Any, cast
from uuid import uuid4

import psycopg
import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from kaochang.config.commands import (
    LANES,
    LOST_AFTER_SECONDS,
    WORKER_OPTIONS,
    return_lost_jobs,
    work_all_lanes,
)
from kaochang.core.jobs import enqueue
from kaochang.sms.models import SmsMessage
from kaochang.sms.services import send_sms

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
                    **WORKER_OPTIONS, **LANES["sms"], wait=False, install_signal_handlers=False
                )

    asyncio.run(work())
    assert not ProcrastinateJob.objects.filter(queue_name="sms").exists()


def test_every_queue_has_its_lane() -> None:
    queues = [queue for lane in LANES.values() for queue in lane["queues"]]
    assert len(queues) == len(set(queues))
    assert {task.queue for task in app.tasks.values()} - {"builtin"} == set(queues)


def test_a_lane_that_fails_ends_the_worker_with_its_reason() -> None:
    class Failing:
        async def run_worker_async(self, **options: Any) -> None:
            if options["name"] == "sms":
                raise ConnectorException("no such table")
            await asyncio.sleep(60)

    with pytest.raises(ConnectorException):
        asyncio.run(work_all_lanes(cast(App, Failing())))


def test_a_code_does_not_wait_behind_a_media_server_that_hangs() -> None:
    """Jobs of media that cannot go on, more than are done at once, and then a log-in code."""
    for _ in range(6):
        enqueue("media.delete_room", name="desk-x")
    message = send_sms(
        phone="+8613800000000", template="login_code", values={"code": "123456", "minutes": 5}, scope_id=None
    )

    @sync_to_async
    def is_sent() -> bool:
        try:
            return SmsMessage.objects.filter(pk=message.pk, state="sent").exists()
        finally:
            connection.close()  # of the thread that looks; it outlives the test

    async def work() -> bool:
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                lanes = asyncio.create_task(work_all_lanes(worker_app))
                until = time.monotonic() + 30
                while not (sent := await is_sent()) and time.monotonic() < until:
                    await asyncio.sleep(0.05)
                holding.rollback()
                lanes.cancel()
                await asyncio.gather(lanes, return_exceptions=True)
                return sent

    with psycopg.connect(**_parameters()) as holding:
        holding.execute("LOCK TABLE media_mediaroom IN ACCESS EXCLUSIVE MODE")
        assert asyncio.run(work())


def _parameters() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {name: given[name] for name in ("dbname", "user", "password", "host", "port") if name in given}
