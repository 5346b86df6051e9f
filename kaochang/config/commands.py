"""Django's own commands under our names."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog
from django.core.management import call_command, execute_from_command_line
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from kaochang.config.canary import Fit, read_canary, write_canary

HEARTBEAT_SECONDS = 3
LOST_AFTER_SECONDS = 10
# A job that was done has said all it had to say in its rows; only failed ones are kept to be looked at.
WORKER_OPTIONS: dict[str, Any] = {
    "fetch_job_polling_interval": 1,
    "shutdown_graceful_timeout": 3,
    "update_heartbeat_interval": HEARTBEAT_SECONDS,
    "stalled_worker_timeout": LOST_AFTER_SECONDS * 2,
    "delete_jobs": "successful",
}
# A log-in code never waits behind calls to a media server that hangs, nor those behind a slow gateway,
# nor a code behind an announcement to thousands.
LANES: dict[str, dict[str, Any]] = {
    "sms": {"queues": ["sms"], "concurrency": 2},
    "sms_patient": {"queues": ["sms_patient"], "concurrency": 2},
    # Minutes each: nobody is kept in a media room meanwhile.
    "files": {"queues": ["files"], "concurrency": 2},
    "others": {"queues": ["default", "media"], "concurrency": 4},
}
log = structlog.get_logger(__name__)


def migrate(words: Sequence[str]) -> str | None:
    """Also refuses keys that are not this database's, before anything is written under them."""
    fit = read_canary()
    if fit not in (Fit.FITS, Fit.EMPTY):
        return (
            f"the keys do not fit this database ({fit.value}): "
            "put back the secrets.json (LOOKUP_KEY, ENCRYPTION_KEYS) that belongs to it"
        )
    call_command("migrate", "--no-input", *words)
    write_canary()
    return None


def manage(words: Sequence[str]) -> None:
    execute_from_command_line(["kaochang manage", *words])


def worker(words: Sequence[str]) -> None:
    """Takes jobs until SIGTERM; a job that was running gets a few seconds to end."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101 - set up by Django's app registry

    async def run() -> None:
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                rescue = asyncio.create_task(take_over_lost_jobs(worker_app))
                work = asyncio.create_task(work_all_lanes(worker_app))
                for number in (signal.SIGTERM, signal.SIGINT):
                    asyncio.get_running_loop().add_signal_handler(number, work.cancel)
                with suppress(asyncio.CancelledError):
                    await work
                rescue.cancel()

    asyncio.run(run())


async def work_all_lanes(worker_app: App) -> None:
    """Until cancelled. A lane that stops by itself (the database is away) ends them all."""
    lanes = [
        asyncio.create_task(
            worker_app.run_worker_async(**WORKER_OPTIONS, **lane, name=name, install_signal_handlers=False)
        )
        for name, lane in LANES.items()
    ]
    try:
        ended, _ = await asyncio.wait(lanes, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for lane in lanes:
            lane.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
    for lane in ended:
        lane.result()  # raises what ended it: the log says why, and the supervisor sees a failure


async def take_over_lost_jobs(worker_app: App) -> None:
    while True:
        try:
            await return_lost_jobs(worker_app)
        except ConnectorException as error:  # the database is away: the worker itself waits for it
            log.warning("could not look for lost jobs", reason=type(error).__name__)
        await asyncio.sleep(HEARTBEAT_SECONDS)


async def return_lost_jobs(worker_app: App) -> None:
    """Jobs of a worker that was killed go back to the queue: tasks are safe to run twice."""
    manager = worker_app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=LOST_AFTER_SECONDS):
        log.warning("job taken over from a lost worker", job=job.id, task=job.task_name)
        await manager.retry_job(job)
