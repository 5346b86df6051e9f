"""Reads of texts, consents and signed letters."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from kaochang.accounts.actor import Actor
from kaochang.commitments.models import Commitment, Consent, ConsentText, LetterText
from kaochang.core.errors import NotFound
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.queries import school_ids_of


def list_consent_texts(person_id: UUID) -> list[tuple[ConsentText, Consent | None]]:
    """What the schools of this candidate's exams ask consent to, each with the consent if given."""
    asked = ConsentText.objects.filter(school_id__in=school_ids_of(person_id), current=True)
    texts = list(asked.select_related("school").order_by("school__name", "kind"))
    given = {
        consent.consent_text_id: consent
        for consent in Consent.objects.filter(person_id=person_id, consent_text__in=texts)
    }
    return [(text, given.get(text.pk)) for text in texts]


def missing_consents(person_id: UUID, school_id: UUID) -> list[ConsentText]:
    texts = ConsentText.objects.filter(school_id=school_id, current=True)
    return list(texts.exclude(consents__person_id=person_id).order_by("kind"))


def has_consented(person_id: UUID, school_id: UUID) -> bool:
    texts = ConsentText.objects.filter(school_id=school_id, current=True)
    return not texts.exclude(consents__person_id=person_id).exists()


def access_consent_text(actor: Actor, consent_text_id: UUID) -> ConsentText:
    """A text of a school where the caller is a candidate."""
    text = ConsentText.objects.filter(pk=consent_text_id).first()
    if text is None or actor.person_id is None or actor.area != "candidate":
        raise NotFound()
    if text.school_id not in school_ids_of(actor.person_id):
        raise NotFound()
    return text


def current_letter(session: ExamSession) -> LetterText | None:
    return LetterText.objects.filter(session=session).order_by("-edition").first()


def get_letter_of(entry: RosterEntry, letter_id: UUID) -> LetterText:
    letter = LetterText.objects.filter(pk=letter_id, session_id=entry.session_id).first()
    if letter is None:
        raise NotFound()
    return letter


def find_commitment(entry: RosterEntry) -> Commitment | None:
    """The signature under the letter in force; one under an older edition does not count."""
    letter = current_letter(entry.session)
    if letter is None:
        return None
    found = Commitment.objects.filter(roster_entry_id=entry.pk, letter=letter)
    return found.defer("signature_png").first()


def is_committed(entry: RosterEntry) -> bool:
    """Also true where the exam asks for no letter."""
    return current_letter(entry.session) is None or find_commitment(entry) is not None


def entries_signed(roster_entry_ids: Collection[UUID]) -> set[UUID]:
    """Which of these have signed the letter in force, in one query."""
    newest = (
        LetterText.objects.filter(session_id=OuterRef("roster_entry__session_id"))
        .order_by("-edition")
        .values("pk")[:1]
    )
    signed = Commitment.objects.filter(roster_entry_id__in=roster_entry_ids)
    current = signed.annotate(newest=Subquery(newest)).filter(letter_id=F("newest"))
    return set(current.values_list("roster_entry_id", flat=True))
