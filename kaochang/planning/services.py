"""Acts of the school on an exam that concern several domains at once."""

from datetime import datetime

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import changed_since
from kaochang.commitments import services as commitments
from kaochang.commitments.models import ConsentText, LetterText
from kaochang.commitments.queries import current_letter, list_terms
from kaochang.exams import services as exams
from kaochang.exams.models import ExamRoom, ExamSession, NoticeText
from kaochang.exams.queries import find_notice
from kaochang.exams.republishing import tell_what_is_new
from kaochang.exams.states import ExamLanguages, SessionState
from kaochang.interviews.queries import is_anybody_inside
from kaochang.planning.errors import ExamBusy, NotReady, TextsIncomplete
from kaochang.planning.facts import read_facts
from kaochang.planning.readiness import blocking, readiness
from kaochang.planning.staffing import tell_duties_of
from kaochang.schools.models import School
from kaochang.waiting.services import fill_queues


@transaction.atomic
def publish_exam(session: ExamSession, *, version: int, by: Actor) -> ExamSession:
    """Refused while something blocks. Whoever has a room gets a place in its line.

    Rooms are locked before the session, as everywhere: nobody takes a chief away meanwhile.
    """
    list(ExamRoom.objects.select_for_update(no_key=True).filter(session=session).order_by("pk"))
    published = exams.publish_session(session, version=version, by=by)
    missing = blocking(readiness(read_facts(published)))
    if missing:
        raise NotReady(missing=missing)
    fill_queues(published, by=by)
    tell_duties_of(published, by=by)
    tell_what_is_new(published, by=by)
    return published


@transaction.atomic
def copy_exam(
    session: ExamSession,
    *,
    name: str,
    name_en: str,
    formality: str,
    starts_at: datetime,
    ends_at: datetime,
    with_staff: bool,
    with_candidates: bool,
    by: Actor,
) -> ExamSession:
    copy = exams.copy_session(
        session,
        name=name,
        name_en=name_en,
        formality=formality,
        starts_at=starts_at,
        ends_at=ends_at,
        with_staff=with_staff,
        with_candidates=with_candidates,
        by=by,
    )
    letter = current_letter(session)
    if letter is not None:
        commitments.publish_letter(copy, **_words(letter), by=by)
    return copy


@transaction.atomic
def write_text(
    session: ExamSession, kind: str, words: dict[str, str], *, edition: int, reason: str, by: Actor
) -> NoticeText | LetterText:
    """A new edition of the notice or the letter. `edition` is the one its page had read; 0 for none."""
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
    newest = find_notice(session) if kind == "notice" else current_letter(session)
    if newest is not None and newest.edition != edition:
        raise changed_since(newest, 0)
    exams.require_editable(session, reason)
    if session.languages == ExamLanguages.ZH_EN and not (words["title_en"] and words["text_en"]):
        raise TextsIncomplete()
    if newest is not None and _words(newest) == words:
        return newest
    if kind == "notice":
        return exams.publish_notice(session, **words, reason=reason, by=by)
    return commitments.publish_letter(session, **words, reason=reason, by=by)


@transaction.atomic
def write_terms(school: School, words: dict[str, str], *, edition: int, by: Actor) -> ConsentText:
    """A new edition of what the school's candidates consent to; all or nothing of it in English."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    newest = list_terms(school.pk).first()
    if newest is not None and newest.edition != edition:
        raise changed_since(newest, 0)
    if bool(words["title_en"]) != bool(words["text_en"]):
        raise TextsIncomplete()
    if newest is not None and _words(newest) == words:
        return newest
    return commitments.publish_consent_text(school, **words, by=by)


@transaction.atomic
def change_state(
    session: ExamSession, state: SessionState, *, version: int, reason: str, by: Actor
) -> ExamSession:
    if state == SessionState.PUBLISHED:
        return publish_exam(session, version=version, by=by)
    if state == SessionState.DRAFT:
        return exams.withdraw_session(session, reason=reason, version=version, by=by)
    if state == SessionState.OPEN:
        return exams.open_session(session, reason=reason, version=version, by=by)
    _require_nobody_inside(session)
    if state == SessionState.CLOSED:
        return exams.close_session(session, reason=reason, version=version, by=by)
    return exams.archive_session(session, version=version, by=by)


def _require_nobody_inside(session: ExamSession) -> None:
    """As for closing one room. All are locked, so that nobody is called meanwhile."""
    rooms = ExamRoom.objects.select_for_update(no_key=True).filter(session=session).order_by("pk")
    busy = [room.name for room in rooms if is_anybody_inside(room.pk)]
    if busy:
        raise ExamBusy(count=len(busy), names="、".join(busy[:3]))


def _words(text: NoticeText | LetterText | ConsentText) -> dict[str, str]:
    return {
        "title": text.title,
        "title_en": text.title_en,
        "text": text.text,
        "text_en": text.text_en,
    }
