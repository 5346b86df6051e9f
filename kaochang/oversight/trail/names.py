"""The names behind the ids of a page of entries, as they were then: one query a kind, and one more."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from kaochang.accounts.models import LoginSession, Person
from kaochang.announcements.models import Announcement, Receipt, SmsRound
from kaochang.candidates.models import Mailing
from kaochang.chat.models import Message
from kaochang.commitments.models import Commitment, Consent, ConsentText, LetterText
from kaochang.desks.models import Desk, Device
from kaochang.exams.models import (
    Assignment,
    ExamRoom,
    ExamSession,
    NoticeText,
    Relation,
    RelationStatement,
    RosterEntry,
    Ticket,
)
from kaochang.exams.states import Formality
from kaochang.exams.telling import marked
from kaochang.exports.xlsx import Words
from kaochang.interviews.models import Interview, Invitation
from kaochang.notifications.models import CalendarFeed, Notification, NotificationPolicy
from kaochang.oversight.trail.renames import RENAMED, Reference, Renames
from kaochang.planning.models import ImportRow, PortraitImport, RosterImport
from kaochang.schools.models import College, Major, Membership, School, StaffInvitation
from kaochang.sms.models import SmsPolicy
from kaochang.waiting.models import QueueEntry, Talk

_Spelled = Callable[..., Words]


def _same(name: Any) -> Words:
    return Words(str(name), str(name))


def _both(name: str, name_en: str) -> Words:
    return Words(name, name_en or name)


def _of_exam(name: str, name_en: str, formality: str) -> Words:
    """A copy for rehearsal may bear the very name of the exam: it is marked as in the notices of it."""
    return Words(*marked(formality, name, name_en or name))


def _candidate(name: str, number: str, formality: str) -> Words:
    is_rehearsal = formality == Formality.REHEARSAL
    more, more_en = ("，演练", ", rehearsal") if is_rehearsal else ("", "")
    return Words(f"{name}（{number}{more}）", f"{name} ({number}{more_en})")


def _always(zh: str, en: str) -> _Spelled:
    """What a school has once needs no name of its own."""
    return lambda _: Words(zh, en)


def _through(path: str) -> tuple[str, str, str]:
    """The candidate's name and number, by way of the roster entry."""
    return f"{path}person__name", f"{path}candidate_number", f"{path}session__formality"


# Kind of subject → its table, the columns that name it, and how they are put together.
_KINDS: dict[str, tuple[type[Model], tuple[str, ...], _Spelled]] = {
    "person": (Person, ("name",), _same),
    "login_session": (LoginSession, ("person__name",), _same),
    "school": (School, ("name", "name_en"), _both),
    "college": (College, ("name", "name_en"), _both),
    "major": (Major, ("name", "name_en"), _both),
    "membership": (Membership, ("person__name",), _same),
    "staff_invitation": (StaffInvitation, ("name",), _same),
    "exam_session": (ExamSession, ("name", "name_en", "formality"), _of_exam),
    "exam_room": (ExamRoom, ("name", "name_en", "session__formality"), _of_exam),
    "assignment": (Assignment, ("person__name",), _same),
    "roster_entry": (RosterEntry, _through(""), _candidate),
    "ticket": (Ticket, _through("roster_entry__"), _candidate),
    "relation": (Relation, ("staff__name",), _same),
    "relation_statement": (RelationStatement, ("staff__name",), _same),
    "notice_text": (NoticeText, ("session__name", "session__name_en", "session__formality"), _of_exam),
    "letter_text": (LetterText, ("session__name", "session__name_en", "session__formality"), _of_exam),
    "consent_text": (ConsentText, ("title", "title_en"), _both),
    "consent": (Consent, ("person__name",), _same),
    "commitment": (Commitment, _through("roster_entry__"), _candidate),
    "roster_import": (RosterImport, ("file_name",), _same),
    "portrait_import": (PortraitImport, ("file_name",), _same),
    "import_row": (ImportRow, ("roster_import__file_name",), _same),
    "announcement": (Announcement, ("title", "title_en"), _both),
    "receipt": (Receipt, ("announcement__title", "announcement__title_en"), _both),
    "sms_round": (SmsRound, ("announcement__title", "announcement__title_en"), _both),
    "mailing": (Mailing, ("title",), _same),
    "notification": (Notification, ("person__name",), _same),
    "notification_policy": (NotificationPolicy, ("version",), _always("通知方式", "Ways of notifications")),
    "sms_policy": (SmsPolicy, ("version",), _always("短信设置", "Settings of text messages")),
    "calendar_feed": (CalendarFeed, ("person__name",), _same),
    "desk": (Desk, _through("roster_entry__"), _candidate),
    "device": (Device, _through("desk__roster_entry__"), _candidate),
    "queue_entry": (QueueEntry, _through("roster_entry__"), _candidate),
    "talk": (Talk, _through("entry__roster_entry__"), _candidate),
    "invitation": (Invitation, _through("entry__roster_entry__"), _candidate),
    "interview": (Interview, _through("entry__roster_entry__"), _candidate),
    "message": (Message, ("author_name",), _same),
}

# What a field of an event points at. `copied_from_id` is of the same kind as the subject.
FIELD_KINDS = {
    "person_id": "person",
    "staff_id": "person",
    "candidate_id": "person",
    "handler_id": "person",
    "was_handler_id": "person",
    "school_id": "school",
    "college_id": "college",
    "major_id": "major",
    "session_id": "exam_session",
    "room_id": "exam_room",
    "roster_entry_id": "roster_entry",
    "entry_id": "queue_entry",
    "interview_id": "interview",
    "ticket_id": "ticket",
    "talk_id": "talk",
    "import_id": "roster_import",
    "announcement_id": "announcement",
    "notification_id": "notification",
}


# Whose name a column holds, by the last step of its path.
_NAMED_BY = {"person": "person", "staff": "person", "session": "exam_session"}


class _Known(NamedTuple):
    parts: list[str]
    # Whose name it is, if that can change.
    named: Reference | None


def _named_by(kind: str) -> tuple[str, str] | None:
    """Of a kind of subject: the kind whose name it bears, and the column of its key."""
    path, _, field = _KINDS[kind][1][0].rpartition("__")
    bearer = _NAMED_BY.get(path.rpartition("__")[2]) if path else kind
    if field != "name" or bearer not in RENAMED:
        return None
    return bearer, f"{path}__pk" if path else "pk"


class Names:
    """Ids are asked for first, then read together.

    `instead`: what is called by the name of another, as all that is one candidate's on their own page.
    """

    def __init__(self, instead: Mapping[Reference, Reference]) -> None:
        self._wanted: dict[str, set[UUID]] = defaultdict(set)
        self._instead = dict(instead)
        self._known: dict[Reference, _Known] = {}
        self._renames: Renames | None = None

    def want(self, references: Iterable[Reference]) -> None:
        for reference in references:
            kind, key = self._instead.get(reference, reference)
            if kind in _KINDS:
                self._wanted[kind].add(key)

    def read(self, since: int | None) -> None:
        """`since`: the oldest entry that will be told."""
        named: set[Reference] = set()
        for kind, ids in self._wanted.items():
            table, columns, _ = _KINDS[kind]
            bearer = _named_by(kind)
            more = [bearer[1]] if bearer else []
            for key, *parts in table._default_manager.filter(pk__in=ids).values_list("pk", *columns, *more):
                whose = (bearer[0], parts.pop()) if bearer else None
                self._known[kind, key] = _Known(parts, whose)
                named |= {whose} if whose else set()
        self._wanted.clear()
        self._renames = Renames(named, since) if named and since is not None else None

    def of(self, kind: str, key: UUID | None, at: int | None) -> Words:
        """As the entry `at` was written. What is gone keeps the beginning of its id, to be found by."""
        if key is None:
            return Words("无", "nobody")
        kind, key = self._instead.get((kind, key), (kind, key))
        known = self._known.get((kind, key))
        if known is not None:
            return _KINDS[kind][2](*self._parts(kind, known, at))
        short = str(key)[:8]
        return Words(f"（已删除 {short}）", f"(deleted, {short})")

    def _parts(self, kind: str, known: _Known, at: int | None) -> list[str]:
        if self._renames is None or known.named is None or at is None:
            return known.parts
        fields = [column.rpartition("__")[2] for column in _KINDS[kind][1]]
        return [
            self._renames.name_at(known.named, field, at, part)
            for field, part in zip(fields, known.parts, strict=True)
        ]
