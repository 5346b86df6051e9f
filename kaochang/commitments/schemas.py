from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from kaochang.core.http import Moment

# Base64 of the largest signature, with some room: what is longer is refused before it is decoded.
SIGNATURE_LETTERS = 280_000


class ConsentIn(Schema):
    consent_text_id: UUID


class ConsentTextOut(Schema):
    """`version` is the edition of the words; the hash is over both languages.

    `agreed_version`: the newest one that this candidate has agreed to.
    """

    id: UUID
    kind: str
    version: int
    school_name: str
    school_name_en: str
    title: str
    title_en: str
    text: str
    text_en: str
    text_hash: str
    given_at: Moment | None
    agreed_version: int | None


class ConsentsOut(Schema):
    required: list[ConsentTextOut]


class ConsentGivenOut(Schema):
    consent_text_id: UUID
    given_at: Moment


class NoticeReadingIn(Schema):
    """The edition that was on the page; 0 where the exam has no notice."""

    edition: int


class NoticeReadingOut(Schema):
    notice_read_at: Moment


class SignedLetterOut(Schema):
    signed_at: Moment
    method: str
    text_hash: str


class LetterOut(Schema):
    id: UUID
    version: int
    title: str
    title_en: str
    text: str
    text_en: str
    text_hash: str
    commitment: SignedLetterOut | None


class SigningIn(Schema):
    """`signature_png` is base64, with or without a data: prefix."""

    letter_id: UUID
    text_hash: str = Field(max_length=64)
    method: Literal["drawn", "typed"]
    signature_png: str | None = None
    typed_name: str | None = Field(None, max_length=200)
