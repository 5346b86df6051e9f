"""The small part of HTML that an announcement may have. Whatever else comes is taken out, not refused."""

import re
import unicodedata

import nh3

from kaochang.exams.errors import TextTooLong

TAGS = {"p", "br", "h2", "h3", "strong", "em", "u", "ul", "ol", "li", "blockquote", "a"}
# Their content is no text.
DROPPED_WHOLE = {
    "script",
    "style",
    "title",
    "textarea",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
}
SCHEMES = {"http", "https", "mailto", "tel"}
# Before the cleaning: what nobody types is not worked through.
RAW_LIMIT = 60_000
LIMIT = 30_000
# They turn the direction of what follows, and make a text read otherwise than it is written.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FULL_ADDRESS = re.compile(r"^(https?://[^/\s]|mailto:[^\s]|tel:[+\d])", re.IGNORECASE)
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED_WHOLE,
    attributes={"a": {"href"}},
    attribute_filter=lambda _tag, name, value: (
        value if name != "href" or _FULL_ADDRESS.match(value) else None
    ),
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)
_NO_TAGS = nh3.Cleaner(tags=set(), clean_content_tags=DROPPED_WHOLE)


def clean(html: str) -> str:
    """Safe to be shown as it is; empty when nothing is left to read."""
    if len(html) > RAW_LIMIT:
        raise TextTooLong(limit=LIMIT)
    kept = "".join(letter for letter in html if letter in "\n\t" or unicodedata.category(letter) != "Cc")
    cleaned = _CLEANER.clean(_DIRECTION.sub("", kept)).strip()
    if len(cleaned) > LIMIT:
        raise TextTooLong(limit=LIMIT)
    return cleaned if words_of(cleaned) else ""


def words_of(html: str) -> str:
    """The bare words, for a search or to see whether there are any."""
    return " ".join(_NO_TAGS.clean(html).replace("&nbsp;", " ").split())
