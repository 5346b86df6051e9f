"""Texts a candidate agrees to, and the proof that they did.

A published text never changes: a new wording is a new edition, and asks again.
"""

from django.db import models
from django.db.models import Q

from kaochang.accounts.models import Person
from kaochang.commitments.states import ConsentKind, SigningMethod
from kaochang.core import clock
from kaochang.core.models import BaseModel, known_states
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.schools.models import School

SIGNATURE_BYTES = 200 * 1024


class PublishedText(BaseModel):
    """`text_hash` is SHA-256 over titles and texts of both languages; see texts.py."""

    edition = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    text_en = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)

    class Meta:
        abstract = True


class ConsentText(PublishedText):
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="consent_texts")
    kind = models.CharField(max_length=30, choices=ConsentKind.choices, default=ConsentKind.PLATFORM_TERMS)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            known_states("commitments_consent_kind_known", "kind", ConsentKind),
            models.UniqueConstraint(
                fields=["school", "kind", "edition"], name="commitments_consent_text_edition"
            ),
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(current=True),
                name="commitments_one_current_consent_text",
            ),
        ]


class Consent(BaseModel):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    consent_text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    text_hash = models.CharField(max_length=64)
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "consent_text"], name="commitments_consent_once")
        ]


class LetterText(PublishedText):
    session = models.ForeignKey(ExamSession, on_delete=models.PROTECT, related_name="letter_texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "edition"], name="commitments_letter_edition")
        ]


class Commitment(BaseModel):
    """The signed letter: whose, which text, by which hand, when."""

    roster_entry = models.ForeignKey(RosterEntry, on_delete=models.PROTECT, related_name="commitments")
    letter = models.ForeignKey(LetterText, on_delete=models.PROTECT, related_name="commitments")
    method = models.CharField(max_length=20, choices=SigningMethod.choices)
    signature_png = models.BinaryField(null=True)
    typed_name = models.CharField(max_length=200, blank=True, default="")
    text_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            known_states("commitments_method_known", "method", SigningMethod),
            models.UniqueConstraint(fields=["roster_entry", "letter"], name="commitments_signed_once"),
            models.CheckConstraint(
                condition=Q(method=SigningMethod.DRAWN, signature_png__isnull=False, typed_name="")
                | (Q(method=SigningMethod.TYPED, signature_png__isnull=True) & ~Q(typed_name="")),
                name="commitments_signature_fits_method",
            ),
        ]
