"""The waiting area. Each endpoint: find what the caller may see, call the service, answer."""

from uuid import UUID

from ninja import Router

from kaochang.accounts.http import SignedInRequest, candidate_session, staff_session
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.queries import access_roster_entry
from kaochang.waiting import queries, services
from kaochang.waiting import schemas as shapes
from kaochang.waiting.models import QueueEntry

candidate_router = Router(auth=candidate_session, tags=["waiting"])
staff_router = Router(auth=staff_session, tags=["waiting"])

ENTRY = {200: shapes.EntryOut, **ERRORS}
TALK = {200: shapes.TalkOut, **ERRORS}


# --- the candidate -----------------------------------------------------------------------------


@candidate_router.post("/entries/{roster_entry_id}/arrival", response=ENTRY)
@idempotent
def enter_waiting_area(request: SignedInRequest, roster_entry_id: UUID) -> shapes.EntryOut:
    roster_entry = access_roster_entry(request.actor, roster_entry_id)
    return shapes.EntryOut.of(services.enter_waiting_area(roster_entry, by=request.actor))


@candidate_router.post("/entries/{roster_entry_id}/help", response=ENTRY)
@idempotent
def ask_help(request: SignedInRequest, roster_entry_id: UUID, body: shapes.HelpIn) -> shapes.EntryOut:
    entry = _own_entry(request, roster_entry_id)
    return shapes.EntryOut.of(services.ask_help(entry, text=body.text, by=request.actor))


@candidate_router.delete("/entries/{roster_entry_id}/help", response=ENTRY)
@idempotent
def withdraw_help(request: SignedInRequest, roster_entry_id: UUID) -> shapes.EntryOut:
    entry = _own_entry(request, roster_entry_id)
    return shapes.EntryOut.of(services.withdraw_help(entry, by=request.actor))


@candidate_router.post("/entries/{roster_entry_id}/away", response=ENTRY)
@idempotent
def go_away(request: SignedInRequest, roster_entry_id: UUID) -> shapes.EntryOut:
    entry = _own_entry(request, roster_entry_id)
    return shapes.EntryOut.of(services.go_away(entry, by=request.actor))


@candidate_router.delete("/entries/{roster_entry_id}/away", response=ENTRY)
@idempotent
def come_back(request: SignedInRequest, roster_entry_id: UUID) -> shapes.EntryOut:
    entry = _own_entry(request, roster_entry_id)
    return shapes.EntryOut.of(services.come_back(entry, by=request.actor))


# --- talks -------------------------------------------------------------------------------------


@staff_router.post("/entries/{entry_id}/talks", response=TALK)
@idempotent
def start_talk(
    request: SignedInRequest, entry_id: UUID, body: shapes.TalkStartIn | None = None
) -> shapes.TalkOut:
    entry = queries.access_entry(request.actor, entry_id)
    reason = body.reason if body else None
    return shapes.TalkOut.of(services.start_talk(entry, by=request.actor, reason=reason))


@staff_router.post("/talks/{talk_id}/end", response=TALK)
@idempotent
def end_talk(request: SignedInRequest, talk_id: UUID, body: shapes.TalkEndIn) -> shapes.TalkOut:
    talk = queries.access_talk(request.actor, talk_id)
    return shapes.TalkOut.of(services.end_talk(talk, cleared=body.cleared, by=request.actor))


@staff_router.patch("/entries/{entry_id}/clearance", response=ENTRY)
@idempotent
def save_clearance(request: SignedInRequest, entry_id: UUID, body: shapes.ClearanceIn) -> shapes.EntryOut:
    entry = queries.access_entry(request.actor, entry_id)
    ticked: dict[services.ChecklistItem, bool] = body.checklist.model_dump(exclude_none=True)  # type: ignore[assignment]
    saved = services.save_clearance(entry, checklist=ticked, note_text=body.note, by=request.actor)
    return shapes.EntryOut.of(saved)


# --- setting aside -----------------------------------------------------------------------------


@staff_router.post("/entries/{entry_id}/deferral", response=ENTRY)
@idempotent
def defer(request: SignedInRequest, entry_id: UUID, body: shapes.DeferralIn) -> shapes.EntryOut:
    entry = queries.access_entry(request.actor, entry_id)
    return shapes.EntryOut.of(services.defer(entry, by=request.actor, reason=body.reason))


@staff_router.post("/entries/{entry_id}/absence", response=ENTRY)
@idempotent
def mark_absent(request: SignedInRequest, entry_id: UUID, body: shapes.AbsenceIn) -> shapes.EntryOut:
    entry = queries.access_entry(request.actor, entry_id)
    return shapes.EntryOut.of(services.mark_absent(entry, by=request.actor, confirmed=body.confirmed))


@staff_router.post("/entries/{entry_id}/restoration", response=ENTRY)
@idempotent
def restore(request: SignedInRequest, entry_id: UUID) -> shapes.EntryOut:
    entry = queries.access_entry(request.actor, entry_id)
    return shapes.EntryOut.of(services.restore(entry, by=request.actor))


@staff_router.delete("/entries/{entry_id}/help", response=ENTRY)
@idempotent
def settle_help(request: SignedInRequest, entry_id: UUID) -> shapes.EntryOut:
    entry = queries.access_entry(request.actor, entry_id)
    return shapes.EntryOut.of(services.withdraw_help(entry, by=request.actor))


# --- reaching somebody who is not there ----------------------------------------------------------
# These answers are personal data or secrets and are never stored: no idempotency key.


@staff_router.post("/entries/{entry_id}/login-code", response={200: shapes.LoginCodeOut, **ERRORS})
def reissue_login_code(request: SignedInRequest, entry_id: UUID) -> shapes.LoginCodeOut:
    entry = queries.access_entry(request.actor, entry_id)
    issued = services.reissue_login_code(entry, by=request.actor)
    return shapes.LoginCodeOut(
        candidate_number=entry.roster_entry.candidate_number,
        code=issued.code,
        expires_at=issued.expires_at,
    )


@staff_router.post("/entries/{entry_id}/contact", response={200: shapes.ContactOut, **ERRORS})
def show_contact(request: SignedInRequest, entry_id: UUID) -> shapes.ContactOut:
    entry = queries.access_entry(request.actor, entry_id)
    return shapes.ContactOut(phone=services.show_contact(entry, by=request.actor))


def _own_entry(request: SignedInRequest, roster_entry_id: UUID) -> QueueEntry:
    return queries.entry_of(access_roster_entry(request.actor, roster_entry_id).pk)
