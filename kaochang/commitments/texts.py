"""The hash that proves which words were agreed to."""

import hashlib
import json


def hash_of(*, title: str, title_en: str, text: str, text_en: str) -> str:
    """SHA-256 over both languages, in a form that a reader can rebuild from what the page shows."""
    words = json.dumps([title, title_en, text, text_en], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
