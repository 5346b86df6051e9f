"""What can happen, typed: the same class goes into the trail and to the browsers."""

import re
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

_NAME = re.compile(r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
_registry: dict[str, type["Event"]] = {}


Plain = str | int | float | bool | None


class Change(BaseModel):
    """One field before and after. Personal data is masked by who makes the change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    before: Plain
    after: Plain


class Event(BaseModel):
    """Fields are JSON-simple (str, int, bool, float, None, UUID, datetime, lists of these)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: ClassVar[str] = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        name = cls.__dict__.get("name")
        if not name:
            return
        if not _NAME.match(name):
            raise TypeError(f"{cls.__name__}: an event is named <domain>.<past_tense>, not {name!r}")
        known = _registry.get(name)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__name__}: the name {name!r} already belongs to {known.__qualname__}")
        _registry[name] = cls

    def payload(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


def registered() -> dict[str, type[Event]]:
    return dict(sorted(_registry.items()))
