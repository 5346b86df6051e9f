"""What a service leaves behind: trail rows and outbox rows; and the proof that a refusal leaves nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps

from kaochang.audit.models import TrailEntry
from kaochang.core.errors import DomainError
from kaochang.realtime.models import OutboxRow


def recorded(event: str) -> list[dict[str, Any]]:
    """The payloads of this event in the trail, oldest first."""
    rows = TrailEntry.objects.filter(event=event).order_by("id")
    return [json.loads(row.payload or "{}") for row in rows]


def pushed(event: str) -> list[OutboxRow]:
    return [row for row in OutboxRow.objects.order_by("id") if row.payload.get("type") == event]


def channels_of(event: str) -> set[str]:
    return {channel for row in pushed(event) for channel in row.channels}


@contextmanager
def refused(error: type[DomainError], **params: Any) -> Iterator[None]:
    """The block raises exactly this, and no row of any table differs afterwards."""
    before = _everything()
    with pytest.raises(error) as caught:
        yield
    assert type(caught.value) is error
    assert params.items() <= caught.value.params.items()
    assert _everything() == before


@contextmanager
def unchanged() -> Iterator[None]:
    """For a refusal over HTTP."""
    before = _everything()
    yield
    assert _everything() == before


def _everything() -> dict[str, list[Any]]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("kaochang.")]
    models = [model for config in ours for model in config.get_models()]
    return {model._meta.label: sorted(map(repr, model._default_manager.values_list())) for model in models}
