"""「发送通知」: one text to many, in each inbox and by text message if wanted, some hundred in one job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kaochang.accounts.actor import Actor
from kaochang.audit.services import record
from kaochang.candidates import events
from kaochang.candidates.bulk import Skipped, require_seal, seal_of
from kaochang.candidates.errors import NobodyChosen
from kaochang.candidates.mailing_texts import blocked_texts
from kaochang.candidates.models import Mailing
from kaochang.candidates.states import MAILING, MailingState, Skip
from kaochang.core.errors import NotFound
from kaochang.core.jobs import enqueue
from kaochang.core.models import save_changed
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import SessionState
from kaochang.exams.telling import marked
from kaochang.notifications.services import Note, notify, send_beside
from kaochang.notifications.states import NotificationKind, Ways
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import School
from kaochang.sms.models import SmsMessage
from kaochang.sms.services import require_sms_open_for_many

CHUNK = 200


@dataclass
class MailingPlan:
    """Whoever stands in several exams is told once."""

    entries: list[RosterEntry] = field(default_factory=list)
    skipped: Skipped = field(default_factory=Skipped)

    @property
    def will(self) -> int:
        return len(self.entries)

    @property
    def with_phone(self) -> int:
        return sum(bool(entry.person.phone) for entry in self.entries)

    @property
    def seal(self) -> str:
        return seal_of(sorted(entry.person_id for entry in self.entries))


def plan_mailing(entries: Sequence[RosterEntry]) -> MailingPlan:
    plan, seen = MailingPlan(), set()
    for entry in entries:
        if entry.session.state == SessionState.DRAFT:
            # Nobody knows of it yet.
            plan.skipped.add(Skip.DRAFT, entry.person.name)
        elif entry.session.state == SessionState.ARCHIVED:
            plan.skipped.add(Skip.EXAM_OVER, entry.person.name)
        elif entry.person_id in seen:
            plan.skipped.add(Skip.SAME_PERSON, entry.person.name)
        else:
            seen.add(entry.person_id)
            plan.entries.append(entry)
    return plan


@transaction.atomic
def start_mailing(
    school: School,
    entries: Sequence[RosterEntry],
    *,
    title: str,
    text: str,
    sms: bool,
    seal: str,
    by: Actor,
) -> Mailing:
    plan = plan_mailing(entries)
    require_seal(seal, plan.seal, will=plan.will)
    if not plan.entries:
        raise NobodyChosen()
    if sms:
        require_sms_open_for_many(school.pk)
    mailing = Mailing.objects.create(
        school=school,
        made_by_id=by.the_person_id,
        title=title,
        text=text,
        sms=sms,
        entry_ids=[str(entry.pk) for entry in plan.entries],
        total=plan.will,
    )
    _tell(mailing, by)
    enqueue("candidates.send_mailing", mailing_id=str(mailing.pk))
    return mailing


@transaction.atomic
def send_chunk(mailing_id: UUID) -> None:
    """The next of them, and the job that goes on. Nobody has it twice: the count moves with the messages."""
    found = Mailing.objects.select_related("school").select_for_update(no_key=True, of=("self",))
    mailing = found.get(pk=mailing_id)
    if mailing.state != MailingState.SENDING:
        return
    by = Actor(person_id=mailing.made_by_id, login_session_id=None, area="staff")
    ids = mailing.entry_ids[mailing.done : mailing.done + CHUNK]
    # Who was taken off the roster meanwhile is nobody's candidate any more.
    entries = RosterEntry.objects.select_related("person", "session").filter(pk__in=ids)
    for session, mine in groupby(entries.order_by("session_id", "pk"), key=lambda entry: entry.session):
        title, title_en = marked(session and session.formality, mailing.title, mailing.title)
        params = {"title": title, "title_en": title_en, "text": mailing.text}
        notify(
            [_note(mailing, entry, params) for entry in mine],
            NotificationKind.MESSAGE,
            area="candidate",
            scope_id=mailing.school_id,
            college_id=session.college_id,
            session_id=session.pk,
            ways=Ways.SMS if mailing.sms else Ways.PAGE,
            by=by,
        )
    mailing.done += len(ids)
    if mailing.done < mailing.total:
        save_changed(mailing, "done")
        announce(_event(mailing), to=_author(mailing), subject=mailing)
        enqueue("candidates.send_mailing", mailing_id=str(mailing.pk))
        return
    MAILING.require(mailing.state, MailingState.SENT)
    mailing.state = MailingState.SENT
    save_changed(mailing, "done", "state")
    _tell(mailing, by)


def mailings_of(school: School, by: Actor) -> QuerySet[Mailing]:
    return Mailing.objects.filter(school=school, made_by_id=by.the_person_id).defer("entry_ids", "text")


def access_mailing(school: School, mailing_id: UUID, by: Actor) -> Mailing:
    found = mailings_of(school, by).filter(pk=mailing_id).first()
    if found is None:
        raise NotFound()
    return found


@transaction.atomic
def send_texts_again(mailing: Mailing, *, by: Actor) -> None:
    """Of one whose text messages a limit or the switch stopped: those that did not leave."""
    require_sms_open_for_many(mailing.school_id)
    mailing = Mailing.objects.select_for_update(no_key=True, of=("self",)).get(pk=mailing.pk)
    event = events.MailingTextsSentAgain(mailing_id=mailing.pk, texts=blocked_texts(mailing.pk).count())
    if event.texts == 0:
        return
    record(event, by=by, about=mailing, scope_id=mailing.school_id)
    enqueue("candidates.send_texts_again", mailing_id=str(mailing.pk))


@transaction.atomic
def queue_texts_again(mailing_id: UUID) -> None:
    """The job behind it, harmless when done twice: what was tried again is no longer about the mailing."""
    mailing = Mailing.objects.select_for_update(no_key=True, of=("self",)).get(pk=mailing_id)
    blocked = dict(blocked_texts(mailing_id).values_list("phone_lookup", "pk"))
    entries = RosterEntry.objects.select_related("person", "session").filter(
        pk__in=mailing.entry_ids, person__phone_lookup__in=blocked
    )
    found = list(entries)
    again = [blocked[entry.person.phone_lookup] for entry in found]
    SmsMessage.objects.filter(pk__in=again).update(about_id=None)
    send_beside([_note(mailing, entry, {}) for entry in found], Ways.SMS, mailing.school_id)
    announce(_event(mailing), to=_author(mailing), subject=mailing)


def _note(mailing: Mailing, entry: RosterEntry, params: Mapping[str, str]) -> Note:
    summary = marked(entry.session.formality, mailing.title, mailing.title)
    return Note(entry.person, mailing.pk, params, summary, entry.language)


def _tell(mailing: Mailing, by: Actor) -> None:
    event = _event(mailing)
    record(event, by=by, about=mailing, scope_id=mailing.school_id)
    announce(event, to=_author(mailing), subject=mailing)


def _event(mailing: Mailing) -> events.MailingChanged:
    return events.MailingChanged(
        mailing_id=mailing.pk,
        state=MailingState(mailing.state),
        recipients=mailing.total,
        sms=mailing.sms,
    )


def _author(mailing: Mailing) -> list[str]:
    return [channels.person("staff", mailing.made_by_id)]
