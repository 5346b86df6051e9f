"""The rows that are one candidate's, by the word the trail has for them."""

import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from kaochang.accounts.models import LoginSession, Person
from kaochang.accounts.states import LoginArea
from kaochang.audit.models import TrailEntry
from kaochang.chat.models import Message
from kaochang.chat.states import Audience
from kaochang.commitments.models import Commitment, Consent
from kaochang.desks.models import Desk, Device
from kaochang.exams.events import SessionStateChanged, TicketAnswerCorrected
from kaochang.exams.models import RosterEntry, Ticket
from kaochang.interviews.models import Interview, Invitation
from kaochang.notifications.models import Notification
from kaochang.schools.models import School
from kaochang.waiting.models import QueueEntry, Talk


class Subjects:
    def __init__(self, entries: Sequence[RosterEntry], person: Person, school: School) -> None:
        self.person, self.school = person, school
        ids = [entry.pk for entry in entries]
        self.entries = ids
        # Their exams: what moved one moved this candidate. From when they were in it.
        self.exams = {entry.session_id: entry for entry in entries}
        rooms = [entry.room_id for entry in entries if entry.room_id]
        queue = dict(QueueEntry.objects.filter(roster_entry__in=ids).values_list("pk", "roster_entry_id"))
        desks = dict(Desk.objects.filter(roster_entry__in=ids).values_list("pk", "roster_entry_id"))
        messages = Message.objects.filter(
            Q(roster_entry__in=ids) | Q(room__in=rooms, audience=Audience.ROOM)
        ).only("text", "roster_entry_id")
        tickets = Ticket.objects.filter(roster_entry__in=ids)
        self.messages = {one.pk: one for one in messages}
        self.tickets = {one.pk: one for one in tickets}
        # The row holds the newest answer; what was said first stands before the first correction.
        corrected = TrailEntry.objects.filter(
            event=TicketAnswerCorrected.name, subject_kind="ticket", subject_id__in=self.tickets
        ).exclude(payload="")
        self.first_answers: dict[UUID, str] = {
            one.subject_id: json.loads(one.payload)["changes"][0]["before"]
            for one in corrected.order_by("-pk")
        }
        commitments = Commitment.objects.filter(roster_entry__in=ids).values_list("pk", "roster_entry_id")
        notices = Notification.objects.filter(
            person=person, area=LoginArea.CANDIDATE, scope_id=school.pk, session_id__in=self.exams
        ).only("kind", "params", "session_id")
        self.notices = {one.pk: one for one in notices}
        log_ins = LoginSession.objects.filter(person=person, area=LoginArea.CANDIDATE, scope_id=school.pk)
        consents = Consent.objects.filter(person=person, consent_text__school=school)
        self.owner: dict[tuple[str, UUID], UUID | None] = {("person", person.pk): None}
        self._add("roster_entry", ((pk, pk) for pk in ids))
        self._add("queue_entry", queue.items())
        self._add("desk", desks.items())
        self._add("commitment", commitments)
        self._add("message", ((pk, one.roster_entry_id) for pk, one in self.messages.items()))
        self._add("notification", ((pk, self._entry_of(one.session_id)) for pk, one in self.notices.items()))
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

    def _entry_of(self, session_id: UUID | None) -> UUID | None:
        entry = self.exams.get(session_id) if session_id else None
        return entry.pk if entry else None

    def entry_of(self, kind: str, key: UUID) -> UUID | None:
        """In which of the exams it was, if in one."""
        return self._entry_of(key) if kind == "exam_session" else self.owner.get((kind, key))

    def condition(self) -> Q:
        by_word: dict[str, list[UUID]] = {}
        for word, pk in self.owner:
            by_word.setdefault(word, []).append(pk)
        found = Q()
        for word, ids in by_word.items():
            found |= Q(subject_kind=word, subject_id__in=ids)
        moved = Q(payload__contains='"field":"starts_at"') | Q(payload__contains='"field":"ends_at"')
        for session_id, entry in self.exams.items():
            since = Q(subject_kind="exam_session", subject_id=session_id, at__gte=entry.created_at)
            found |= since & (moved | Q(event=SessionStateChanged.name))
        return found
