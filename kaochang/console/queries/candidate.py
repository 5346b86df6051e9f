"""What a candidate's pages show: their own row of everything, and nobody else's."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.announcements.queries import marks_of
from kaochang.chat import queries as chat
from kaochang.chat.states import Audience
from kaochang.commitments import queries as commitments
from kaochang.console import devices, steps
from kaochang.console.queries.people import people_at, staff_of
from kaochang.console.queries.progress import consents_of, progress_of, unread_of
from kaochang.console.schemas import candidate as shapes
from kaochang.console.schemas.common import PersonAtDeskOut, RequirementOut
from kaochang.core import clock
from kaochang.core.errors import NotFound
from kaochang.core.privacy import mask_phone
from kaochang.desks import queries as desks
from kaochang.desks.queries import Devices
from kaochang.exams import queries as exams
from kaochang.exams.models import Assignment, RosterEntry, Ticket
from kaochang.exams.states import RoomRole, TicketKind
from kaochang.interviews import queries as interviews
from kaochang.interviews.models import Interview
from kaochang.interviews.schemas import interview_out
from kaochang.interviews.states import InterviewState, Outcome
from kaochang.media import queries as media
from kaochang.media.models import MediaSeat
from kaochang.notifications.queries import count_unconfirmed
from kaochang.realtime import channels
from kaochang.realtime import queries as realtime
from kaochang.waiting import queries as waiting
from kaochang.waiting import requirements
from kaochang.waiting.forecasts import Forecast
from kaochang.waiting.models import QueueEntry, Talk
from kaochang.waiting.states import QueueState

# Whom a candidate may see and hear, by where they are: their own devices always.
_OWN = frozenset({"candidate", "second_camera"})
_VISITORS = {QueueState.TALKING: frozenset({"talk"}), QueueState.ADMITTED: frozenset({"panel"})}


def is_unchanged(actor: Actor, roster_entry_id: UUID, since: str, heard: Sequence[int]) -> bool:
    """Whether this candidate's page was told nothing but what it `heard` since an answer that was `as_of`."""
    room_id = exams.access_room_id(actor, roster_entry_id)
    channels_heard = [
        channels.person("candidate", actor.the_person_id),
        channels.candidate(roster_entry_id),
        channels.room_candidates(room_id),
    ]
    return realtime.is_nothing_told(since, channels_heard, heard)


def access_entry(actor: Actor, roster_entry_id: UUID) -> RosterEntry:
    """A candidate's own entry with its place in the queue and its desk: one query."""
    if actor.area != "candidate":
        raise NotFound()
    entry = (
        RosterEntry.objects.select_related(
            "person", "room", "major", "session__school", "session__college", "queue_entry", "desk"
        )
        .filter(pk=roster_entry_id, person_id=actor.the_person_id)
        .first()
    )
    if entry is None or not hasattr(entry, "queue_entry"):
        raise NotFound()
    entry.exam_room.session = entry.session
    return entry


def read_now(entry: RosterEntry, *, as_of: str) -> shapes.EntryNow:
    now = clock.now()
    session, room, queue_entry = entry.session, entry.exam_room, entry.queue_entry
    notice = exams.find_notice(session)
    check = desks.find_device_check(entry.pk)
    asks_letter, signature = commitments.read_signature(entry)
    at_desk = desks.devices_of([entry.pk])[entry.pk]
    staff = staff_of(room.pk)
    spots, talks = waiting.read_line(room.pk)
    talk = talks.get(queue_entry.pk)
    interview = interviews.find_interview_of(queue_entry.pk)
    media_room_id = entry.desk.media_room_id if hasattr(entry, "desk") else None
    seats = media.list_open_seats(media_room_id) if media_room_id else []
    consent = consents_of(entry.person_id).get(session.school_id, steps.Mark(True))
    letter = steps.Mark.when(signature.signed_at if signature else None) if asks_letter else steps.Mark(True)
    progress = progress_of(entry, queue_entry, consent, check, letter)
    unread = unread_of(marks_of(entry.person_id, [entry]))
    return shapes.EntryNow(
        server_time=now,
        as_of=as_of,
        exam=shapes.ExamHead(
            name=session.name,
            name_en=session.name_en,
            formality=session.formality,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            cameras_required=session.cameras_required,
            support_phone=session.support_phone,
        ),
        school=shapes.NamedOut(name=session.school.name, name_en=session.school.name_en),
        college=shapes.NamedOut(name=session.college.name, name_en=session.college.name_en),
        room=shapes.RoomNameOut(id=room.pk, name=room.name, name_en=room.name_en),
        slot_starts_at=entry.slot_starts_at,
        candidate=shapes.CandidateHead(
            name=entry.person.name,
            candidate_number=entry.candidate_number,
            phone_masked=mask_phone(entry.person.phone) if entry.person.phone else "",
            major=shapes.NamedOut(name=entry.major.name, name_en=entry.major.name_en)
            if entry.major
            else None,
        ),
        step=steps.step_of(
            progress,
            state=queue_entry.state,
            room_state=room.shown_state,
            must_read=unread.must_read_id is not None,
        ),
        steps=steps.track_of(progress),
        notice=shapes.NoticeOut(
            edition=session.notice_edition,
            title=notice.title if notice else "",
            title_en=notice.title_en if notice else "",
            text=notice.text if notice else "",
            text_en=notice.text_en if notice else "",
        ),
        announcements=unread,
        notifications=count_unconfirmed(entry.person_id, "candidate"),
        tickets=[
            shapes.TicketOut(
                id=ticket.pk,
                text=ticket.text,
                state=ticket.state,
                answer=ticket.answer,
                created_at=ticket.created_at,
                answered_at=ticket.answered_at,
            )
            for ticket in Ticket.objects.filter(roster_entry_id=entry.pk)
            # A call for help without words of an answer is shown by the waiting area itself.
            .exclude(kind=TicketKind.HELP, answer="")
            .order_by("created_at")
        ],
        device_check=shapes.LastDeviceCheckOut(
            passed=check.passed, checked_at=check.checked_at, results=check.results
        )
        if check
        else None,
        commitment=shapes.CommitmentOut(
            signed_at=signature.signed_at, method=signature.method, text_hash=signature.text_hash
        )
        if signature
        else None,
        queue=_queue(queue_entry, waiting.forecast(room, spots).get(queue_entry.pk)),
        officer=_officer(staff, talks, talk),
        missing=[
            RequirementOut(key=item.key, done=item.done)
            for item in requirements.list_requirements(
                queue_entry,
                session,
                asks_letter=asks_letter,
                is_signed=signature is not None,
                check=check,
                phone=at_desk.phone,
            )
        ],
        desk=shapes.DeskOut(open=media_room_id is not None),
        watched=any(media.is_watching(seat) for seat in seats),
        talk=shapes.TalkWithMeOut(id=talk.pk, officer_name=talk.officer_name, started_at=talk.started_at)
        if talk
        else None,
        phone=_phone(at_desk),
        messages=_messages(entry),
        invitation=_ringing(queue_entry),
        interview=_interview(interview, now),
        people=_people(queue_entry, entry, seats, staff),
        ended=_ended(interview, queue_entry),
    )


def _queue(queue_entry: QueueEntry, forecast: Forecast | None) -> shapes.QueueOut:
    return shapes.QueueOut(
        entry_id=queue_entry.pk,
        state=queue_entry.state,
        place=forecast.place if forecast else None,
        ahead=forecast.ahead if forecast else None,
        forecast_from=forecast.forecast_from if forecast else None,
        forecast_to=forecast.forecast_to if forecast else None,
        away_since=queue_entry.away_since,
        help_asked_at=queue_entry.help_asked_at,
        cleared_at=queue_entry.cleared_at,
    )


def _officer(staff: Collection[Assignment], talks: dict[UUID, Talk], mine: Talk | None) -> shapes.OfficerOut:
    if mine is not None:
        return shapes.OfficerOut(state="with_me", name=mine.officer_name)
    here = [a for a in staff if a.role == RoomRole.WAITING_ROOM_OFFICER and a.online]  # type: ignore[attr-defined]
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
    seats: Collection[MediaSeat],
    staff: Collection[Assignment],
) -> list[PersonAtDeskOut]:
    visitors = _VISITORS.get(QueueState(queue_entry.state), frozenset[str]())
    found = people_at(seats, staff, purposes=_OWN | visitors, candidate_name=entry.person.name)
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
