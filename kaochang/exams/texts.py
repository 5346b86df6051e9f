"""The one treatment of what people type: trimmed, plain, of a known length."""

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
