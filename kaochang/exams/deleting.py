"""An exam that never began, deleted with everything that was prepared in it."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record, record_all
from kaochang.exams import events
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, NoticeText, RosterEntry
from kaochang.exams.rosters import forget_people, remove_roster_entries
from kaochang.exams.states import RoomRole
from kaochang.realtime import channels
from kaochang.realtime.services import announce


@transaction.atomic
def delete_session(session: ExamSession, *, by: Actor) -> None:
    """Its rooms, staff, roster and notice with it; nobody else had seen them, so nobody else is told.

    The caller holds the rooms and the session and has asked whether it may go. A few statements, however
    large it is. ProtectedError when anything hangs on it.
    """
    rooms = list(ExamRoom.objects.filter(session=session))
    duties = list(Assignment.objects.filter(room__session=session).order_by("created_at"))
    entries = list(RosterEntry.objects.filter(session=session))
    gone = events.SessionDeleted(
        session_id=session.pk,
        exam=session.name,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        rooms=len(rooms),
        assignments=len(duties),
        candidates=len(entries),
    )
    record(gone, by=by, about=session, scope_id=session.school_id)
    announce(gone, to=channels.school(session.school_id, session.college_id), subject=session)
    remove_roster_entries([entry.pk for entry in entries], by=by)
    forget_people(session.school_id, entries, by=by)
    _remove_rooms(session, rooms, duties, by)
    NoticeText.objects.filter(session=session).delete()
    session.delete()


def _remove_rooms(session: ExamSession, rooms: list[ExamRoom], duties: list[Assignment], by: Actor) -> None:
    freed = [
        events.AssignmentRemoved(room_id=one.room_id, person_id=one.person_id, role=RoomRole(one.role))
        for one in duties
    ]
    record_all([(event, one, one.room_id) for event, one in zip(freed, duties, strict=True)], by=by)
    # The school keeps these: by them the trail finds what happened in rooms that are gone.
    closed = [events.RoomDeleted(room_id=room.pk, session_id=session.pk) for room in rooms]
    record_all([(event, room, session.school_id) for event, room in zip(closed, rooms, strict=True)], by=by)
    Assignment.objects.filter(pk__in=[one.pk for one in duties]).delete()
    ExamRoom.objects.filter(pk__in=[room.pk for room in rooms]).delete()
