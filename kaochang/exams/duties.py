"""The staff of a published exam are told of their duties: a notice a room, and one message a person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.states import VISIBLE
from kaochang.exams.telling import (
    iso_of,
    local_time,
    names_of_exam,
    notify_of,
    params_of_exam,
    params_of_room,
)
from kaochang.notifications.policy import policy_of, way_to, ways_for
from kaochang.notifications.services import Note
from kaochang.notifications.states import NotificationKind


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
    notes: dict[NotificationKind, list[Note]] = defaultdict(list)
    for one in changes:
        kind = NotificationKind.DUTY_ADDED if one.added else NotificationKind.DUTY_REMOVED
        notes[kind].append(_of_duty(session, one))
    messages = _one_each(session, notes)
    for kind, here in notes.items():
        notify_of(session, here, kind, "staff", reason, by, beside=messages[kind])


def _of_duty(session: ExamSession, one: DutyChange) -> Note:
    room, added = one.room, one.added
    params = {
        **params_of_exam(session),
        **params_of_room(room),
        "roles": list(one.roles),
        "starts_at": iso_of(session.starts_at),
    }
    when = local_time(session, session.starts_at)
    exam, exam_en = names_of_exam(session)
    summary = (
        f"{exam}：{'请您到' if added else '您不再担任'}{room.name}"
        f"{'工作，' + when + ' 开始' if added else '的工作'}",
        f"{exam_en}: {'you work in' if added else 'you no longer work in'} "
        f"{room.name_en or room.name}{', from ' + when if added else ''}",
    )
    if one.kept:
        params["kept"] = True
        summary = (
            f"{exam}：您在{room.name}的职务有变化，请登录查看",
            f"{exam_en}: your duties in {room.name_en or room.name} changed",
        )
    return Note(one.person, room.pk, params, summary)


def _one_each(
    session: ExamSession, notes: Mapping[NotificationKind, Sequence[Note]]
) -> Mapping[NotificationKind, list[Note]]:
    """With the first of a person's notes that reaches them beside the page, a message about all of these."""
    policy = policy_of(session.school_id)
    sent: dict[UUID, list[tuple[NotificationKind, Note]]] = defaultdict(list)
    for kind, here in notes.items():
        for note in here:
            if way_to(note.person, ways_for(policy, "staff", kind)):
                sent[note.person.pk].append((kind, note))
    messages: dict[NotificationKind, list[Note]] = defaultdict(list)
    for (kind, note), *others in sent.values():
        if others:
            are_new = all(one == NotificationKind.DUTY_ADDED for one in (kind, *(one for one, _ in others)))
            note = replace(note, summary=_of_several(session, len(others) + 1, are_new))
        messages[kind].append(note)
    return messages


def _of_several(session: ExamSession, rooms: int, are_new: bool) -> tuple[str, str]:
    exam, exam_en = names_of_exam(session)
    if are_new:
        when = local_time(session, session.starts_at)
        return (
            f"{exam}：请您到 {rooms} 个考场工作，{when} 开始",
            f"{exam_en}: you work in {rooms} rooms, from {when}",
        )
    return (
        f"{exam}：您在 {rooms} 个考场的工作安排有变化，请登录查看",
        f"{exam_en}: your duties in {rooms} rooms changed, please log in",
    )
