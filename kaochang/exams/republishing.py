"""An exam that is withdrawn, perhaps rearranged, and published again: who knew a time is told each of it."""

from typing import Any

from django.db.models import F, Q

from kaochang.accounts.actor import Actor
from kaochang.core.models import save_changed
from kaochang.exams.models import Assignment, ExamSession, RosterEntry
from kaochang.exams.telling import Was, tell_cameras, tell_lengths, tell_moved, tell_withdrawn
from kaochang.notifications.services import void_arrangements

_KEPT = ("told_duties", "told_cameras", "withdrawn_for")


def take_back_what_was_told(session: ExamSession, reason: str, *, by: Actor) -> None:
    """The caller holds the session, and has just withdrawn it. What was known is kept meanwhile."""
    void_arrangements(session.pk)
    tell_withdrawn(session, reason=reason, by=by)
    placed = RosterEntry.objects.filter(session=session, room__isnull=False)
    seconds = session.interview_seconds * (100 + F("extra_time_percent")) / 100
    placed.update(told_room=F("room"), told_slot_at=F("slot_starts_at"), told_seconds=seconds)
    session.told_duties, session.told_cameras = _duties_of(session), session.cameras_required
    session.withdrawn_for = reason
    save_changed(session, *_KEPT)


def tell_what_is_new(session: ExamSession, *, by: Actor) -> None:
    """The caller holds the session, and has just published it; the first time there is nothing to tell."""
    if session.told_cameras is None:
        return
    heard = Q(told_slot_at__isnull=False) | Q(told_room__isnull=False)
    knew = RosterEntry.objects.filter(heard, session=session)
    reason = session.withdrawn_for
    everybody = [(one, _was(one)) for one in knew.select_related("person", "room", "told_room")]
    tell_moved(session, everybody, reason=reason, by=by)
    placed = knew.filter(slot_starts_at__isnull=False).select_related("session", "person", "room")
    lengths = [(one, one.told_seconds) for one in placed if one.told_seconds is not None]
    tell_lengths(session, lengths, reason=reason, by=by)
    if session.told_cameras != session.cameras_required:
        tell_cameras(session, knew.select_related("person"), reason=reason, by=by)
    knew.update(told_room=None, told_slot_at=None, told_seconds=None)
    session.told_cameras = None
    session.told_duties, session.withdrawn_for = {}, ""
    save_changed(session, *_KEPT)


def _was(entry: RosterEntry) -> Was:
    """Where they are to be as before, they are told it as if for the first time."""
    known = (entry.told_room, entry.told_slot_at)
    return (None, None) if known == (entry.room, entry.slot_starts_at) else known


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
