"""One step's trouble, or one room's, is not the others'."""

from collections.abc import Callable

import structlog
from django.db import Error as DatabaseError

from kaochang.core.errors import DomainError
from kaochang.media.server import MediaServerDown, MediaServerRefused

log = structlog.get_logger(__name__)


def attempt(step: str, act: Callable[..., object], *args: object, **named: object) -> None:
    """Raises only what concerns all steps alike: the database is away."""
    try:
        act(*args, **named)
    except (MediaServerDown, MediaServerRefused, DomainError) as trouble:
        # A refusal here is a race with somebody who was faster; the next round looks again.
        log.warning("watch_step_put_off", step=step, reason=str(trouble))
    except DatabaseError:
        raise
    except Exception:
        log.exception("watch_step_failed", step=step)
