"""Reads of texts, consents and signed letters."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kaochang.accounts.actor import Actor
from kaochang.commitments.models import Commitment, Consent, ConsentText, LetterText
from kaochang.commitments.states import ConsentKind
from kaochang.core.errors import NotFound
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.queries import school_ids_of
from kaochang.exams.states import VISIBLE


@dataclass(frozen=True)
class Signature:
    signed_at: datetime
    method: str
    text_hash: str


def list_consent_texts(person_id: UUID) -> list[tuple[ConsentText, Consent | None]]:
    """What the schools of this candidate's exams ask consent to, each with the consent if given."""
    asked = ConsentText.objects.filter(school_id__in=school_ids_of(person_id), current=True)
    texts = list(asked.select_related("school").order_by("school__name", "kind"))
    given = {
        consent.consent_text_id: consent
        for consent in Consent.objects.filter(person_id=person_id, consent_text__in=texts)
    }
    return [(text, given.get(text.pk)) for text in texts]


def editions_agreed_to(person_id: UUID) -> dict[tuple[UUID, str], int]:
    """By school and kind, the newest edition that this candidate has agreed to."""
    given = Consent.objects.filter(person_id=person_id).order_by("consent_text__edition")
    rows = given.values_list("consent_text__school_id", "consent_text__kind", "consent_text__edition")
    return {(school_id, kind): edition for school_id, kind, edition in rows}


def list_consents_asked(person_id: UUID) -> list[tuple[UUID, datetime | None]]:
    """Each text that the schools of this candidate's exams ask: its school, when it was agreed to."""
    entries = RosterEntry.objects.filter(person_id=person_id, session__state__in=VISIBLE)
    texts = ConsentText.objects.filter(school_id__in=entries.values("session__school_id"), current=True)
    mine = FilteredRelation("consents", condition=Q(consents__person_id=person_id))
    return list(texts.annotate(mine=mine).values_list("school_id", "mine__given_at"))


def missing_consents(person_id: UUID, school_id: UUID) -> list[ConsentText]:
    texts = ConsentText.objects.filter(school_id=school_id, current=True)
    return list(texts.exclude(consents__person_id=person_id).order_by("kind"))


def has_consented(person_id: UUID, school_id: UUID) -> bool:
    texts = ConsentText.objects.filter(school_id=school_id, current=True)
    return not texts.exclude(consents__person_id=person_id).exists()


def list_terms(school_id: UUID) -> QuerySet[ConsentText]:
    """Every edition of the school's terms, the newest first."""
    terms = ConsentText.objects.filter(school_id=school_id, kind=ConsentKind.PLATFORM_TERMS)
    return terms.order_by("-edition")


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


def read_signature(entry: RosterEntry) -> tuple[bool, Signature | None]:
    """Whether the exam asks for a letter, and the signature under the one in force, without its drawing."""
    mine = FilteredRelation("commitments", condition=Q(commitments__roster_entry_id=entry.pk))
    letters = LetterText.objects.filter(session_id=entry.session_id).order_by("-edition").annotate(mine=mine)
    row = letters.values_list("mine__signed_at", "mine__method", "mine__text_hash").first()
    return row is not None, Signature(*row) if row and row[0] else None


def list_signed(entry: RosterEntry) -> list[tuple[int, str, datetime | None, str]]:
    """(edition, hash, when, how) of the letter in force, signed or not, and of each older signed one.

    What was signed has the hash that the signature holds.
    """
    mine = FilteredRelation("commitments", condition=Q(commitments__roster_entry_id=entry.pk))
    letters = LetterText.objects.filter(session_id=entry.session_id).order_by("-edition").annotate(mine=mine)
    signed = letters.annotate(shown_hash=Coalesce("mine__text_hash", "text_hash"))
    rows = list(signed.values_list("edition", "shown_hash", "mine__signed_at", "mine__method"))
    return [row for row in rows if row == rows[0] or row[2] is not None]


def sessions_with_letter(session_ids: Collection[UUID]) -> set[UUID]:
    letters = LetterText.objects.filter(session_id__in=session_ids).order_by()
    return set(letters.values_list("session_id", flat=True).distinct())


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
