"""Interviews that got another length: only who still has theirs to come is told."""

from collections.abc import Mapping
from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.telling import tell_lengths
from kaochang.waiting.states import QueueState


def tell_coming_lengths(session: ExamSession, was: Mapping[UUID, int], *, reason: str, by: Actor) -> None:
    """`was`: by roster entry, the seconds that were planned before."""
    coming = RosterEntry.objects.filter(pk__in=was, slot_starts_at__isnull=False)
    coming = coming.exclude(queue_entry__state__in=(QueueState.ADMITTED, QueueState.FINISHED))
    told = [(entry, was[entry.pk]) for entry in coming.select_related("session", "person", "room")]
    tell_lengths(session, told, reason=reason, by=by)
