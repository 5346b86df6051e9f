"""Consents, the receipt of the notice, the letter and its signature."""

import base64
import binascii
from uuid import UUID

from ninja import Router

from kaochang.accounts.http import SignedInRequest, candidate_session
from kaochang.commitments import queries, services
from kaochang.commitments.errors import SignatureInvalid, SignatureTooLarge
from kaochang.commitments.models import SIGNATURE_BYTES
from kaochang.commitments.schemas import (
    SIGNATURE_LETTERS,
    ConsentGivenOut,
    ConsentIn,
    ConsentsOut,
    ConsentTextOut,
    LetterOut,
    NoticeReadingIn,
    NoticeReadingOut,
    SignedLetterOut,
    SigningIn,
)
from kaochang.core.errors import NotFound
from kaochang.core.http import ERRORS
from kaochang.core.idempotency import idempotent
from kaochang.exams.queries import access_roster_entry

candidate_router = Router(tags=["commitments"], auth=candidate_session)


@candidate_router.get("/consents", response={200: ConsentsOut, **ERRORS})
def list_consents(request: SignedInRequest) -> ConsentsOut:
    person_id = request.actor.person_id
    if person_id is None:
        raise NotFound()
    asked = queries.list_consent_texts(person_id)
    agreed = queries.editions_agreed_to(person_id)
    return ConsentsOut(
        required=[
            ConsentTextOut(
                id=text.pk,
                kind=text.kind,
                version=text.edition,
                school_name=text.school.name,
                school_name_en=text.school.name_en,
                title=text.title,
                title_en=text.title_en,
                text=text.text,
                text_en=text.text_en,
                text_hash=text.text_hash,
                given_at=consent.given_at if consent else None,
                agreed_version=agreed.get((text.school_id, text.kind)),
            )
            for text, consent in asked
        ]
    )


@candidate_router.post("/consents", response={200: ConsentGivenOut, **ERRORS})
@idempotent
def give_consent(request: SignedInRequest, body: ConsentIn) -> ConsentGivenOut:
    text = queries.access_consent_text(request.actor, body.consent_text_id)
    return ConsentGivenOut.from_orm(services.give_consent(text, by=request.actor))


@candidate_router.post(
    "/entries/{roster_entry_id}/notice-reading", response={200: NoticeReadingOut, **ERRORS}
)
@idempotent
def read_notice(request: SignedInRequest, roster_entry_id: UUID, body: NoticeReadingIn) -> NoticeReadingOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    entry = services.read_notice(entry, edition=body.edition, by=request.actor)
    return NoticeReadingOut.from_orm(entry)


@candidate_router.get("/entries/{roster_entry_id}/letter", response={200: LetterOut, **ERRORS})
def get_letter(request: SignedInRequest, roster_entry_id: UUID) -> LetterOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    letter = queries.current_letter(entry.session)
    if letter is None:
        raise NotFound()
    signed = queries.find_commitment(entry)
    return LetterOut(
        id=letter.pk,
        version=letter.edition,
        title=letter.title,
        title_en=letter.title_en,
        text=letter.text,
        text_en=letter.text_en,
        text_hash=letter.text_hash,
        commitment=SignedLetterOut.from_orm(signed) if signed else None,
    )


@candidate_router.post("/entries/{roster_entry_id}/commitment", response={200: SignedLetterOut, **ERRORS})
@idempotent
def sign_commitment(request: SignedInRequest, roster_entry_id: UUID, body: SigningIn) -> SignedLetterOut:
    entry = access_roster_entry(request.actor, roster_entry_id)
    letter = queries.get_letter_of(entry, body.letter_id)
    signed = services.sign_commitment(
        entry,
        letter,
        method=body.method,
        signature_png=_decode(body.signature_png),
        typed_name=body.typed_name,
        text_hash=body.text_hash,
        by=request.actor,
    )
    return SignedLetterOut.from_orm(signed)


def _decode(picture: str | None) -> bytes | None:
    if not picture:
        return None
    if len(picture) > SIGNATURE_LETTERS:
        raise SignatureTooLarge(limit=SIGNATURE_BYTES)
    try:
        return base64.b64decode(picture.removeprefix("data:image/png;base64,"), validate=True)
    except (binascii.Error, ValueError):
        raise SignatureInvalid() from None
