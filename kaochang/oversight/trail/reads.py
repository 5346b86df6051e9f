"""What the trail page shows beside its list: one entry in full, the chain's state, the filters' choices."""

import json
from collections.abc import Sequence
from typing import Any

from kaochang.accounts.models import Person
from kaochang.audit.chain import GENESIS, content_hash, next_hash
from kaochang.audit.checks import find_newest_check
from kaochang.audit.models import TrailEntry
from kaochang.audit.sealer import unsealed_alarm
from kaochang.audit.services import salted_hash
from kaochang.core.errors import NotFound
from kaochang.core.privacy.logs import mask_text
from kaochang.exams.models import ExamSession
from kaochang.exports.xlsx import Language, Words
from kaochang.oversight.trail.editions import read_edition
from kaochang.oversight.trail.lists import entries_of
from kaochang.oversight.trail.telling import Teller, Told
from kaochang.oversight.trail.words import GROUPS
from kaochang.schools.scope import SchoolScope

# So many exams and people a filter offers; the search finds the others.
OFFERED = 500


def told_entries(entries: Sequence[TrailEntry], scope: SchoolScope, lang: Language) -> list[dict[str, Any]]:
    told = Teller(lang, scope.school.timezone).tell_all(entries)
    return [_row(entry, one, lang) for entry, one in zip(entries, told, strict=True)]


def read_entry(scope: SchoolScope, number: int, lang: Language) -> dict[str, Any]:
    entry = entries_of(scope).filter(pk=number).first()
    if entry is None:
        raise NotFound()
    payload = json.loads(entry.payload) if entry.payload else {}
    return {
        **told_entries([entry], scope, lang)[0],
        "area": entry.area,
        "label": entry.label,
        "login_session_id": entry.login_session_id,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "payload": {key: _plain(value) for key, value in payload.items()},
        "erased_at": entry.erased_at,
        "sealed_at": entry.sealed_at,
        "position": entry.position,
        "chain_hash": entry.chain_hash,
        "payload_hash": entry.payload_hash,
        "holds": holds(entry),
        "edition": read_edition(entry, payload),
    }


def holds(entry: TrailEntry) -> bool | None:
    """Its own hashes and its link to the entry before; the whole chain is the verification's business."""
    if entry.position is None:
        return None
    before = (
        TrailEntry.objects.filter(position=entry.position - 1).values_list("chain_hash", flat=True).first()
    )
    if before is None and entry.position > 1:
        return False
    if next_hash(before or GENESIS, entry.position, content_hash(entry)) != entry.chain_hash:
        return False
    return entry.erased_at is not None or salted_hash(entry.salt, entry.payload) == entry.payload_hash


def read_state(scope: SchoolScope) -> dict[str, Any]:
    """The chain is the site's; who of another school asked for its verification is that school's matter."""
    last = TrailEntry.objects.filter(position__isnull=False).order_by("-position").first()
    check = find_newest_check()
    ours = check is not None and check.scope_id == scope.school.pk
    asked_by = Person.objects.filter(pk=check.asked_by_id).first() if check and ours else None
    return {
        "sealed": last.position if last else 0,
        "late": unsealed_alarm(),
        "last_sealed_at": last.sealed_at if last else None,
        "head": last.chain_hash if last else "",
        "check": {
            **{name: getattr(check, name) for name in _CHECK},
            "asked_by": asked_by.name if asked_by else "",
        }
        if check
        else None,
    }


_CHECK = ("state", "created_at", "finished_at", "entries", "anchors", "finding_count", "findings")


def read_choices(scope: SchoolScope, lang: Language) -> dict[str, Any]:
    exams = ExamSession.objects.filter(school=scope.school).order_by("-starts_at")[:OFFERED]
    people = Person.objects.filter(memberships__school=scope.school).distinct().order_by("name")[:OFFERED]
    return {
        "groups": [{"id": key, "name": words.of(lang)} for key, words in GROUPS.items()],
        "exams": [{"id": str(one.pk), "name": _exam(one).of(lang)} for one in exams],
        "people": [{"id": str(one.pk), "name": one.name} for one in people],
    }


def _exam(exam: ExamSession) -> Words:
    return Words(exam.name, exam.name_en or exam.name)


def _row(entry: TrailEntry, told: Told, lang: Language) -> dict[str, Any]:
    group = GROUPS.get(entry.event.partition(".")[0])
    return {
        "id": str(entry.pk),
        "at": entry.at,
        "event": entry.event,
        "group": group.of(lang) if group else entry.event,
        "person_id": entry.person_id,
        "who": told.who,
        "about": told.about,
        "sentence": told.sentence,
        "changes": [vars(change) for change in told.changes],
        "sealed": entry.position is not None,
    }


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return mask_text(text)
