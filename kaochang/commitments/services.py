"""Publishing texts, and what a candidate agrees to and signs."""

import hashlib
import unicodedata

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.announcements.reading import require_all_read
from kaochang.audit.services import record
from kaochang.commitments import events
from kaochang.commitments.errors import (
    AlreadySigned,
    MethodUnclear,
    SignatureTooLarge,
    TypedNameDiffers,
)
from kaochang.commitments.models import SIGNATURE_BYTES, Commitment, Consent, ConsentText, LetterText
from kaochang.commitments.png import require_drawn_png
from kaochang.commitments.queries import current_letter, has_consented
from kaochang.commitments.states import ConsentKind, SigningMethod
from kaochang.core.errors import Forbidden
from kaochang.core.models import save_changed
from kaochang.exams import services as exams
from kaochang.exams.errors import StepMissing, TextOutdated
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.queries import everybody_in, lock_roster_entry, rooms_in_use
from kaochang.exams.texts import hash_of
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import School


@transaction.atomic
def publish_consent_text(
    school: School,
    *,
    title: str,
    text: str,
    by: Actor,
    title_en: str = "",
    text_en: str = "",
    kind: str = ConsentKind.PLATFORM_TERMS,
) -> ConsentText:
    """A new edition replaces the one in force: everybody is asked again."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    before = ConsentText.objects.filter(school=school, kind=kind).order_by("-edition").first()
    if before is not None and before.current:
        before.current = False
        save_changed(before, "current")
    published = ConsentText.objects.create(
        school=school,
        kind=kind,
        edition=before.edition + 1 if before else 1,
        title=title,
        title_en=title_en,
        text=text,
        text_en=text_en,
        text_hash=hash_of(title=title, title_en=title_en, text=text, text_en=text_en),
    )
    event = events.ConsentTextPublished(
        consent_text_id=published.pk,
        kind=ConsentKind(kind),
        edition=published.edition,
        text_hash=published.text_hash,
    )
    record(event, by=by, about=published, scope_id=school.pk)
    here = everybody_in(rooms_in_use().filter(session__school=school))
    announce(event, to=[*here, *channels.school(school.pk)], subject=published)
    return published


@transaction.atomic
def publish_letter(
    session: ExamSession,
    *,
    title: str,
    text: str,
    by: Actor,
    title_en: str = "",
    text_en: str = "",
    reason: str = "",
) -> LetterText:
    """A new edition of the commitment letter; who signed an older one signs again."""
    ExamSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    before = current_letter(session)
    letter = LetterText.objects.create(
        session=session,
        edition=before.edition + 1 if before else 1,
        title=title,
        title_en=title_en,
        text=text,
        text_en=text_en,
        text_hash=hash_of(title=title, title_en=title_en, text=text, text_en=text_en),
    )
    event = events.LetterPublished(
        letter_id=letter.pk, edition=letter.edition, text_hash=letter.text_hash, reason=reason
    )
    record(event, by=by, about=letter, scope_id=session.school_id)
    here = everybody_in(session.rooms.all())
    announce(event, to=[*here, *channels.school(session.school_id, session.college_id)], subject=letter)
    return letter


def remove_letters(session: ExamSession) -> None:
    """Of an exam that is deleted: nobody has seen them."""
    LetterText.objects.filter(session=session).delete()


@transaction.atomic
def give_consent(text: ConsentText, *, by: Actor) -> Consent:
    """Once a person and edition; saying it again changes nothing."""
    if by.person_id is None:
        raise Forbidden(rule="a_person")
    text = ConsentText.objects.select_for_update(no_key=True).get(pk=text.pk)
    if not text.current:
        raise TextOutdated()
    consent, is_new = Consent.objects.get_or_create(
        person_id=by.person_id, consent_text=text, defaults={"text_hash": text.text_hash}
    )
    if is_new:
        event = events.ConsentGiven(consent_text_id=text.pk, edition=text.edition, text_hash=text.text_hash)
        record(event, by=by, about=consent, scope_id=text.school_id)
        announce(event, to=[channels.person("candidate", by.person_id)], subject=consent)
    return consent


def read_notice(entry: RosterEntry, *, edition: int, by: Actor) -> RosterEntry:
    """The exam's notice, after the consents that its school asks for."""
    _require_consents(entry)
    return exams.read_notice(entry, edition=edition, by=by)


@transaction.atomic
def sign_commitment(
    entry: RosterEntry,
    letter: LetterText,
    *,
    method: str,
    signature_png: bytes | None,
    typed_name: str | None,
    text_hash: str,
    by: Actor,
) -> Commitment:
    """The letter in force, by hand on the screen or by the typed name; never replaced afterwards."""
    entry = lock_roster_entry(entry.pk)
    exams.require_visible(entry)
    _require_consents(entry)
    if entry.notice_done_at is None:
        raise StepMissing(step="notice")
    if entry.room_confirmed_at is None:
        raise StepMissing(step="room_check")
    require_all_read(entry)
    newest = current_letter(entry.session)
    if newest is None or newest.pk != letter.pk or text_hash != letter.text_hash:
        raise TextOutdated()
    if Commitment.objects.filter(roster_entry=entry, letter=letter).exists():
        raise AlreadySigned()
    signature_png, typed_name = _signature(entry, method, signature_png, typed_name)
    commitment = Commitment.objects.create(
        roster_entry=entry,
        letter=letter,
        method=SigningMethod(method),
        signature_png=signature_png,
        typed_name=typed_name,
        text_hash=letter.text_hash,
    )
    event = events.CommitmentSigned(
        roster_entry_id=entry.pk,
        letter_id=letter.pk,
        method=SigningMethod(method),
        text_hash=letter.text_hash,
        signature_hash=hashlib.sha256(signature_png or typed_name.encode()).hexdigest(),
    )
    record(event, by=by, about=commitment, scope_id=entry.trail_scope_id)
    staff = [channels.room_staff(entry.room_id)] if entry.room_id else []
    announce(event, to=[channels.candidate(entry.pk), *staff], subject=commitment)
    return commitment


def _signature(
    entry: RosterEntry, method: str, signature_png: bytes | None, typed_name: str | None
) -> tuple[bytes | None, str]:
    if method == SigningMethod.DRAWN and signature_png and not typed_name:
        if len(signature_png) > SIGNATURE_BYTES:
            raise SignatureTooLarge(limit=SIGNATURE_BYTES)
        require_drawn_png(signature_png)
        return signature_png, ""
    if method == SigningMethod.TYPED and typed_name and not signature_png:
        if _letters(typed_name) != _letters(entry.person.name):
            raise TypedNameDiffers()
        return None, entry.person.name
    raise MethodUnclear()


def _letters(name: str) -> str:
    """「阿依古丽·买买提」 is the same name with another dot or with spaces."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())


def _require_consents(entry: RosterEntry) -> None:
    if not has_consented(entry.person_id, entry.session.school_id):
        raise StepMissing(step="consent")
