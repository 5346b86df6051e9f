"""The arithmetic of the trail: what a row's hash covers and how the next one follows from it."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

GENESIS = hashlib.sha256(b"kaochang trail").hexdigest()


class Chainable(Protocol):
    """A trail row, from the database or from an exported file."""

    id: int
    at: datetime
    event: str
    person_id: UUID | None
    login_session_id: UUID | None
    area: str
    label: str
    subject_kind: str
    subject_id: UUID
    scope_id: UUID | None
    payload_hash: str


@dataclass(frozen=True)
class Anchor:
    """A head of the chain, written outside the database."""

    position: int
    chain_hash: str


def content_hash(row: Chainable) -> str:
    """Over every content column. The payload is in it as its salted hash, so it can be erased."""
    fields = [
        str(row.id),
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.event,
        str(row.person_id or ""),
        str(row.login_session_id or ""),
        row.area,
        row.label,
        row.subject_kind,
        str(row.subject_id),
        str(row.scope_id or ""),
        row.payload_hash,
    ]
    # Lengths before the values: no two lists of fields give the same bytes.
    text = "".join(f"{len(field)}:{field}" for field in fields)
    return hashlib.sha256(text.encode()).hexdigest()


def next_hash(previous: str, position: int, content: str) -> str:
    return hashlib.sha256(f"{previous}\n{position}\n{content}".encode()).hexdigest()
