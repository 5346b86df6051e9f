"""What a candidate's pages show: their own row of everything, and nobody else's."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from kaochang.chat import queries as chat
from kaochang.chat.states import Audience
from kaochang.commitments import queries as commitments
from kaochang.console import devices, steps
from kaochang.console.queries.people import people_at
from kaochang.console.queries.progress import consents_of, letter_of, progress_of
from kaochang.console.schemas import candidate as shapes
from kaochang.console.schemas.common import PersonAtDeskOut, RequirementOut
from kaochang.core import clock
from kaochang.core.privacy import mask_phone
from kaochang.desks import queries as desks
from kaochang.desks.queries import Devices
from kaochang.exams import queries as exams
from kaochang.exams.models import Assignment, RosterEntry
from kaochang.exams.states import RoomRole
from kaochang.interviews import queries as interviews
from kaochang.interviews.models import Interview
from kaochang.interviews.schemas import interview_out
from kaochang.interviews.states import InterviewState, Outcome
from kaochang.media import queries as media
from kaochang.waiting import chips, requirements
from kaochang.waiting import queries as waiting
from kaochang.waiting.models import QueueEntry, Talk
from kaochang.waiting.states import IN_LINE, QueueState

# Whom a candidate may see and hear, by where they are: their own devices always.
_OWN = frozenset({"candidate", "second_camera"})
_VISITORS = {QueueState.TALKING: frozenset({"talk"}), QueueState.ADMITTED: frozenset({"panel"})}


def read_now(entry: RosterEntry) -> shapes.EntryNow:
    now = clock.now()
    session, room = entry.session, entry.exam_room
    notice = exams.find_notice(session)
    queue_entry = waiting.entry_of(entry.pk)
    check = desks.find_device_check(entry.pk)
    commitment = commitments.find_commitment(entry)
    at_desk = desks.devices_of([entry.pk]).get(entry.pk, Devices())
    staff = exams.list_staff(room.pk)
    talks = waiting.open_talks(room.pk)
    talk = talks.get(queue_entry.pk)
    interview = interviews.find_interview_of(queue_entry.pk)
    desk = desks.find_desk(entry.pk)
    media_room_id = desk.media_room_id if desk else None
    consent = consents_of(entry.person_id).get(session.school_id, steps.Mark(True))
    progress = progress_of(entry, queue_entry, consent, check, letter_of(entry, commitment))
    return shapes.EntryNow(
        server_time=now,
        exam=shapes.ExamHead(
            name=session.name,
            name_en=session.name_en,
            formality=session.formality,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            cameras_required=session.cameras_required,
        ),
        school=shapes.NamedOut(name=session.school.name, name_en=session.school.name_en),
        college=shapes.NamedOut(name=session.college.name, name_en=session.college.name_en),
        room=shapes.RoomNameOut(id=room.pk, name=room.name, name_en=room.name_en),
        slot_starts_at=entry.slot_starts_at,
        candidate=shapes.CandidateHead(
            name=entry.person.name,
            candidate_number=entry.candidate_number,
            phone_masked=mask_phone(entry.person.phone) if entry.person.phone else "",
        ),
        step=steps.step_of(progress, state=queue_entry.state, room_state=room.state),
        steps=steps.track_of(progress),
        notice=shapes.NoticeOut(
            edition=session.notice_edition,
            title=notice.title if notice else "",
            title_en=notice.title_en if notice else "",
            text=notice.text if notice else "",
            text_en=notice.text_en if notice else "",
        ),
        tickets=[
            shapes.TicketOut(
                id=ticket.pk,
                text=ticket.text,
                state=ticket.state,
                answer=ticket.answer,
                created_at=ticket.created_at,
                answered_at=ticket.answered_at,
            )
            for ticket in exams.list_tickets([entry.pk])
        ],
        device_check=shapes.LastDeviceCheckOut(
            passed=check.passed, checked_at=check.checked_at, results=check.results
        )
        if check
        else None,
        commitment=shapes.CommitmentOut(
            signed_at=commitment.signed_at, method=commitment.method, text_hash=commitment.text_hash
        )
        if commitment
        else None,
        queue=_queue(queue_entry, at_desk),
        officer=_officer(staff, talks, talk, interviews.online_staff(room.pk)),
        missing=[RequirementOut(key=item.key, done=item.done) for item in requirements.missing(queue_entry)],
        desk=shapes.DeskOut(open=media_room_id is not None),
        watched=media.is_watched(media_room_id) if media_room_id else False,
        talk=shapes.TalkWithMeOut(id=talk.pk, officer_name=talk.officer_name, started_at=talk.started_at)
        if talk
        else None,
        phone=_phone(at_desk),
        messages=_messages(entry),
        invitation=_ringing(queue_entry),
        interview=_interview(interview, now),
        people=_people(queue_entry, entry, media_room_id, staff),
        ended=_ended(interview, queue_entry),
    )


def _queue(queue_entry: QueueEntry, at_desk: Devices) -> shapes.QueueOut:
    in_line = queue_entry.state in IN_LINE
    forecast = waiting.forecast(queue_entry.room).get(queue_entry.pk) if in_line else None
    return shapes.QueueOut(
        entry_id=queue_entry.pk,
        state=queue_entry.state,
        chip=chips.chip_of(queue_entry, at_desk.laptop, is_logged_in=True),
        place=forecast.place if forecast else None,
        ahead=forecast.ahead if forecast else None,
        forecast_from=forecast.forecast_from if forecast else None,
        forecast_to=forecast.forecast_to if forecast else None,
        away_since=queue_entry.away_since,
        help_asked_at=queue_entry.help_asked_at,
        cleared_at=queue_entry.cleared_at,
    )


def _officer(
    staff: Collection[Assignment], talks: dict[UUID, Talk], mine: Talk | None, online: set[UUID]
) -> shapes.OfficerOut:
    if mine is not None:
        return shapes.OfficerOut(state="with_me", name=mine.officer_name)
    here = [a for a in staff if a.role == RoomRole.WAITING_ROOM_OFFICER and a.person_id in online]
    if not here:
        return shapes.OfficerOut(state="absent", name="")
    talking = {talk.officer_id for talk in talks.values()}
    free = [officer for officer in here if officer.person_id not in talking]
    return shapes.OfficerOut(state="available" if free else "busy", name=(free or here)[0].person.name)


def _phone(at_desk: Devices) -> shapes.MyPhoneOut:
    phone = at_desk.phone
    return shapes.MyPhoneOut(
        state=devices.phone_state(phone),
        label=phone.label if phone else "",
        battery_percent=phone.battery_percent if phone else None,
        page_hidden=phone.page_hidden if phone else False,
        since=phone.online_changed_at if phone else None,
    )


def _messages(entry: RosterEntry) -> list[shapes.MessageOut]:
    return [
        shapes.MessageOut(
            id=message.pk,
            author_name=message.author_name,
            author_role=message.author_role,
            text=message.text,
            sent_at=message.sent_at,
            to="room" if message.audience == Audience.ROOM else "me",
        )
        for message in chat.list_messages_to(entry)
    ]


def _ringing(queue_entry: QueueEntry) -> shapes.RingingOut | None:
    if queue_entry.state != QueueState.INVITED:
        return None
    invitation = interviews.find_open_invitation(queue_entry.room_id)
    if invitation is None or invitation.entry_id != queue_entry.pk:
        return None
    return shapes.RingingOut(id=invitation.pk, sent_at=invitation.sent_at, expires_at=invitation.expires_at)


def _interview(interview: Interview | None, now: datetime) -> shapes.MyInterviewOut | None:
    if interview is None or interview.outcome == Outcome.SENT_BACK:
        return None
    out = interview_out(interview, interviews.list_stops(interview), now)
    return shapes.MyInterviewOut(
        id=out.id,
        state=out.state,
        started_at=out.started_at,
        planned_seconds=out.planned_seconds,
        extended_seconds=out.extended_seconds,
        closes_at=out.closes_at,
        remaining_seconds=out.remaining_seconds,
        paused=out.paused_since is not None,
        interrupted_since=out.interrupted_since,
    )


def _people(
    queue_entry: QueueEntry,
    entry: RosterEntry,
    media_room_id: UUID | None,
    staff: Collection[Assignment],
) -> list[PersonAtDeskOut]:
    visitors = _VISITORS.get(QueueState(queue_entry.state), frozenset[str]())
    found = people_at(media_room_id, staff, purposes=_OWN | visitors, candidate_name=entry.person.name)
    return [PersonAtDeskOut(identity=one.identity, name=one.name, role=one.role) for one in found]


def _ended(interview: Interview | None, queue_entry: QueueEntry) -> shapes.EndedOut | None:
    """Why the chief ended it is between the staff and the trail; the candidate learns that it is over."""
    if interview is None or interview.state != InterviewState.ENDED or interview.ended_at is None:
        return None
    if queue_entry.state != QueueState.FINISHED:
        return None
    return shapes.EndedOut(
        at=interview.ended_at, reason=interview.outcome, confirmed_at=interview.end_confirmed_at
    )
