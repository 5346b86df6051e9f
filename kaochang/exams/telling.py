"""Who is told what when something changes after the publication: the last beat, in the same transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.audit.services import record_all
from kaochang.core import clock
from kaochang.exams import events
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, RosterEntry
from kaochang.exams.states import VISIBLE, Formality
from kaochang.notifications.policy import policy_of, ways_for
from kaochang.notifications.services import Note, drop_notifications, notify, send_beside, void_arrangements
from kaochang.notifications.states import NotificationKind

Was = tuple[ExamRoom | None, datetime | None]


def tell_moved(
    session: ExamSession, moved: Sequence[tuple[RosterEntry, Was]], *, reason: str, by: Actor
) -> None:
    """Each candidate who has another room or another slot than before, or the first ones."""
    notes = []
    exam, exam_en = names_of_exam(session)
    for entry, (was_room, was_at) in moved:
        params = {
            **params_of_exam(session),
            **params_of_room(entry.room),
            **params_of_room(was_room, "was_"),
            "starts_at": iso_of(entry.slot_starts_at),
            "was_starts_at": iso_of(was_at),
        }
        when = local_time(session, entry.slot_starts_at)
        summary = (
            f"{exam}：您的面试安排已取消，请等待学校通知",
            f"{exam_en}: your interview slot was withdrawn, please wait for news",
        )
        if entry.room is not None:
            is_first = was_room is None and was_at is None
            where, where_en = entry.room.name, entry.room.name_en or entry.room.name
            summary = (
                f"{exam}：您的面试{'在' if is_first else '改到'} {f'{when} {where}'.lstrip()}",
                f"{exam_en}: your interview is {'' if is_first else 'now '}"
                f"{f'at {when} {where_en}' if when else f'in {where_en}'}",
            )
        notes.append(Note(entry.person, entry.pk, params, summary, entry.language))
    notify_of(session, notes, NotificationKind.SLOT_CHANGED, "candidate", reason, by)


def tell_lengths(
    session: ExamSession, changed: Sequence[tuple[RosterEntry, int]], *, reason: str, by: Actor
) -> None:
    """Each candidate whose interview is planned longer or shorter than before; `was` in seconds.

    About the exam and not about their slot: news of a move that they have not confirmed stays.
    """
    notes = []
    exam, exam_en = names_of_exam(session)
    for entry, was in changed:
        seconds = entry.planned_seconds
        if seconds == was:
            continue
        minutes, was_minutes = f"{seconds / 60:g}", f"{was / 60:g}"
        params = {
            **params_of_exam(session),
            **params_of_room(entry.room),
            "starts_at": iso_of(entry.slot_starts_at),
            "minutes": minutes,
            "was_minutes": was_minutes,
        }
        when = local_time(session, entry.slot_starts_at)
        summary = (
            f"{exam}：您 {when} 的面试改为 {minutes} 分钟",
            f"{exam_en}: your interview at {when} now takes {minutes} minutes",
        )
        notes.append(Note(entry.person, session.pk, params, summary, entry.language))
    notify_of(session, notes, NotificationKind.SLOT_CHANGED, "candidate", reason, by)


def tell_cameras(session: ExamSession, entries: Iterable[RosterEntry], *, reason: str, by: Actor) -> None:
    """About what has to be at hand; whether they check the room again depends on how far they are."""
    cameras, (exam, exam_en) = session.cameras_required, names_of_exam(session)
    params = {**params_of_exam(session), "cameras": cameras}
    devices, devices_en = ("电脑，不再需要手机", "a computer and no phone")
    if cameras > 1:
        devices, devices_en = ("电脑和手机（第二机位）", "a computer and a phone")
    summary = (
        f"{exam}：面试设备改为{devices}，请登录查看",
        f"{exam_en}: the interview now takes {devices_en}, please log in",
    )
    notes = [Note(one.person, session.pk, params, summary, one.language) for one in entries]
    notify_of(session, notes, NotificationKind.CAMERAS_CHANGED, "candidate", reason, by)


def tell_removed(session: ExamSession, entries: Sequence[RosterEntry], *, reason: str, by: Actor) -> None:
    """Who is no longer a candidate of this exam; of a withdrawn one, who still knows a slot of it."""
    notes = [_of_leaving(session, one) for one in entries if is_told_of_removal(session, one)]
    notify_of(session, notes, NotificationKind.EXAM_LEFT, "candidate", reason, by, always=True)


def is_told_of_removal(session: ExamSession, entry: RosterEntry) -> bool:
    return session.state in VISIBLE or _knows(entry)


def tell_deleted(session: ExamSession, entries: Sequence[RosterEntry], *, by: Actor) -> None:
    """The same, before they are deleted with all that is on their pages: only the message beside is left."""
    drop_notifications({one.person_id for one in entries}, about={one.pk for one in entries})
    sent = send_beside(
        [
            _of_leaving(session, one)
            for one in entries
            if _knows(one) or (one.room_id and session.state in VISIBLE)
        ],
        ways_for(policy_of(session.school_id), "candidate", NotificationKind.EXAM_LEFT),
        session.school_id,
    )
    told = {note.subject_id for note in sent}
    record_all(
        [
            (
                events.RemovalTold(
                    roster_entry_id=one.pk,
                    session_id=session.pk,
                    candidate_number=one.candidate_number,
                ),
                one,
                one.trail_scope_id,
            )
            for one in entries
            if one.pk in told
        ],
        by=by,
    )


def _knows(entry: RosterEntry) -> bool:
    """Was told a place before the exam was withdrawn."""
    return entry.told_slot_at is not None or entry.told_room_id is not None


def _of_leaving(session: ExamSession, entry: RosterEntry) -> Note:
    exam, exam_en = names_of_exam(session)
    phone = session.support_phone
    summary = (
        f"{exam}：您已不在考生名单中" + (f"，咨询电话 {phone}" if phone else ""),
        f"{exam_en}: you are no longer one of its candidates" + (f", questions: {phone}" if phone else ""),
    )
    params = {**params_of_exam(session), "phone": phone}
    return Note(entry.person, entry.pk, params, summary, entry.language)


def tell_exam_moved(session: ExamSession, was: tuple[datetime, datetime], *, reason: str, by: Actor) -> None:
    """Everybody of a published exam whose window was moved; slots moved with its start."""
    exam, exam_en = names_of_exam(session)
    times = {
        **params_of_exam(session),
        "starts_at": iso_of(session.starts_at),
        "ends_at": iso_of(session.ends_at),
        "was_starts_at": iso_of(was[0]),
        "was_ends_at": iso_of(was[1]),
    }
    when, until = local_time(session, session.starts_at), local_time(session, session.ends_at)
    starts_anew = session.starts_at != was[0]
    summary = (f"{exam}：考试结束时间改为 {until}", f"{exam_en}: it now ends at {until}")
    if starts_anew:
        summary = (f"{exam}：考试时间改为 {when} 开始", f"{exam_en}: it now starts at {when}")
    candidates = []
    for one in session.roster.select_related("session", "person", "room"):
        mine, params = summary, times
        if starts_anew and one.slot_starts_at:
            slot = local_time(session, one.slot_starts_at)
            mine = (f"{exam}：您的面试改到 {slot}", f"{exam_en}: your interview is now at {slot}")
            params = {
                **times,
                **params_of_room(one.room),
                "slot_at": iso_of(one.slot_starts_at),
                "takes": f"{one.planned_seconds / 60:g}",
            }
        candidates.append(Note(one.person, session.pk, params, mine, one.language))
    if starts_anew and session.state in VISIBLE:
        # What they had not confirmed says the time of before; this one says all of it.
        placed = {note.person.pk for note in candidates if "slot_at" in note.params}
        void_arrangements(session.pk, {NotificationKind.SLOT_CHANGED}, placed)
    notify_of(session, candidates, NotificationKind.EXAM_TIME_CHANGED, "candidate", reason, by)
    staff = [Note(one, session.pk, times, summary) for one in _staff_of(session.rooms.all())]
    notify_of(session, staff, NotificationKind.EXAM_TIME_CHANGED, "staff", reason, by)


def tell_withdrawn(session: ExamSession, *, reason: str, by: Actor) -> None:
    """Everybody who had been told a place or a duty: none of it holds until it is published again."""
    params = params_of_exam(session)
    exam, exam_en = names_of_exam(session)
    summary = (
        f"{exam}：原定安排暂停，请等待学校通知",
        f"{exam_en}: what was arranged does not hold for now, please wait for news",
    )
    placed = RosterEntry.objects.filter(session=session, room__isnull=False).select_related("person")
    candidates = [Note(one.person, session.pk, params, summary, one.language) for one in placed]
    kind = NotificationKind.EXAM_WITHDRAWN
    notify_of(session, candidates, kind, "candidate", reason, by, always=True)
    staff = [Note(one, session.pk, params, summary) for one in _staff_of(session.rooms.all())]
    notify_of(session, staff, kind, "staff", reason, by, always=True)


def tell_renamed(room: ExamRoom, was: tuple[str, str], *, reason: str, by: Actor) -> None:
    session = room.session
    params = {
        **params_of_exam(session),
        **params_of_room(room),
        "was_room": was[0],
        "was_room_en": was[1] or was[0],
    }
    exam, exam_en = names_of_exam(session)
    summary = (
        f"{exam}：考场「{was[0]}」改名为「{room.name}」",
        f"{exam_en}: room “{was[1] or was[0]}” is now “{room.name_en or room.name}”",
    )
    entries = RosterEntry.objects.filter(room=room).select_related("person")
    candidates = [Note(one.person, room.pk, params, summary, one.language) for one in entries]
    notify_of(session, candidates, NotificationKind.ROOM_RENAMED, "candidate", reason, by)
    staff = [Note(person, room.pk, params, summary) for person in _staff_of([room])]
    notify_of(session, staff, NotificationKind.ROOM_RENAMED, "staff", reason, by)


def notify_of(
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


def params_of_exam(session: ExamSession) -> dict[str, Any]:
    exam, exam_en = names_of_exam(session)
    return {"exam": exam, "exam_en": exam_en}


def names_of_exam(session: ExamSession) -> tuple[str, str]:
    """In Chinese and English: nobody shall take a rehearsal of the same name for the exam."""
    return marked(session.formality, session.name, session.name_en or session.name)


def marked(formality: str | None, words: str, words_en: str) -> tuple[str, str]:
    """What is said of a rehearsal says so first; None: it is of no exam."""
    if formality == Formality.REHEARSAL:
        return f"【演练】{words}", f"[Rehearsal] {words_en}"
    return words, words_en


def params_of_room(room: ExamRoom | None, prefix: str = "") -> dict[str, Any]:
    if room is None:
        return {f"{prefix}room": "", f"{prefix}room_en": ""}
    return {f"{prefix}room": room.name, f"{prefix}room_en": room.name_en or room.name}


def iso_of(moment: datetime | None) -> str | None:
    return clock.iso(moment) if moment else None


def local_time(session: ExamSession, moment: datetime | None) -> str:
    """In the school's time: a text message is read anywhere."""
    if moment is None:
        return ""
    zone = ZoneInfo(session.school.timezone)
    return f"{moment.astimezone(zone):%m-%d %H:%M}"
