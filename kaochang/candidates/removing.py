"""「移出考试」 for many: off the roster while nothing was done there; what is theirs alone goes too."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.candidates.bulk import MOST, NAMED, OVER, Skipped, require_seal, seal_of
from kaochang.candidates.errors import RemovalReasonNeeded
from kaochang.candidates.states import Skip, Stage
from kaochang.core.dependents import with_dependents
from kaochang.desks.models import Desk
from kaochang.exams import rosters
from kaochang.exams.events import TimetableChanged
from kaochang.exams.models import ExamRoom, ExamSession, ReferencePortrait, RosterEntry
from kaochang.exams.queries import hold_session, lock_rooms
from kaochang.exams.sessions import require_editable
from kaochang.exams.states import SessionState
from kaochang.exams.telling import is_told_of_removal, tell_removed
from kaochang.notifications.policy import policy_of, way_to, ways_for
from kaochang.notifications.states import NotificationKind, Ways
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.waiting import services as waiting
from kaochang.waiting.models import QueueEntry

if TYPE_CHECKING:
    from kaochang.candidates.lists import Listed

NOT_COME = (Stage.NOT_LOGGED_IN, Stage.PREPARING)


@dataclass
class RemovalPlan:
    entries: "list[Listed]" = field(default_factory=list)
    skipped: Skipped = field(default_factory=Skipped)

    @property
    def will(self) -> int:
        return len(self.entries)

    @property
    def seal(self) -> str:
        return seal_of(sorted(entry.pk for entry in self.entries))

    @property
    def published(self) -> dict[ExamSession, int]:
        """The exams whose candidates are told, and how many of them."""
        return Counter(entry.session for entry in self.entries if entry.session.state != SessionState.DRAFT)

    @property
    def needs_reason(self) -> bool:
        return bool(self.published)

    @property
    def names(self) -> list[str]:
        return [entry.person.name for entry in self.entries[:NAMED]]

    @property
    def texts(self) -> int:
        """How many of them get a text message of it."""
        told = [entry for entry in self.entries if is_told_of_removal(entry.session, entry)]
        kind = NotificationKind.EXAM_LEFT
        ways = {
            school_id: ways_for(policy_of(school_id), "candidate", kind)
            for school_id in {entry.session.school_id for entry in told}
        }
        return sum(way_to(entry.person, ways[entry.session.school_id]) == Ways.SMS for entry in told)

    @property
    def logged_in(self) -> int:
        """They may have the exam's page open."""
        return sum(entry.last_login_at is not None for entry in self.entries)


def plan_removal(entries: "Sequence[Listed]") -> RemovalPlan:
    plan, acted = RemovalPlan(), _acted_upon(entries)
    for entry in entries:
        if entry.session.state in OVER:
            plan.skipped.add(Skip.EXAM_OVER, entry.person.name)
        elif entry.pk in acted:
            plan.skipped.add(Skip.ACTED, entry.person.name)
        elif plan.will >= MOST:
            plan.skipped.add(Skip.OVER_LIMIT, entry.person.name)
        else:
            plan.entries.append(entry)
    return plan


@transaction.atomic
def remove_candidates(entries: "Sequence[Listed]", *, seal: str, reason: str, by: Actor) -> int:
    """All that the preview showed, or nothing; the caller has locked them by `lock_chosen`."""
    plan = plan_removal(entries)
    require_seal(seal, plan.seal, will=plan.will)
    if plan.needs_reason and not reason:
        raise RemovalReasonNeeded(
            names="、".join(f"「{exam.name}」" for exam in plan.published),
            names_en=", ".join(f"“{exam.name_en or exam.name}”" for exam in plan.published),
        )
    chosen: dict[ExamSession, list[RosterEntry]] = {}
    for entry in plan.entries:
        chosen.setdefault(entry.session, []).append(entry)
    for session, mine in chosen.items():
        require_editable(hold_session(session.pk), reason)
        ids = [entry.pk for entry in mine]
        waiting.remove_all_from_queue(ids, by=by)
        tell_removed(session, mine, reason=reason, by=by)
        rosters.remove_roster_entries(ids, reason=reason, by=by)
        event = TimetableChanged(session_id=session.pk, moved=len(mine))
        announce(event, to=channels.school(session.school_id, session.college_id), subject=session)
    # At once, as people are held in one order.
    for school_id in {session.school_id for session in chosen}:
        rosters.forget_people(school_id, plan.entries, by=by)
    return plan.will


def lock_chosen(entries: Sequence[RosterEntry]) -> None:
    """Rooms before candidates, as everywhere; what is read afterwards stays so."""
    for session_id in sorted({entry.session_id for entry in entries}):
        room_ids = ExamRoom.objects.filter(session_id=session_id).values_list("pk", flat=True)
        lock_rooms(session_id, list(room_ids))
    mine = RosterEntry.objects.filter(pk__in=[entry.pk for entry in entries]).order_by("pk")
    list(mine.select_for_update(no_key=True).values_list("pk"))


def _acted_upon(entries: "Sequence[Listed]") -> set[UUID]:
    """Whatever is kept of somebody in an exam stands in their entry, or points at it, their desk or place."""
    ids = [entry.pk for entry in entries]
    acted = with_dependents(RosterEntry, ids, but=(QueueEntry, Desk, ReferencePortrait))
    desks = dict(Desk.objects.filter(roster_entry_id__in=ids).values_list("pk", "roster_entry_id"))
    places = dict(QueueEntry.objects.filter(roster_entry_id__in=ids).values_list("pk", "roster_entry_id"))
    acted |= {desks[desk] for desk in with_dependents(Desk, desks.keys())}
    acted |= {places[place] for place in with_dependents(QueueEntry, places.keys())}
    acted |= set(
        Desk.objects.filter(roster_entry_id__in=ids, opened_at__isnull=False).values_list(
            "roster_entry_id", flat=True
        )
    )
    acted |= {entry.pk for entry in entries if entry.notice_read_at or entry.stage not in NOT_COME}
    return acted
