"""10,000 random changes of a sealed trail and every cut of its tail: each is found."""

import copy
import random
import string
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from kaochang.accounts.events import LoginGiven
from kaochang.audit.anchors import AnchorFile
from kaochang.audit.chain import Anchor, content_hash, next_hash
from kaochang.audit.models import TrailEntry
from kaochang.audit.sealer import seal_pending
from kaochang.audit.services import erase_payload, record
from kaochang.audit.verify import verify_rows, verify_trail
from tests.accounts.factories import SYSTEM

pytestmark = pytest.mark.django_db
CHANGES = 10_000


@pytest.fixture
def trail(anchors: AnchorFile) -> tuple[list[TrailEntry], list[Anchor]]:
    """Thirty rows in six seals, one of them erased."""
    for _ in range(6):
        for _ in range(5):
            person = uuid4()
            record(
                LoginGiven(person_id=person, area="staff", kind="phone"),
                by=SYSTEM,
                about=("person", person),
                scope_id=uuid4(),
            )
        seal_pending()
    erased = TrailEntry.objects.order_by("id")[7]
    erase_payload(erased.pk, reason="retention", by=SYSTEM)
    seal_pending()
    assert verify_trail().ok
    return list(TrailEntry.objects.order_by("position")), list(anchors.read())


def _text(row: TrailEntry, chance: random.Random) -> None:
    name = chance.choice(
        ["event", "area", "label", "subject_kind", "payload", "salt", "payload_hash", "chain_hash"]
    )
    value: str = getattr(row, name)
    at = chance.randrange(len(value) + 1)
    letter = chance.choice(string.ascii_letters + string.digits)
    kind = chance.choice(["insert", "replace", "drop"]) if value else "insert"
    end = at if kind == "insert" else at + 1
    changed = value[:at] + ("" if kind == "drop" else letter) + value[end:]
    # A hexadecimal digit in the other case is the same salt: not a change.
    setattr(row, name, value + "0" if changed.lower() == value.lower() else changed)


def _identity(row: TrailEntry, chance: random.Random) -> None:
    name = chance.choice(["person_id", "login_session_id", "subject_id", "scope_id"])
    before = getattr(row, name)
    setattr(row, name, chance.choice([uuid4(), None]) if before and name != "subject_id" else uuid4())


def _number(row: TrailEntry, chance: random.Random) -> None:
    name = chance.choice(["id", "position"])
    setattr(row, name, getattr(row, name) + chance.choice([-2, -1, 1, 2, 1000]))


def _time(row: TrailEntry, chance: random.Random) -> None:
    row.at += timedelta(microseconds=chance.choice([-1, 1, 10**6, 10**9]))


def _erase(row: TrailEntry, chance: random.Random) -> None:
    if row.erased_at is None:
        row.payload, row.salt, row.erased_at = "", "", row.at
    else:
        row.erased_at = None


def _drop(rows: list[Any], chance: random.Random) -> None:
    del rows[chance.randrange(len(rows))]


def _swap(rows: list[Any], chance: random.Random) -> None:
    one, other = chance.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]


def _repeat(rows: list[Any], chance: random.Random) -> None:
    at = chance.randrange(len(rows))
    rows.insert(at, copy.copy(rows[at]))


def _cut(rows: list[Any], chance: random.Random) -> None:
    del rows[chance.randrange(len(rows)) :]


ROW_CHANGES: list[Callable[[TrailEntry, random.Random], None]] = [_text, _identity, _number, _time, _erase]
LIST_CHANGES: list[Callable[[list[Any], random.Random], None]] = [_drop, _swap, _repeat, _cut]


def test_ten_thousand_changes_are_all_found(trail: tuple[list[TrailEntry], list[Anchor]]) -> None:
    rows, anchors = trail
    chance = random.Random(20261122)  # noqa: S311
    for number in range(CHANGES):
        altered = list(rows)
        if chance.random() < 0.75:
            at = chance.randrange(len(altered))
            altered[at] = copy.copy(altered[at])
            chance.choice(ROW_CHANGES)(altered[at], chance)
        else:
            chance.choice(LIST_CHANGES)(altered, chance)
        assert not verify_rows(altered, anchors).ok, number


def test_every_cut_of_the_tail_is_found(trail: tuple[list[TrailEntry], list[Anchor]]) -> None:
    rows, anchors = trail
    for length in range(len(rows)):
        assert not verify_rows(rows[:length], anchors).ok, length


def test_a_forged_continuation_differs_from_the_anchor(
    trail: tuple[list[TrailEntry], list[Anchor]],
) -> None:
    rows, anchors = trail
    forged = [copy.copy(row) for row in rows]
    forged[-1].label = "somebody else"
    from_hash = forged[-2].chain_hash
    forged[-1].chain_hash = _rehash(forged[-1], from_hash)
    found = verify_rows(forged, anchors).findings
    assert [finding.what for finding in found] == ["differs from its anchor outside"]


def test_an_altered_or_emptied_anchor_file_is_found(
    trail: tuple[list[TrailEntry], list[Anchor]], anchors: AnchorFile
) -> None:
    text = anchors.path.read_text()
    anchors.path.write_text(text.replace('"hash": "', '"hash": "0', 1))
    assert not verify_trail().ok
    anchors.path.write_text(text.replace("{", "[", 1))
    assert not verify_trail().ok
    anchors.path.write_text("")
    assert not verify_trail().ok
    anchors.path.write_text(text)
    assert verify_trail().ok


def _rehash(row: TrailEntry, previous: str) -> str:
    return next_hash(previous, row.position or 0, content_hash(row))
