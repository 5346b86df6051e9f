"""Every event that can happen is a sentence in both languages, with nothing left to fill."""

import json
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID, uuid4

import pytest
from pydantic import BaseModel

from kaochang.audit.models import TrailEntry
from kaochang.audit.services import canonical
from kaochang.config.environment import ROOT
from kaochang.core.events import Change, Event, registered
from kaochang.edge import http
from kaochang.exports.xlsx import Language
from kaochang.oversight.trail.names import FIELD_KINDS
from kaochang.oversight.trail.sentences import SENTENCES
from kaochang.oversight.trail.telling import Teller, enum_of, holes_of, known_holes
from kaochang.oversight.trail.words import FIELDS, GROUPS, STATES

# Importing it imports every domain, so that all events are registered.
_EVERYTHING = http.api
LANGUAGES: tuple[Language, ...] = ("zh", "en")
OURS = {name: event for name, event in registered().items() if event.__module__.startswith("kaochang.")}
HOW = """{name} has no sentence.
Add a line to kaochang/oversight/trail/sentences/{domain}.py (a new domain: a new file, named in __init__.py):
    "{name}": Words("{{who}} 做了什么 {{about}}", "{{who}} did what to {{about}}"),
{{who}} acted, {{about}} is what the entry stands under; it may name these fields of the event: {fields}"""


@pytest.mark.parametrize("name", OURS)
def test_there_is_a_sentence(name: str) -> None:
    event, domain = OURS[name], name.partition(".")[0]
    assert name in SENTENCES, HOW.format(name=name, domain=domain, fields=", ".join(event.model_fields))
    words = SENTENCES[name]
    assert words.zh.strip() and words.en.strip()
    assert holes_of(words) <= known_holes(event), f"{name}: the event has no such field"
    assert set(holes_of(words._replace(en=words.zh))) == set(holes_of(words._replace(zh=words.en))), (
        f"{name}: the two languages name other fields"
    )
    assert "理由：{reason}" not in words.zh, "{reason} brings its own word"
    assert domain in GROUPS, f"{domain} is a new group: give it words in kaochang/oversight/trail/words.py"


def test_there_is_no_sentence_without_an_event() -> None:
    assert set(SENTENCES) <= set(OURS)


@pytest.mark.django_db
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OURS)
def test_nothing_is_left_to_fill(name: str, lang: Language) -> None:
    for sample in _samples(OURS[name]):
        (told,) = Teller(lang, "Asia/Shanghai").tell_all([_entry(sample)])
        assert told.sentence and "{" not in told.sentence and "}" not in told.sentence, told.sentence
        for value in sample.payload().values():
            if isinstance(value, str) and _is_uuid(value):
                assert value not in told.sentence, f"{name}: an id stands in the sentence"


@pytest.mark.parametrize("name", OURS)
def test_ids_and_states_in_sentences_have_words(name: str) -> None:
    fields = OURS[name].model_fields
    for hole in holes_of(SENTENCES[name]) & set(fields):
        kinds = {fields[hole].annotation, *get_args(fields[hole].annotation)}
        if UUID in kinds:
            assert hole in FIELD_KINDS or hole == "copied_from_id", (
                f"{hole}: say in names.py what it points at"
            )
        states = enum_of(fields[hole])
        if states is not None:
            assert states in STATES, f"{states.__name__}: give its states words in words.py"
            assert set(STATES[states]) == set(states)


def test_the_columns_of_edits_have_words() -> None:
    """What the second of two editors is told by name, the trail says too."""
    catalogue = Path(ROOT / "web/src/i18n/zh-CN/school/fields.json").read_text(encoding="utf-8")
    assert set(json.loads(catalogue)["field"]) <= set(FIELDS), "add it to FIELDS in oversight/trail/words.py"


def _entry(event: Event) -> TrailEntry:
    return TrailEntry(
        event=event.name,
        person_id=uuid4(),
        area="staff",
        subject_kind="exam_session",
        subject_id=uuid4(),
        payload=canonical(event.payload()),
    )


def _samples(event: type[Event]) -> list[Event]:
    """One with everything filled, one with what may be empty left empty."""
    shapes = {key: field.annotation for key, field in event.model_fields.items()}
    full = {key: _value(shape) for key, shape in shapes.items()}
    bare = {key: _empty(shape, full[key]) for key, shape in shapes.items()}
    return [event(**full), event(**bare)]


def _value(shape: Any) -> Any:
    origin, inner = get_origin(shape), get_args(shape)
    if origin in (Union, UnionType):
        return _value(next(one for one in inner if one is not NoneType))
    if origin is list:
        return [_value(inner[0])]
    if origin is Literal:
        return inner[0]
    if isinstance(shape, type) and issubclass(shape, Enum):
        return next(iter(shape))
    if shape is Change:
        return Change(field="name", before="旧", after=None)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return shape(**{key: _value(field.annotation) for key, field in shape.model_fields.items()})
    if shape is UUID:
        return uuid4()
    if shape is datetime:
        return datetime.fromisoformat("2030-01-01T09:00:00+08:00")
    return {str: "文字", int: 3, float: 1.5, bool: True}[shape]


def _empty(shape: Any, value: Any) -> Any:
    if NoneType in get_args(shape):
        return None
    return [] if get_origin(shape) is list else "" if shape is str else value


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
