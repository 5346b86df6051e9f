"""Everything that happened to one candidate in the exams that somebody manages, newest first.

Made from the trail and told in its sentences; texts that the trail does not keep (messages, tickets) come
from their rows.
"""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from kaochang.accounts.models import LoginChallenge
from kaochang.accounts.states import ChallengePurpose, LoginArea
from kaochang.audit.models import TrailEntry
from kaochang.exports.xlsx import Language, Words
from kaochang.oversight.timeline.cursor import Cursor
from kaochang.oversight.timeline.kinds import KIND_OF, KINDS, SMS_CODE
from kaochang.oversight.timeline.subjects import Subjects
from kaochang.oversight.trail.telling import Teller, Told

PAGE = 50
_CODE_USED = Words("短信验证码已发送，并用于登录", "A log-in code was sent by text message, and used")
_CODE_UNUSED = Words("短信验证码已发送，没有使用", "A log-in code was sent by text message, not used")


def read_timeline(
    subjects: Subjects, lang: Language, *, kinds: Collection[str] = (), before: str | None = None
) -> dict[str, Any]:
    """One page, and where the next begins. A fixed number of queries."""
    end = Cursor.read(before) if before else None
    wanted = [event for kind in kinds or KINDS for event in KINDS[kind]]
    trail = TrailEntry.objects.filter(subjects.condition(), event__in=wanted)
    # A person may be a candidate elsewhere too: what happened there is not this school's.
    elsewhere = ~Q(scope_id=subjects.school.pk) & Q(scope_id__isnull=False)
    trail = trail.exclude(elsewhere, subject_kind="person")
    if end:
        trail = trail.filter(end.older("at", of_trail=True))
    rows = list(trail.order_by("-at", "-id")[: PAGE + 1])
    instead = dict.fromkeys(subjects.owner, ("person", subjects.person.pk))
    told = Teller(lang, subjects.school.timezone, instead).tell_all(rows)
    lines = [
        (Cursor(row.at, True, row.pk), _of_trail(row, one, subjects))
        for row, one in zip(rows, told, strict=True)
    ]
    if SMS_CODE in wanted:
        lines += _codes_by_sms(subjects, lang, end)
        lines.sort(key=lambda line: line[0], reverse=True)
    items = [item for _, item in lines[:PAGE]]
    return {"items": items, "next": str(lines[PAGE - 1][0]) if len(lines) > PAGE else None}


def _of_trail(row: TrailEntry, told: Told, subjects: Subjects) -> dict[str, Any]:
    payload = json.loads(row.payload) if row.payload else {}
    return {
        "id": f"t{row.pk}",
        "at": row.at,
        "event": row.event,
        "kind": KIND_OF[row.event],
        "entry_id": subjects.entry_of(row.subject_kind, row.subject_id),
        # A sentence begins with a capital, a name may not.
        "who": "" if told.who.casefold() in told.sentence.casefold() else told.who,
        "sentence": told.sentence,
        "changes": [vars(change) for change in told.changes],
        "failed": payload.get("failed", []),
        "text": _text_of(row, subjects),
    }


def _text_of(row: TrailEntry, subjects: Subjects) -> str:
    """What was written: the trail itself does not keep it."""
    if row.subject_kind == "message":
        return subjects.messages[row.subject_id].text
    if row.subject_kind == "notification":
        # Words that the school wrote to many; of a change the sentence says which.
        params = subjects.notices[row.subject_id].params
        return " · ".join(str(params[one]) for one in ("title", "text") if params.get(one))
    if row.subject_kind == "ticket":
        ticket = subjects.tickets[row.subject_id]
        first = subjects.first_answers.get(row.subject_id, ticket.answer)
        return {"exams.ticket_opened": ticket.text, "exams.ticket_answered": first}.get(row.event, "")
    return ""


def _codes_by_sms(
    subjects: Subjects, lang: Language, end: Cursor | None
) -> list[tuple[Cursor, dict[str, Any]]]:
    """Log-in codes sent to this phone; the code itself is long gone."""
    if not subjects.person.phone_lookup:
        return []
    asked = LoginChallenge.objects.filter(
        address_lookup=subjects.person.phone_lookup,
        scope_id=subjects.school.pk,
        area=LoginArea.CANDIDATE,
        purpose=ChallengePurpose.LOG_IN,
        sent_at__isnull=False,
    )
    if end:
        asked = asked.filter(end.older("sent_at", of_trail=False))
    codes = asked.order_by("-sent_at", "-pk")[: PAGE + 1]
    return [(Cursor(one.sent_at, False, one.pk), _of_code(one, lang)) for one in codes if one.sent_at]


def _of_code(one: LoginChallenge, lang: Language) -> dict[str, Any]:
    return {
        "id": f"c{one.pk}",
        "at": one.sent_at,
        "event": SMS_CODE,
        "kind": "login",
        "entry_id": None,
        "who": "",
        "sentence": (_CODE_USED if one.used_at else _CODE_UNUSED).of(lang),
        "changes": [],
        "failed": [],
        "text": "",
    }
