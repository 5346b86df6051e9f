"""Django's own commands under our names."""

import asyncio
from collections.abc import Sequence

from django.core.management import call_command, execute_from_command_line
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from kaochang.config.canary import Fit, read_canary, write_canary


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
                await worker_app.run_worker_async(
                    concurrency=4, fetch_job_polling_interval=1, shutdown_graceful_timeout=3
                )

    asyncio.run(run())
