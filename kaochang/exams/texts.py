"""The one treatment of what people type, and the hash that proves which words they were shown."""

import hashlib
import json
import unicodedata

from kaochang.exams.errors import TextRequired, TextTooLong

LIMIT = 2000


def plain_text(text: str, *, limit: int = LIMIT) -> str:
    """Trimmed and without control characters; refuses an empty and an overlong text."""
    cleaned = "".join(
        letter
        for letter in text.replace("\r\n", "\n")
        if letter == "\n" or unicodedata.category(letter) != "Cc"
    ).strip()
    if not cleaned:
        raise TextRequired()
    if len(cleaned) > limit:
        raise TextTooLong(limit=limit)
    return cleaned


def hash_of(*, title: str, title_en: str, text: str, text_en: str) -> str:
    """SHA-256 over both languages, in a form that a reader can rebuild from what the page shows."""
    words = json.dumps([title, title_en, text, text_en], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
