"""The words of the letter, the notice and the terms that an entry is about, from their own tables."""

from typing import Any

from kaochang.audit.models import TrailEntry
from kaochang.commitments.models import ConsentText, LetterText
from kaochang.exams.models import NoticeText
from kaochang.exams.texts import hash_of

_EDITIONS: dict[str, type[NoticeText] | type[LetterText] | type[ConsentText]] = {
    "notice_text": NoticeText,
    "letter_text": LetterText,
    "consent_text": ConsentText,
}


def read_edition(entry: TrailEntry, payload: dict[str, Any]) -> dict[str, Any] | None:
    """None of what is no text, and of a text that went with its draft."""
    kind = _EDITIONS.get(entry.subject_kind)
    found = kind._default_manager.filter(pk=entry.subject_id).first() if kind else None
    if found is None:
        return None
    words = {name: getattr(found, name) for name in ("title", "title_en", "text", "text_en")}
    recorded = payload.get("text_hash", found.text_hash)
    return {"edition": found.edition, **words, "holds": hash_of(**words) == recorded}
