"""What candidates have done on the way to their interview: read once for a whole page of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from kaochang.candidates.states import Step
from kaochang.commitments import queries as commitments
from kaochang.commitments.models import Consent, ConsentText
from kaochang.desks import queries as desks
from kaochang.desks.models import DeviceCheck
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kaochang.candidates.lists import Listed

PIECE = 2000


@dataclass(frozen=True)
class Row:
    entry: "Listed"
    done: frozenset[str]
    check: DeviceCheck | None
    asks_letter: bool


def rows_of(entries: "Sequence[Listed]") -> list[Row]:
    """Five queries, however many rows."""
    ids = [entry.pk for entry in entries]
    consented = _consented({entry.session.school_id for entry in entries}, {e.person_id for e in entries})
    asks = commitments.sessions_with_letter({entry.session_id for entry in entries})
    signed = commitments.entries_signed(ids)
    checks = desks.newest_checks(ids)
    return [
        Row(
            entry=entry,
            check=(check := checks.get(entry.pk)),
            asks_letter=entry.session_id in asks,
            done=_done(
                entry,
                consent=(entry.session.school_id, entry.person_id) in consented,
                letter=entry.session_id not in asks or entry.pk in signed,
                check=check,
            ),
        )
        for entry in entries
    ]


def rows_in_pieces(entries: "QuerySet[Listed]") -> Iterator[Row]:
    """For a file: any number of rows in constant memory."""
    found = entries.iterator(chunk_size=PIECE)
    while piece := list(islice(found, PIECE)):
        yield from rows_of(piece)


def queue_entry_of(entry: "Listed") -> QueueEntry | None:
    """None until the candidate has a room."""
    return getattr(entry, "queue_entry", None)


def _done(entry: "Listed", *, consent: bool, letter: bool, check: DeviceCheck | None) -> frozenset[str]:
    line = queue_entry_of(entry)
    marks = {
        Step.CONSENT: consent,
        Step.NOTICE: entry.notice_done_at is not None,
        Step.ROOM_CHECK: entry.room_confirmed_at is not None,
        Step.DEVICE_CHECK: check is not None and check.passed,
        Step.COMMITMENT: letter,
        Step.ARRIVAL: line is not None and line.arrived_at is not None,
        Step.INTERVIEW: line is not None and line.state == QueueState.FINISHED,
    }
    return frozenset(step.value for step, done in marks.items() if done)


def _consented(school_ids: set[UUID], person_ids: set[UUID]) -> set[tuple[UUID, UUID]]:
    """(school, person) of those who agreed to every text that the school asks now."""
    texts: dict[UUID, set[UUID]] = {school_id: set() for school_id in school_ids}
    for school_id, text_id in ConsentText.objects.filter(school_id__in=school_ids, current=True).values_list(
        "school_id", "pk"
    ):
        texts[school_id].add(text_id)
    given: dict[UUID, set[UUID]] = {}
    asked = [text_id for ids in texts.values() for text_id in ids]
    for person_id, text_id in Consent.objects.filter(
        person_id__in=person_ids, consent_text_id__in=asked
    ).values_list("person_id", "consent_text_id"):
        given.setdefault(person_id, set()).add(text_id)
    return {
        (school_id, person_id)
        for school_id, ids in texts.items()
        for person_id in person_ids
        if ids <= given.get(person_id, set())
    }
