"""`require(rules.can_invite, by, room)`: ask a predicate, refuse with Forbidden."""

from collections.abc import Callable
from typing import ParamSpec

from kaochang.core.errors import Forbidden

P = ParamSpec("P")


def require(rule: Callable[P, bool], *args: P.args, **kwargs: P.kwargs) -> None:
    if not rule(*args, **kwargs):
        raise Forbidden(rule=getattr(rule, "__name__", "rule"))
