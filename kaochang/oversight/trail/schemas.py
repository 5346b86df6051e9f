"""HTTP shapes of the trail page."""

from uuid import UUID

from ninja import Schema

from kaochang.core.http import Moment
from kaochang.core.lists import Page


class TrailChangeOut(Schema):
    field: str
    before: str
    after: str


class TrailEntryOut(Schema):
    """`id` is the entry's number, as text; the words are in the language that was asked for."""

    id: str
    at: Moment
    event: str
    group: str
    person_id: UUID | None
    who: str
    about: str
    sentence: str
    changes: list[TrailChangeOut]
    sealed: bool


class TrailPageOut(Page[TrailEntryOut]):
    """`more`: there are more than are counted. `searched_from`: older entries were not searched."""

    more: bool
    searched_from: Moment | None


class TrailFindingOut(Schema):
    position: int
    what: str


class TrailCheckOut(Schema):
    state: str
    asked_by: str
    created_at: Moment
    finished_at: Moment | None
    entries: int
    anchors: int
    finding_count: int
    findings: list[TrailFindingOut]


class TrailStateOut(Schema):
    """The chain of the whole site, of which this school's entries are a part."""

    sealed: int
    late: int
    last_sealed_at: Moment | None
    head: str
    check: TrailCheckOut | None


class TrailEditionOut(Schema):
    """The words that were published. `holds`: they are those whose hash was recorded then."""

    edition: int
    title: str
    title_en: str
    text: str
    text_en: str
    holds: bool


class TrailEntryDetailOut(TrailEntryOut):
    """`payload` is what was recorded, with numbers masked. `holds`: null while it is not sealed yet."""

    area: str
    label: str
    login_session_id: UUID | None
    subject_kind: str
    subject_id: UUID
    payload: dict[str, str]
    erased_at: Moment | None
    sealed_at: Moment | None
    position: int | None
    chain_hash: str
    payload_hash: str
    holds: bool | None
    # Of an entry about a letter, a notice or terms.
    edition: TrailEditionOut | None


class TrailChoiceOut(Schema):
    id: str
    name: str


class TrailChoicesOut(Schema):
    """What the filters offer."""

    groups: list[TrailChoiceOut]
    exams: list[TrailChoiceOut]
    people: list[TrailChoiceOut]
