"""Django's own commands under our names."""

import asyncio
from collections.abc import Sequence

from django.core.management import call_command, execute_from_command_line
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def migrate(words: Sequence[str]) -> None:
    call_command("migrate", "--no-input", *words)


def manage(words: Sequence[str]) -> None:
    execute_from_command_line(["kaochang manage", *words])


def worker(words: Sequence[str]) -> None:
    """Takes jobs until SIGTERM; a job that was running gets a few seconds to end."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101 - set up by Django's app registry

    async def run() -> None:
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                await worker_app.run_worker_async(
                    concurrency=4, fetch_job_polling_interval=1, shutdown_graceful_timeout=3
                )

    asyncio.run(run())
