"""Background work: a row in the caller's transaction, done by the worker after the commit.

A job that cannot reach its outside partner raises; it is tried again with growing pauses.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

F = TypeVar("F", bound=Callable[..., Any])


def job(
    name: str, *, queue: str = "default", attempts: int = 8, wait: int = 1
) -> "Callable[[Callable[..., Any]], Task[Any, Any, Any]]":
    """`@job("sms.send")` above a function that takes ids, calls a service, and may safely run twice."""
    retry = RetryStrategy(max_attempts=attempts, exponential_wait=max(2, wait + 1))
    return app.task(name=name, queue=queue, retry=retry)


def enqueue(task: "Task[Any, Any, Any]", *, run_in_seconds: int | None = None, **arguments: Any) -> None:
    """Insert the job in the caller's transaction: no commit, no job; no lost job after a commit."""
    if run_in_seconds is None:
        task.defer(**arguments)
    else:
        task.configure(schedule_in={"seconds": run_in_seconds}).defer(**arguments)
