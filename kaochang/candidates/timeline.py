"""Everything that happened to one candidate in the exams that somebody manages, newest first.

Made from the trail; texts that the trail does not keep (messages, tickets) come from their rows.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from kaochang.accounts.models import LoginChallenge, LoginSession, Person
from kaochang.accounts.states import ChallengePurpose, LoginArea
from kaochang.audit.models import TrailEntry
from kaochang.chat.models import Message
from kaochang.chat.states import Audience
from kaochang.commitments.models import Commitment, Consent
from kaochang.desks.models import Desk, Device
from kaochang.exams.models import ExamRoom, RosterEntry, Ticket
from kaochang.interviews.models import Interview, Invitation
from kaochang.schools.models import Major, School
from kaochang.waiting.models import QueueEntry, Talk

PAGE = 50
SMS_CODE = "sms.login_code"

# What is shown, and under which heading; the rest of the trail is how the machinery did it.
KINDS: dict[str, tuple[str, ...]] = {
    "data": (
        "accounts.person_created",
        "accounts.person_edited",
        "exams.roster_entry_added",
        "exams.roster_entry_edited",
        "exams.roster_entry_placed",
        "candidates.personal_data_shown",
        "waiting.contact_shown",
        "waiting.moved_to_room",
    ),
    "login": (
        "accounts.one_time_code_issued",
        "accounts.login_session_started",
        "accounts.login_session_suspended",
        "accounts.login_session_resumed",
        "accounts.login_session_ended",
        SMS_CODE,
    ),
    "steps": (
        "commitments.consent_given",
        "commitments.commitment_signed",
        "exams.notice_read",
        "exams.room_confirmed",
        "desks.device_check_recorded",
    ),
    "devices": (
        "desks.device_came_online",
        "desks.device_went_offline",
        "desks.laptop_changed",
        "desks.phone_paired",
        "desks.phone_confirmed",
        "desks.phone_replaced",
        "desks.phone_removed",
    ),
    "waiting": (
        "waiting.candidate_arrived",
        "waiting.candidate_went_away",
        "waiting.candidate_came_back",
        "waiting.candidate_deferred",
        "waiting.deferral_reason_given",
        "waiting.candidate_marked_absent",
        "waiting.candidate_restored",
        "waiting.clearance_saved",
        "waiting.talk_started",
        "waiting.talk_ended",
    ),
    "interview": (
        "interviews.candidate_invited",
        "interviews.uncleared_candidate_invited",
        "interviews.invitation_closed",
        "interviews.interview_started",
        "interviews.interview_extended",
        "interviews.clock_stopped",
        "interviews.clock_resumed",
        "interviews.interview_ended",
        "interviews.interview_reopened",
        "interviews.end_confirmed",
        "interviews.candidate_muted",
        "interviews.share_stopped",
        "interviews.reason_given",
    ),
    "messages": ("chat.candidate_message_sent", "chat.room_broadcast_sent"),
    "tickets": (
        "exams.ticket_opened",
        "exams.ticket_answered",
        "exams.ticket_handed_over",
        "exams.ticket_closed",
        "waiting.help_asked",
        "waiting.help_withdrawn",
    ),
}
KIND_OF = {event: kind for kind, names in KINDS.items() for event in names}
_HIDDEN = ("_id", "_hash")


class Subjects:
    """The rows that are this candidate's, by the word the trail has for them."""

    def __init__(self, entries: Sequence[RosterEntry], person: Person, school: School) -> None:
        self.person, self.school = person, school
        ids = [entry.pk for entry in entries]
        self.entries = ids
        rooms = [entry.room_id for entry in entries if entry.room_id]
        queue = dict(QueueEntry.objects.filter(roster_entry__in=ids).values_list("pk", "roster_entry_id"))
        desks = dict(Desk.objects.filter(roster_entry__in=ids).values_list("pk", "roster_entry_id"))
        messages = Message.objects.filter(
            Q(roster_entry__in=ids) | Q(room__in=rooms, audience=Audience.ROOM)
        ).only("text", "roster_entry_id")
        tickets = Ticket.objects.filter(roster_entry__in=ids)
        self.messages = {one.pk: one for one in messages}
        self.tickets = {one.pk: one for one in tickets}
        commitments = Commitment.objects.filter(roster_entry__in=ids).values_list("pk", "roster_entry_id")
        log_ins = LoginSession.objects.filter(person=person, area=LoginArea.CANDIDATE, scope_id=school.pk)
        consents = Consent.objects.filter(person=person, consent_text__school=school)
        self.owner: dict[tuple[str, UUID], UUID | None] = {("person", person.pk): None}
        self._add("roster_entry", ((pk, pk) for pk in ids))
        self._add("queue_entry", queue.items())
        self._add("desk", desks.items())
        self._add("commitment", commitments)
        self._add("message", ((pk, one.roster_entry_id) for pk, one in self.messages.items()))
        self._add("ticket", ((pk, one.roster_entry_id) for pk, one in self.tickets.items()))
        self._add("login_session", ((pk, None) for pk in log_ins.values_list("pk", flat=True)))
        self._add("consent", ((pk, None) for pk in consents.values_list("pk", flat=True)))
        devices = Device.objects.filter(desk__in=desks).values_list("pk", "desk_id")
        self._add("device", ((pk, desks[desk]) for pk, desk in devices))
        for word, model in (("talk", Talk), ("invitation", Invitation), ("interview", Interview)):
            found = model._default_manager.filter(entry__in=queue).values_list("pk", "entry_id")
            self._add(word, ((pk, queue[entry]) for pk, entry in found))

    def _add(self, word: str, rows: Iterable[tuple[UUID, UUID | None]]) -> None:
        self.owner |= {(word, pk): entry for pk, entry in rows}

    def condition(self) -> Q:
        by_word: dict[str, list[UUID]] = {}
        for word, pk in self.owner:
            by_word.setdefault(word, []).append(pk)
        found = Q()
        for word, ids in by_word.items():
            found |= Q(subject_kind=word, subject_id__in=ids)
        return found


def read_timeline(
    subjects: Subjects, *, kinds: Collection[str] = (), before: datetime | None = None
) -> tuple[list[dict[str, Any]], bool]:
    """One page, and whether there is more. A fixed number of queries."""
    wanted = [event for kind in kinds or KINDS for event in KINDS[kind]]
    trail = TrailEntry.objects.filter(subjects.condition(), event__in=wanted)
    # A person may be a candidate elsewhere too: what happened there is not this school's.
    elsewhere = ~Q(scope_id=subjects.school.pk) & Q(scope_id__isnull=False)
    trail = trail.exclude(elsewhere, subject_kind="person")
    if before is not None:
        trail = trail.filter(at__lt=before)
    rows = list(trail.order_by("-at", "-id")[: PAGE + 1])
    items = [_of_trail(row, subjects) for row in rows]
    if SMS_CODE in wanted:
        items += _codes_by_sms(subjects, before)
        items.sort(key=lambda item: (item["at"], item["id"]), reverse=True)
    more = len(items) > PAGE
    items = items[:PAGE]
    _name(items, subjects)
    return items, more


def _of_trail(row: TrailEntry, subjects: Subjects) -> dict[str, Any]:
    payload = json.loads(row.payload) if row.payload else {}
    facts = {
        key: value
        for key, value in payload.items()
        if key not in ("changes", "reason", "text") and not key.endswith(_HIDDEN)
    }
    return {
        "id": f"t{row.pk}",
        "at": row.at,
        "event": row.event,
        "kind": KIND_OF[row.event],
        "entry_id": subjects.owner.get((row.subject_kind, row.subject_id)),
        "by_id": row.person_id,
        "by_area": row.area,
        "by_name": "",
        "facts": facts,
        "text": _text_of(row, payload, subjects),
        "reason": payload.get("reason", ""),
        "changes": payload.get("changes", []),
    }


def _text_of(row: TrailEntry, payload: dict[str, Any], subjects: Subjects) -> str:
    if row.subject_kind == "message":
        return subjects.messages[row.subject_id].text
    if row.subject_kind == "ticket":
        ticket = subjects.tickets[row.subject_id]
        return {"exams.ticket_opened": ticket.text, "exams.ticket_answered": ticket.answer}.get(row.event, "")
    return str(payload.get("text", ""))


def _codes_by_sms(subjects: Subjects, before: datetime | None) -> list[dict[str, Any]]:
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
    if before is not None:
        asked = asked.filter(sent_at__lt=before)
    return [
        {
            "id": f"c{one.pk}",
            "at": one.sent_at,
            "event": SMS_CODE,
            "kind": "login",
            "entry_id": None,
            "by_id": None,
            "by_area": "system",
            "by_name": "",
            "facts": {"used": one.used_at is not None},
            "text": "",
            "reason": "",
            "changes": [],
        }
        for one in asked.order_by("-sent_at")[: PAGE + 1]
    ]


def _name(items: list[dict[str, Any]], subjects: Subjects) -> None:
    """Who did it; and rooms and majors in changes by their names."""
    people = dict(Person.objects.filter(pk__in={item["by_id"] for item in items}).values_list("pk", "name"))
    changes = [change for item in items for change in item["changes"]]
    names = _names_of(ExamRoom, "room_id", changes) | _names_of(Major, "major_id", changes)
    for item in items:
        item["by_name"] = people.get(item.pop("by_id"), "")
        item["changes"] = [
            {
                "field": change["field"],
                "before": names.get(str(change["before"]), change["before"]),
                "after": names.get(str(change["after"]), change["after"]),
            }
            for change in item["changes"]
        ]


def _names_of(
    model: type[ExamRoom] | type[Major], field: str, changes: Sequence[dict[str, Any]]
) -> dict[str, str]:
    ids = {
        change[side]
        for change in changes
        if change["field"] == field
        for side in ("before", "after")
        if change[side]
    }
    return {str(pk): name for pk, name in model._default_manager.filter(pk__in=ids).values_list("pk", "name")}
