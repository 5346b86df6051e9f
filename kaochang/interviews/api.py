"""Commands of the room. Each endpoint: find what the caller may see, call the service, answer."""

from uuid import UUID

from ninja import Router, Status

from kaochang.accounts.http import SignedInRequest, candidate_session, staff_session
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams import queries as exams
from kaochang.interviews import queries, services
from kaochang.interviews import schemas as shapes
from kaochang.interviews.models import Interview, Invitation
from kaochang.media import services as media
from kaochang.waiting import queries as waiting

candidate_router = Router(auth=candidate_session, tags=["interviews"])
staff_router = Router(auth=staff_session, tags=["interviews"])

INVITATION = {200: shapes.InvitationOut, **ERRORS}
INTERVIEW = {200: shapes.InterviewOut, **ERRORS}
SEAT = {200: shapes.SeatOut, **ERRORS}
ROOM = {200: shapes.RoomOut, **ERRORS}


# --- the candidate -----------------------------------------------------------------------------


@candidate_router.post("/invitations/{invitation_id}/acceptance", response=INVITATION)
@idempotent
def accept_invitation(request: SignedInRequest, invitation_id: UUID) -> shapes.InvitationOut:
    invitation = queries.access_invitation(request.actor, invitation_id)
    services.accept_invitation(invitation, by=request.actor)
    return _invitation(queries.access_invitation(request.actor, invitation_id))


@candidate_router.post("/invitations/{invitation_id}/declination", response=INVITATION)
@idempotent
def decline_invitation(request: SignedInRequest, invitation_id: UUID) -> shapes.InvitationOut:
    invitation = queries.access_invitation(request.actor, invitation_id)
    return _invitation(services.decline_invitation(invitation, by=request.actor))


@candidate_router.post("/entries/{roster_entry_id}/end-confirmation", response={200: shapes.EndOut, **ERRORS})
@idempotent
def confirm_end(request: SignedInRequest, roster_entry_id: UUID) -> shapes.EndOut:
    roster_entry = exams.access_roster_entry(request.actor, roster_entry_id)
    interview = services.confirm_end(waiting.entry_of(roster_entry.pk), by=request.actor)
    return shapes.EndOut(at=interview.ended_at, confirmed_at=interview.end_confirmed_at)


# --- calling in --------------------------------------------------------------------------------


@staff_router.post("/entries/{entry_id}/invitations", response=INVITATION)
@idempotent
def invite_candidate(
    request: SignedInRequest, entry_id: UUID, body: shapes.OptionalReasonIn
) -> shapes.InvitationOut:
    entry = waiting.access_entry(request.actor, entry_id)
    return _invitation(services.invite_candidate(entry, by=request.actor, reason=body.reason))


@staff_router.post("/invitations/{invitation_id}/withdrawal", response=INVITATION)
@idempotent
def withdraw_invitation(request: SignedInRequest, invitation_id: UUID) -> shapes.InvitationOut:
    invitation = queries.access_invitation(request.actor, invitation_id)
    return _invitation(services.withdraw_invitation(invitation, by=request.actor))


# --- while it runs -----------------------------------------------------------------------------


@staff_router.post("/interviews/{interview_id}/extension", response=INTERVIEW)
@idempotent
def extend_interview(
    request: SignedInRequest, interview_id: UUID, body: shapes.ExtensionIn
) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.extend_interview(interview, body.seconds, by=request.actor))


@staff_router.post("/interviews/{interview_id}/pause", response=INTERVIEW)
@idempotent
def pause_interview(request: SignedInRequest, interview_id: UUID) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.pause_interview(interview, by=request.actor))


@staff_router.post("/interviews/{interview_id}/resumption", response=INTERVIEW)
@idempotent
def resume_interview(request: SignedInRequest, interview_id: UUID) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.resume_interview(interview, by=request.actor))


@staff_router.post("/interviews/{interview_id}/candidate-mute", response=INTERVIEW)
@idempotent
def mute_candidate(request: SignedInRequest, interview_id: UUID) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.mute_candidate(interview, by=request.actor))


@staff_router.post("/interviews/{interview_id}/share-stop", response=INTERVIEW)
@idempotent
def stop_share(request: SignedInRequest, interview_id: UUID) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.stop_share(interview, by=request.actor))


@staff_router.post("/interviews/{interview_id}/frame-reports", response=INTERVIEW)
@idempotent
def report_frames(
    request: SignedInRequest, interview_id: UUID, body: shapes.FrameReportIn
) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    judged = services.report_frames(
        interview, interrupted=body.interrupted, last_frame_at=body.last_frame_at, by=request.actor
    )
    return _interview(judged)


# --- parting -----------------------------------------------------------------------------------


@staff_router.post("/interviews/{interview_id}/return", response=INTERVIEW)
@idempotent
def send_back(
    request: SignedInRequest, interview_id: UUID, body: shapes.OptionalReasonIn
) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.send_back(interview, by=request.actor, reason=body.reason))


@staff_router.post("/interviews/{interview_id}/end", response=INTERVIEW)
@idempotent
def end_interview(
    request: SignedInRequest, interview_id: UUID, body: shapes.OptionalReasonIn
) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.end_interview(interview, by=request.actor, reason=body.reason))


@staff_router.post("/interviews/{interview_id}/reopening", response=INTERVIEW)
@idempotent
def reopen_interview(
    request: SignedInRequest, interview_id: UUID, body: shapes.ReasonIn
) -> shapes.InterviewOut:
    interview = queries.access_interview(request.actor, interview_id)
    return _interview(services.reopen_interview(interview, by=request.actor, reason=body.reason))


# --- the room and its seats --------------------------------------------------------------------


@staff_router.post("/rooms/{room_id}/closing", response=ROOM)
@idempotent
def close_room(request: SignedInRequest, room_id: UUID) -> shapes.RoomOut:
    room = services.close_room(exams.access_room(request.actor, room_id), by=request.actor)
    return shapes.RoomOut(id=room.pk, state=room.state)


@staff_router.post("/rooms/{room_id}/reopening", response=ROOM)
@idempotent
def reopen_room(request: SignedInRequest, room_id: UUID, body: shapes.ReasonIn) -> shapes.RoomOut:
    room = exams.access_room(request.actor, room_id)
    room = services.reopen_room(room, by=request.actor, reason=body.reason)
    return shapes.RoomOut(id=room.pk, state=room.state)


# Answers with join tokens are never stored, so these carry no idempotency key: a second call
# replaces the seat of the first.


@staff_router.post("/rooms/{room_id}/panel-seat", response=SEAT)
def take_panel_room_seat(request: SignedInRequest, room_id: UUID) -> shapes.SeatOut:
    room = exams.access_room(request.actor, room_id)
    seat = services.take_panel_room_seat(room, by=request.actor)
    return shapes.SeatOut(**media.join_answer(seat))


@staff_router.post("/entries/{entry_id}/seat", response=SEAT)
def take_desk_seat(request: SignedInRequest, entry_id: UUID, body: shapes.SeatIn) -> shapes.SeatOut:
    entry = waiting.access_entry(request.actor, entry_id)
    seat = services.take_desk_seat(entry, purpose=body.purpose, by=request.actor)
    return shapes.SeatOut(**media.join_answer(seat))


@staff_router.delete("/seats/{identity}", response={204: None, **ERRORS})
def leave_seat(request: SignedInRequest, identity: str) -> Status[None]:
    services.leave_seat(identity, by=request.actor)
    return Status(204, None)


def _invitation(invitation: Invitation) -> shapes.InvitationOut:
    return shapes.InvitationOut(
        id=invitation.pk,
        entry_id=invitation.entry_id,
        state=invitation.state,
        sent_at=invitation.sent_at,
        expires_at=invitation.expires_at,
    )


def _interview(interview: Interview) -> shapes.InterviewOut:
    return shapes.interview_out(interview, queries.list_stops(interview))
