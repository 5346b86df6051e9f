"""Writing the trail. Sealing is in `sealer.py`, checking in `verify.py`."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from kaochang.audit.events import PayloadErased
from kaochang.audit.models import TrailEntry
from kaochang.core import clock
from kaochang.core.actors import Acting
from kaochang.core.events import Event
from kaochang.core.subjects import reference_of

ERASED_EVENT = PayloadErased.name


def record(event: Event, *, by: Acting, about: Model | tuple[str, UUID], scope_id: UUID | None) -> TrailEntry:
    """One unchained row in the caller's transaction; the sealer chains it within a second of the commit."""
    entry = _entry(event, by, about, scope_id)
    entry.save(force_insert=True)
    return entry


def record_all(facts: Sequence[tuple[Event, Model | tuple[str, UUID], UUID | None]], *, by: Acting) -> None:
    """(event, about, scope) of many at once, in a few statements."""
    entries = [_entry(event, by, about, scope_id) for event, about, scope_id in facts]
    TrailEntry.objects.bulk_create(entries, batch_size=1000)


def _entry(event: Event, by: Acting, about: Model | tuple[str, UUID], scope_id: UUID | None) -> TrailEntry:
    kind, subject_id, version = reference_of(about)
    payload = canonical(event.payload())
    salt = secrets.token_hex(32)
    return TrailEntry(
        event=event.name,
        person_id=by.person_id,
        login_session_id=by.login_session_id,
        area=by.area,
        label=by.label[:100],
        subject_kind=kind,
        subject_id=subject_id,
        subject_version=version or None,
        scope_id=scope_id,
        payload=payload,
        salt=salt,
        payload_hash=salted_hash(salt, payload),
    )


@transaction.atomic
def erase_payload(entry_id: int, *, reason: str, by: Acting) -> None:
    """Empty the payload of one entry and record that; the chain stays whole."""
    entry = TrailEntry.objects.select_for_update(no_key=True).get(pk=entry_id)
    TrailEntry.objects.filter(pk=entry_id, erased_at__isnull=True).update(
        payload="", salt="", erased_at=clock.now()
    )
    record(
        PayloadErased(entry=entry_id, reason=reason),
        by=by,
        about=(entry.subject_kind, entry.subject_id),
        scope_id=entry.scope_id,
    )


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def salted_hash(salt: str, payload: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + payload.encode()).hexdigest()
