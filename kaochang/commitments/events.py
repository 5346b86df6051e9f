"""What was published, agreed to and signed. Texts and signatures stay in their rows."""

from typing import ClassVar
from uuid import UUID

from kaochang.commitments.states import ConsentKind, SigningMethod
from kaochang.core.events import Event


class ConsentTextPublished(Event):
    name: ClassVar[str] = "commitments.consent_text_published"
    consent_text_id: UUID
    kind: ConsentKind
    edition: int
    text_hash: str


class ConsentGiven(Event):
    name: ClassVar[str] = "commitments.consent_given"
    consent_text_id: UUID
    edition: int
    text_hash: str


class LetterPublished(Event):
    name: ClassVar[str] = "commitments.letter_published"
    letter_id: UUID
    edition: int
    text_hash: str
    reason: str = ""


class CommitmentSigned(Event):
    name: ClassVar[str] = "commitments.commitment_signed"
    roster_entry_id: UUID
    letter_id: UUID
    method: SigningMethod
    text_hash: str
    signature_hash: str
