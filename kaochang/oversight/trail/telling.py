"""An entry of the trail as a sentence: its event's words, with names for ids and words for states."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic.fields import FieldInfo

from kaochang.audit.models import TrailEntry
from kaochang.core.events import Event, registered
from kaochang.core.privacy.logs import mask_text
from kaochang.exports.xlsx import Language, Words
from kaochang.oversight.trail import words as vocabulary
from kaochang.oversight.trail.names import FIELD_KINDS, Names
from kaochang.oversight.trail.renames import Reference
from kaochang.oversight.trail.sentences import SENTENCES

_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$")
# The field of an event that holds what its change took the place of.
EARLIER = "was_"
HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ToldChange:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """In one language."""

    who: str
    about: str
    sentence: str
    changes: list[ToldChange]


class Teller:
    """For one page of entries: reads the names that they need at once, as they were then.

    `instead`: what is called by the name of another. It tells on the page of that one: there,
    what was changed stands beside the sentence.
    """

    def __init__(
        self, lang: Language, zone: str, instead: Mapping[Reference, Reference] | None = None
    ) -> None:
        self._lang, self._zone = lang, ZoneInfo(zone)
        self._names = Names(instead or {})
        self._changes_inside = instead is None
        # The entry that is being told: names are what they were then.
        self._at: int | None = None

    def tell_all(self, entries: Sequence[TrailEntry]) -> list[Told]:
        payloads = [json.loads(entry.payload) if entry.payload else {} for entry in entries]
        for entry, payload in zip(entries, payloads, strict=True):
            self._names.want(_references(entry, payload))
        self._names.read(min((entry.pk for entry in entries if entry.pk), default=None))
        return [self._tell(entry, payload) for entry, payload in zip(entries, payloads, strict=True)]

    def _tell(self, entry: TrailEntry, payload: dict[str, Any]) -> Told:
        self._at = entry.pk
        who, about = self._who(entry), self._name(entry.subject_kind, entry.subject_id)
        changes = [self._change(entry.subject_kind, change) for change in payload.get("changes") or []]
        told = Told(who=who, about=about, sentence="", changes=changes)
        words = SENTENCES.get(entry.event)
        if entry.erased_at is not None or words is None:
            sentence = f"{who} {entry.event}"
            if entry.erased_at is not None:
                sentence += vocabulary.ERASED.of(self._lang)
        else:
            sentence = self._fill(words.of(self._lang), entry, payload, told)
        return Told(who=who, about=about, sentence=sentence, changes=changes)

    def _fill(self, words: str, entry: TrailEntry, payload: dict[str, Any], told: Told) -> str:
        shapes = fields_of(entry.event)

        def filled(hole: re.Match[str]) -> str:
            key = hole[1]
            if key == "who":
                return told.who
            if key == "about":
                return told.about
            if key == "changes":
                return self._clause_of_changes(told.changes) if self._changes_inside else ""
            if key == "unticked":
                return self._clause_of_unticked(payload.get(key))
            if key == "of_college":
                return self._clause_of_college(payload.get("college_id"))
            if key == "was":
                return self._clause_of_earlier(payload, shapes)
            value = payload.get(key)
            if key == "reason" and enum_of(shapes.get(key)) is None:
                return self._clause_of_reason(str(value or ""))
            if key == "copied_from_id":
                return self._name(entry.subject_kind, UUID(value) if value else None)
            return self._held(key, value, shapes)

        sentence = HOLE.sub(filled, words)
        # A full-width bracket brings its own space.
        return sentence[:1].upper() + sentence[1:] if self._lang == "en" else sentence.replace("） ", "）")

    def _held(self, key: str, value: Any, shapes: Mapping[str, FieldInfo]) -> str:
        kind = FIELD_KINDS.get(key)
        if kind is not None:
            return self._name(kind, UUID(value) if value else None)
        return self._value(key, value, enum_of(shapes.get(key)))

    def _who(self, entry: TrailEntry) -> str:
        if entry.person_id is None:
            return vocabulary.SYSTEM.of(self._lang)
        return self._name("person", entry.person_id)

    def _name(self, kind: str, key: UUID | None) -> str:
        return self._names.of(kind, key, self._at).of(self._lang)

    def _change(self, kind: str, change: dict[str, Any]) -> ToldChange:
        field = change["field"]
        known = vocabulary.FIELDS.get(f"{kind}.{field}") or vocabulary.FIELDS.get(field)
        before, after = (self._changed_value(field, change[side]) for side in ("before", "after"))
        return ToldChange(known.of(self._lang) if known else field, before, after)

    def _changed_value(self, field: str, value: Any) -> str:
        # People of a room: their ids, in one text.
        ids = str(value).split() if value else []
        if ids and all(_UUID.match(one) for one in ids):
            kind = FIELD_KINDS.get(field, "person")
            return self._list([self._name(kind, UUID(one)) for one in ids])
        return self._value(field, value, None)

    def _value(self, key: str, value: Any, enum: type[Enum] | None) -> str:
        if value is None or value == "" or value == []:
            return vocabulary.NOTHING.of(self._lang)
        if isinstance(value, bool):
            return (vocabulary.YES if value else vocabulary.NO).of(self._lang)
        if isinstance(value, list):
            return self._list([self._value(key, one, enum) for one in value])
        text = str(value)
        word = self._word(key, text, enum)
        if word is not None:
            return word
        if _MOMENT.match(text):
            moment = datetime.fromisoformat(text).astimezone(self._zone)
            return moment.strftime("%Y-%m-%d %H:%M")
        return mask_text(text)

    def _word(self, key: str, text: str, enum: type[Enum] | None) -> str | None:
        if enum is not None and text in {state.value for state in enum}:
            return vocabulary.STATES[enum][enum(text)].of(self._lang)
        known = vocabulary.CODES.get(key, {}).get(text) or vocabulary.CHANGED.get(key, {}).get(text)
        return known.of(self._lang) if known else None

    def _list(self, parts: Iterable[str]) -> str:
        return (", " if self._lang == "en" else "、").join(parts)

    def _clause_of_reason(self, reason: str) -> str:
        if not reason:
            return ""
        reason = mask_text(reason)
        return f" (reason: {reason})" if self._lang == "en" else f"（理由：{reason}）"

    def _clause_of_earlier(self, payload: Mapping[str, Any], shapes: Mapping[str, FieldInfo]) -> str:
        """What stood there before; older entries do not say it."""
        key = next((one for one in payload if one.startswith(EARLIER) and payload[one]), None)
        if key is None:
            return ""
        before = self._held(key, payload[key], shapes)
        return f" (before: {before})" if self._lang == "en" else f"（原为 {before}）"

    def _clause_of_unticked(self, items: list[str] | None) -> str:
        """What was left open; older entries do not say it."""
        if items is None:
            return ""
        items_told = self._value("unticked", items, None)
        return f"; not ticked: {items_told}" if self._lang == "en" else f"；未勾选：{items_told}"

    def _clause_of_college(self, college_id: str | None) -> str:
        if not college_id:
            return ""
        name = self._name("college", UUID(college_id))
        return f" ({name})" if self._lang == "en" else f"（{name}）"

    def _clause_of_changes(self, changes: Sequence[ToldChange]) -> str:
        if not changes:
            return ""
        told = [f"{one.field} {one.before} → {one.after}" for one in changes]
        return ": " + "; ".join(told) if self._lang == "en" else "：" + "；".join(told)


def fields_of(event: str) -> dict[str, FieldInfo]:
    known = registered().get(event)
    return known.model_fields if known else {}


def enum_of(field: FieldInfo | None) -> type[Enum] | None:
    """The enumeration that a field of an event holds, if it is one."""
    if field is None:
        return None
    for kind in (field.annotation, *get_args(field.annotation)):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind
    return None


def holes_of(words: Words) -> set[str]:
    return {hole for text in words for hole in HOLE.findall(text)}


def known_holes(event: type[Event]) -> set[str]:
    """What a sentence of this event can name."""
    fields = set(event.model_fields)
    clauses = {"of_college"} if "college_id" in fields else set()
    if any(field.startswith(EARLIER) for field in fields):
        clauses.add("was")
    return {"who", "about", *fields, *clauses}


def _references(entry: TrailEntry, payload: dict[str, Any]) -> Iterable[Reference]:
    yield entry.subject_kind, entry.subject_id
    if entry.person_id is not None:
        yield "person", entry.person_id
    for key, value in payload.items():
        kind = entry.subject_kind if key == "copied_from_id" else FIELD_KINDS.get(key)
        if kind is not None and value:
            yield kind, UUID(value)
    for change in payload.get("changes") or []:
        for value in (change["before"], change["after"]):
            for one in str(value or "").split():
                if _UUID.match(one):
                    yield FIELD_KINDS.get(change["field"], "person"), UUID(one)
