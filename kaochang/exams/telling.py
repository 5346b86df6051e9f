"""Who is told what when something changes after the publication: the last beat, in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.core import clock
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.states import VISIBLE
from kaochang.notifications.policy import policy_of, way_to, ways_for
from kaochang.notifications.services import Note, notify
from kaochang.notifications.states import NotificationKind

Was = tuple[ExamRoom | None, datetime | None]
# Of the notes about duties: the room and what became of it.
_Which = tuple[UUID, NotificationKind]


def tell_moved(
    session: ExamSession, moved: Sequence[tuple[RosterEntry, Was]], *, reason: str, by: Actor
) -> None:
    """Each candidate who has another room or another slot than before."""
    notes = []
    for entry, (was_room, was_at) in moved:
        params = {
            **_of_exam(session),
            **_of_room(entry.room),
            **_of_room(was_room, "was_"),
            "starts_at": _moment(entry.slot_starts_at),
            "was_starts_at": _moment(was_at),
        }
        when = _local(session, entry.slot_starts_at)
        exam, exam_en = session.name, session.name_en or session.name
        summary = (
            f"{exam}：您的面试安排已取消，请等待学校通知",
            f"{exam_en}: your interview slot was withdrawn, please wait for news",
        )
        if entry.room is not None:
            there = entry.room.name_en or entry.room.name
            summary = (
                f"{exam}：您的面试改到 {when} {entry.room.name}",
                f"{exam_en}: your interview is now at {when} {there}",
            )
        notes.append(Note(entry.person, entry.pk, params, summary, entry.language))
    _notify(session, notes, NotificationKind.SLOT_CHANGED, "candidate", reason, by)


def tell_lengths(
    session: ExamSession, changed: Sequence[tuple[RosterEntry, int]], *, reason: str, by: Actor
) -> None:
    """Each candidate whose interview is planned longer or shorter than before; `was` in seconds.

    About the exam and not about their slot: news of a move that they have not confirmed stays.
    """
    notes = []
    for entry, was in changed:
        seconds = entry.planned_seconds
        if seconds == was:
            continue
        minutes, was_minutes = f"{seconds / 60:g}", f"{was / 60:g}"
        params = {
            **_of_exam(session),
            **_of_room(entry.room),
            "starts_at": _moment(entry.slot_starts_at),
            "minutes": minutes,
            "was_minutes": was_minutes,
        }
        when = _local(session, entry.slot_starts_at)
        summary = (
            f"{session.name}：您 {when} 的面试改为 {minutes} 分钟",
            f"{session.name_en or session.name}: your interview at {when} now takes {minutes} minutes",
        )
        notes.append(Note(entry.person, session.pk, params, summary, entry.language))
    _notify(session, notes, NotificationKind.SLOT_CHANGED, "candidate", reason, by)


def tell_removed(session: ExamSession, entries: Sequence[RosterEntry], *, reason: str, by: Actor) -> None:
    """Who is no longer a candidate of this exam; of a withdrawn one, who still knows a slot of it."""
    entries = [one for one in entries if session.state in VISIBLE or one.told_slot_at is not None]
    summary = (
        f"{session.name}：您已不在考生名单中",
        f"{session.name_en or session.name}: you are no longer one of its candidates",
    )
    notes = [Note(one.person, one.pk, _of_exam(session), summary, one.language) for one in entries]
    _notify(session, notes, NotificationKind.EXAM_LEFT, "candidate", reason, by, always=True)


def tell_exam_moved(session: ExamSession, was: tuple[datetime, datetime], *, reason: str, by: Actor) -> None:
    """Everybody of a published exam whose window was moved; slots moved with its start."""
    times, summary = _hours(session, was)
    entries = RosterEntry.objects.filter(session=session).select_related("person")
    candidates = [
        Note(one.person, session.pk, {**times, "slot_at": _moment(one.slot_starts_at)}, summary, one.language)
        for one in entries
    ]
    _notify(session, candidates, NotificationKind.EXAM_TIME_CHANGED, "candidate", reason, by)
    tell_hours_moved(session, was, reason=reason, by=by)


def tell_hours_moved(session: ExamSession, was: tuple[datetime, datetime], *, reason: str, by: Actor) -> None:
    """The staff; each candidate has a slot of their own."""
    times, summary = _hours(session, was)
    staff = [Note(person, session.pk, times, summary) for person in _staff_of(session.rooms.all())]
    _notify(session, staff, NotificationKind.EXAM_TIME_CHANGED, "staff", reason, by)


def _hours(session: ExamSession, was: tuple[datetime, datetime]) -> tuple[dict[str, Any], tuple[str, str]]:
    times = {
        **_of_exam(session),
        "starts_at": _moment(session.starts_at),
        "ends_at": _moment(session.ends_at),
        "was_starts_at": _moment(was[0]),
        "was_ends_at": _moment(was[1]),
    }
    when = _local(session, session.starts_at)
    summary = (
        f"{session.name}：考试时间改为 {when} 开始",
        f"{session.name_en or session.name}: it now starts at {when}",
    )
    return times, summary


def tell_renamed(room: ExamRoom, was: tuple[str, str], *, reason: str, by: Actor) -> None:
    session = room.session
    params = {**_of_exam(session), **_of_room(room), "was_room": was[0], "was_room_en": was[1] or was[0]}
    summary = (
        f"{session.name}：考场「{was[0]}」改名为「{room.name}」",
        f"{session.name_en or session.name}: room “{was[1] or was[0]}” is now “{room.name_en or room.name}”",
    )
    entries = RosterEntry.objects.filter(room=room).select_related("person")
    candidates = [Note(one.person, room.pk, params, summary, one.language) for one in entries]
    _notify(session, candidates, NotificationKind.ROOM_RENAMED, "candidate", reason, by)
    staff = [Note(person, room.pk, params, summary) for person in _staff_of([room])]
    _notify(session, staff, NotificationKind.ROOM_RENAMED, "staff", reason, by)


class DutyChange(NamedTuple):
    """Of one person in one room: roles that they got, or all that they had and lost.

    `kept`: they lost some, and the roles are those that they still have.
    """

    room: ExamRoom
    person: Person
    roles: Sequence[str]
    added: bool
    kept: bool = False


def tell_duties(changes: Sequence[DutyChange], *, reason: str, by: Actor) -> None:
    """What one act changed for the staff of a published exam: a notice a room, and one message a person."""
    if not changes or changes[0].room.session.state not in VISIBLE:
        return
    session = changes[0].room.session
    notes: dict[_Which, list[Note]] = defaultdict(list)
    for one in changes:
        kind = NotificationKind.DUTY_ADDED if one.added else NotificationKind.DUTY_REMOVED
        notes[one.room.pk, kind].append(_of_duty(session, one))
    messages = _one_each(session, notes)
    for (room_id, kind), here in notes.items():
        beside = messages[room_id, kind]
        _notify(session, here, kind, "staff", reason, by, beside=beside)


def _of_duty(session: ExamSession, one: DutyChange) -> Note:
    room, added = one.room, one.added
    params = {
        **_of_exam(session),
        **_of_room(room),
        "roles": list(one.roles),
        "starts_at": _moment(session.starts_at),
    }
    when = _local(session, session.starts_at)
    summary = (
        f"{session.name}：{'请您到' if added else '您不再担任'}{room.name}"
        f"{'工作，' + when + ' 开始' if added else '的工作'}",
        f"{session.name_en or session.name}: {'you work in' if added else 'you no longer work in'} "
        f"{room.name_en or room.name}{', from ' + when if added else ''}",
    )
    if one.kept:
        params["kept"] = True
        summary = (
            f"{session.name}：您在{room.name}的职务有变化，请登录查看",
            f"{session.name_en or session.name}: your duties in {room.name_en or room.name} changed",
        )
    return Note(one.person, room.pk, params, summary)


def _one_each(session: ExamSession, notes: Mapping[_Which, Sequence[Note]]) -> Mapping[_Which, list[Note]]:
    """With the first of a person's notes that reaches them beside the page, a message about all of these."""
    policy = policy_of(session.school_id)
    sent: dict[UUID, list[tuple[_Which, Note]]] = defaultdict(list)
    for key, here in notes.items():
        for note in here:
            if way_to(note.person, ways_for(policy, "staff", key[1])):
                sent[note.person.pk].append((key, note))
    messages: dict[_Which, list[Note]] = defaultdict(list)
    for (key, note), *others in sent.values():
        if others:
            rooms = len(others) + 1
            summary = (
                f"{session.name}：您在 {rooms} 个考场的工作安排有变化，请登录查看",
                f"{session.name_en or session.name}: your duties in {rooms} rooms changed, please log in",
            )
            note = replace(note, summary=summary)
        messages[key].append(note)
    return messages


def _notify(
    session: ExamSession,
    notes: Sequence[Note],
    kind: NotificationKind,
    area: str,
    reason: str,
    by: Actor,
    *,
    always: bool = False,
    beside: Sequence[Note] | None = None,
) -> None:
    if session.state not in VISIBLE and not always:
        return
    notify(
        notes,
        kind,
        area=area,
        scope_id=session.school_id,
        college_id=session.college_id,
        session_id=session.pk,
        reason=reason,
        beside=beside,
        by=by,
    )


def _staff_of(rooms: Iterable[ExamRoom]) -> list[Person]:
    held = Assignment.objects.filter(room__in=list(rooms)).select_related("person").order_by("created_at")
    return list({one.person_id: one.person for one in held}.values())


def _of_exam(session: ExamSession) -> dict[str, Any]:
    return {"exam": session.name, "exam_en": session.name_en or session.name}


def _of_room(room: ExamRoom | None, prefix: str = "") -> dict[str, Any]:
    if room is None:
        return {f"{prefix}room": "", f"{prefix}room_en": ""}
    return {f"{prefix}room": room.name, f"{prefix}room_en": room.name_en or room.name}


def _moment(moment: datetime | None) -> str | None:
    return clock.iso(moment) if moment else None


def _local(session: ExamSession, moment: datetime | None) -> str:
    """In the school's time: a text message is read anywhere."""
    if moment is None:
        return ""
    zone = ZoneInfo(session.school.timezone)
    return f"{moment.astimezone(zone):%m-%d %H:%M}"
