"""Bulk acts on the list of candidates: each with a preview that changes nothing."""

from math import inf
from typing import Any
from uuid import UUID

from ninja import Router, Status

from kaochang.candidates import mailings
from kaochang.candidates.bulk_schemas import (
    BulkDoneOut,
    MailingIn,
    MailingOut,
    MailingPreviewOut,
    PlaceManyIn,
    PlacingIn,
    PlacingPreviewOut,
    RemovalPreviewOut,
    SealedIn,
)
from kaochang.candidates.choosing import WhomIn, access_chosen
from kaochang.candidates.mailing_texts import list_shown
from kaochang.candidates.placing import PlacingPlan, place_candidates, plan_placing
from kaochang.candidates.removing import lock_chosen, plan_removal, remove_candidates
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.models import ExamRoom
from kaochang.exams.queries import access_room_of
from kaochang.schools.http import SchoolRequest, school_manager
from kaochang.sms.queries import room_left

school_router = Router(tags=["school"], auth=school_manager)
# The newest of one's own.
SHOWN = 3
PLACING, REMOVAL = "/candidates/bulk/placing", "/candidates/bulk/removal"


@school_router.post(
    f"{PLACING}/preview", response={200: PlacingPreviewOut, **ERRORS}, operation_id="school_preview_placing"
)
def school_preview_placing(request: SchoolRequest, body: PlacingIn) -> dict[str, Any]:
    plan = plan_placing(access_chosen(request.scope, body), _room(request, body))
    return {
        "will": plan.will,
        "seal": plan.seal,
        "skipped": plan.skipped.shown(),
        "needs_reason": plan.needs_reason,
        "coming_over": plan.coming_over,
        "rooms": [
            {"id": room.id, "name": room.name, "name_en": room.name_en, "free": free}
            for room, free in plan.rooms
        ],
        "example": _example(plan),
    }


@school_router.post(PLACING, response={200: BulkDoneOut, **ERRORS}, operation_id="school_place_candidates")
@idempotent
def school_place_candidates(request: SchoolRequest, body: PlaceManyIn) -> dict[str, int]:
    done = place_candidates(
        access_chosen(request.scope, body),
        _room(request, body),
        seal=body.seal,
        reason=body.reason.strip(),
        by=request.actor,
    )
    return {"done": done}


@school_router.post(
    f"{REMOVAL}/preview", response={200: RemovalPreviewOut, **ERRORS}, operation_id="school_preview_removal"
)
def school_preview_removal(request: SchoolRequest, body: WhomIn) -> dict[str, Any]:
    plan = plan_removal(access_chosen(request.scope, body))
    return {
        "will": plan.will,
        "seal": plan.seal,
        "skipped": plan.skipped.shown(),
        "names": plan.names,
        "texts": plan.texts,
        "needs_reason": plan.needs_reason,
        "published": [
            {"id": exam.pk, "name": exam.name, "name_en": exam.name_en, "count": count}
            for exam, count in plan.published.items()
        ],
        "logged_in": plan.logged_in,
    }


@school_router.post(REMOVAL, response={200: BulkDoneOut, **ERRORS}, operation_id="school_remove_candidates")
@idempotent
def school_remove_candidates(request: SchoolRequest, body: SealedIn) -> dict[str, int]:
    lock_chosen(access_chosen(request.scope, body))
    entries = access_chosen(request.scope, body)
    done = remove_candidates(entries, seal=body.seal, reason=body.reason.strip(), by=request.actor)
    return {"done": done}


@school_router.post(
    "/mailings/preview", response={200: MailingPreviewOut, **ERRORS}, operation_id="school_preview_mailing"
)
def school_preview_mailing(request: SchoolRequest, body: WhomIn) -> dict[str, Any]:
    plan = mailings.plan_mailing(access_chosen(request.scope, body))
    left, reason = room_left(request.scope.school.pk, for_many=True)
    return {
        "will": plan.will,
        "seal": plan.seal,
        "skipped": plan.skipped.shown(),
        "sms": plan.with_phone,
        "sms_left": None if left == inf else int(left),
        "sms_closed": reason if left < 1 else "",
    }


@school_router.post("/mailings", response={201: MailingOut, **ERRORS}, operation_id="school_send_mailing")
@idempotent
def school_send_mailing(request: SchoolRequest, body: MailingIn) -> Status[dict[str, Any]]:
    made = mailings.start_mailing(
        request.scope.school,
        access_chosen(request.scope, body),
        title=body.title.strip(),
        text=body.text.strip(),
        sms=body.sms,
        seal=body.seal,
        by=request.actor,
    )
    return Status(201, list_shown([made])[0])


@school_router.get(
    "/mailings", response={200: list[MailingOut], **ERRORS}, operation_id="school_list_mailings"
)
def school_list_mailings(request: SchoolRequest) -> list[dict[str, Any]]:
    mine = mailings.mailings_of(request.scope.school, request.actor)
    return list_shown(mine.order_by("-created_at")[:SHOWN])


@school_router.post(
    "/mailings/{mailing_id}/texts", response={204: None, **ERRORS}, operation_id="school_send_texts_again"
)
@idempotent
def school_send_texts_again(request: SchoolRequest, mailing_id: UUID) -> Status[None]:
    mine = mailings.access_mailing(request.scope.school, mailing_id, request.actor)
    mailings.send_texts_again(mine, by=request.actor)
    return Status(204, None)


def _room(request: SchoolRequest, body: PlacingIn | PlaceManyIn) -> ExamRoom | None:
    return access_room_of(request.scope, body.room_id) if body.room_id else None


def _example(plan: PlacingPlan) -> dict[str, Any] | None:
    """The first of them, to see what it comes to."""
    move = next(iter(plan.all_moves), None)
    room = next((room for room, _ in plan.rooms if move and room.id == move.to.room_id), None)
    if move is None or room is None:
        return None
    return {
        "name": plan.names[move.entry_id],
        "room": room.name,
        "room_en": room.name_en,
        "slot_starts_at": move.to.slot_starts_at,
    }
