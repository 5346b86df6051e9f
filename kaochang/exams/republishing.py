"""An exam that is withdrawn, rearranged and published again: who knew a time is told of the new one."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q

from kaochang.accounts.actor import Actor
from kaochang.core.models import save_changed
from kaochang.exams.models import Assignment, ExamSession, RosterEntry
from kaochang.exams.telling import tell_cameras, tell_hours_moved, tell_lengths, tell_moved

_KEPT = ("told_starts_at", "told_ends_at", "told_duties", "told_cameras", "withdrawn_for")


def note_what_was_told(session: ExamSession, reason: str) -> None:
    """The caller holds the session, and has just withdrawn it."""
    placed = RosterEntry.objects.filter(session=session, room__isnull=False)
    seconds = session.interview_seconds * (100 + F("extra_time_percent")) / 100
    placed.update(told_room=F("room"), told_slot_at=F("slot_starts_at"), told_seconds=seconds)
    session.told_starts_at, session.told_ends_at = session.starts_at, session.ends_at
    session.told_duties, session.told_cameras = _duties_of(session), session.cameras_required
    session.withdrawn_for = reason
    save_changed(session, *_KEPT)


def tell_what_is_new(session: ExamSession, *, by: Actor) -> None:
    """The caller holds the session, and has just published it; the first time there is nothing to tell."""
    if session.told_starts_at is None or session.told_ends_at is None:
        return
    told = (session.told_starts_at, session.told_ends_at)
    elsewhere = Q(told_room__isnull=True) | ~Q(told_room=F("room")) | ~Q(told_slot_at=F("slot_starts_at"))
    heard = Q(told_slot_at__isnull=False) | Q(told_room__isnull=False)
    knew = RosterEntry.objects.filter(heard, session=session)
    moved = list(knew.filter(elsewhere).select_related("person", "room", "told_room"))
    reason = session.withdrawn_for
    tell_moved(session, [(one, (one.told_room, one.told_slot_at)) for one in moved], reason=reason, by=by)
    placed = knew.filter(slot_starts_at__isnull=False).select_related("session", "person", "room")
    lengths = [(one, one.told_seconds) for one in placed if one.told_seconds is not None]
    tell_lengths(session, lengths, reason=reason, by=by)
    if (session.starts_at, session.ends_at) != told:
        # Whoever is new among the staff has just been told the hours as they are.
        knew_duties = {UUID(one) for room in session.told_duties.values() for one in room["people"]}
        tell_hours_moved(session, told, reason=reason, by=by, only=knew_duties)
    if session.told_cameras not in (None, session.cameras_required):
        tell_cameras(session, knew.select_related("person"), reason=reason, by=by)
    knew.update(told_room=None, told_slot_at=None, told_seconds=None)
    session.told_starts_at = session.told_ends_at = session.told_cameras = None
    session.told_duties, session.withdrawn_for = {}, ""
    save_changed(session, *_KEPT)


def _duties_of(session: ExamSession) -> dict[str, Any]:
    """By room, with its names: it may be deleted before its staff are told."""
    found: dict[str, Any] = {
        str(room.pk): {"name": room.name, "name_en": room.name_en, "people": {}}
        for room in session.rooms.all()
    }
    duties = Assignment.objects.filter(room__session=session).order_by("role")
    for room_id, person_id, role in duties.values_list("room_id", "person_id", "role"):
        found[str(room_id)]["people"].setdefault(str(person_id), []).append(role)
    return found
