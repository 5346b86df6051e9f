"""Background work: a row in the caller's transaction, done by the worker after the commit.

A job that cannot reach its outside partner raises; it is tried again with growing pauses. Services
enqueue by name, because the task modules import the services.
"""

from collections.abc import Callable, Sequence
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task

JobTask = Task[Any, Any, Any]
# Inside a job the app's own connector is the worker's: what it inserts is committed at once, and would
# be done before the rows that it speaks of are there.
_in_this_transaction = JobManager(DjangoConnector())


def job(
    name: str, *, queue: str = "default", attempts: int = 8, pause_base: int = 2
) -> Callable[[Callable[..., Any]], JobTask]:
    """`@job("sms.deliver")` above a function that takes ids, calls a service, and may safely run twice."""
    return app.task(
        name=name, queue=queue, retry=RetryStrategy(max_attempts=attempts, exponential_wait=pause_base)
    )


def enqueue(task: JobTask | str, *, run_in_seconds: int | None = None, **arguments: Any) -> None:
    """Insert the job in the caller's transaction: no commit, no job; no lost job after a commit."""
    name = task if isinstance(task, str) else task.name
    when = {} if run_in_seconds is None else {"schedule_in": {"seconds": run_in_seconds}}
    deferrer = app.configure_task(name, allow_unknown=False, **when)
    deferrer.job_manager = _in_this_transaction
    deferrer.defer(**arguments)


def enqueue_many(task: str, arguments: Sequence[dict[str, Any]]) -> None:
    """One statement for all of them."""
    if arguments:
        deferrer = app.configure_task(task, allow_unknown=False)
        deferrer.job_manager = _in_this_transaction
        deferrer.batch_defer(*arguments)
