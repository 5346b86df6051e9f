"""An exam session as a whole: made, published, opened, moved, closed; its notice."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.audit.services import record
from kaochang.core import clock
from kaochang.core.changes import apply_changes
from kaochang.core.models import save_changed
from kaochang.exams import events
from kaochang.exams.errors import ExamClosed, ReasonRequired
from kaochang.exams.models import Assignment, ExamRoom, ExamSession, NoticeText, RosterEntry
from kaochang.exams.queries import everybody_in
from kaochang.exams.republishing import take_back_what_was_told
from kaochang.exams.states import NEED_A_REASON, SESSION, SessionState
from kaochang.exams.telling import tell_exam_moved
from kaochang.exams.texts import hash_of
from kaochang.exams.windows import require_window
from kaochang.media import services as media
from kaochang.notifications.services import ask_again, lay_aside, void_arrangements
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.errors import CollegeDisabled
from kaochang.schools.models import College

# The slots are reckoned from these.
WINDOW = ("starts_at", "ends_at", "interview_seconds", "interval_seconds")


@transaction.atomic
def create_session(
    college: College,
    *,
    name: str,
    formality: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    **rules: Any,
) -> ExamSession:
    """A draft. `rules` are further columns of ExamSession (cameras_required, invitation_seconds …)."""
    if not college.enabled:
        raise CollegeDisabled()
    session = ExamSession(
        school=college.school,
        college=college,
        name=name,
        formality=formality,
        starts_at=starts_at,
        ends_at=ends_at,
        **rules,
    )
    require_window(starts_at, ends_at, pitch_seconds=session.pitch_seconds)
    session.save(force_insert=True)
    event = events.SessionCreated(session_id=session.pk, starts_at=starts_at, ends_at=ends_at)
    record(event, by=by, about=session, scope_id=session.school_id)
    return session


@transaction.atomic
def edit_session(
    session: ExamSession, values: Mapping[str, Any], *, version: int, by: Actor, reason: str = ""
) -> ExamSession:
    """Columns by name. Refused when somebody else has changed the session since `version`.

    The slots of its candidates move with the start of the window.
    """
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
    require_version(session, version)
    require_editable(session, reason)
    before, until = session.starts_at, session.ends_at
    window = {name: values.get(name, getattr(session, name)) for name in WINDOW}
    if any(getattr(session, name) != value for name, value in window.items()):
        pitch = window["interview_seconds"] + window["interval_seconds"]
        require_window(window["starts_at"], window["ends_at"], pitch_seconds=pitch)
    changes = apply_changes(session, values)
    if not changes:
        return session
    _move_slots(session, session.starts_at - before)
    event = events.SessionEdited(session_id=session.pk, changes=changes, reason=reason)
    record(event, by=by, about=session, scope_id=session.school_id)
    is_draft = session.state == SessionState.DRAFT
    to = channels.school(session.school_id, session.college_id) if is_draft else _everybody_of(session)
    announce(event, to=to, subject=session)
    if (session.starts_at, session.ends_at) != (before, until):
        tell_exam_moved(session, (before, until), reason=reason, by=by)
    return session


def require_editable(session: ExamSession, reason: str) -> None:
    """A draft changes freely, what people rely on with a reason, and what is over not at all."""
    if session.state in (SessionState.CLOSED, SessionState.ARCHIVED):
        raise ExamClosed()
    if session.state != SessionState.DRAFT and not reason:
        raise ReasonRequired()


def _move_slots(session: ExamSession, moved: timedelta) -> None:
    if not moved:
        return
    placed = RosterEntry.objects.filter(session=session, slot_starts_at__isnull=False)
    # Held in their order first: an update of many takes them in any.
    list(placed.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    placed.update(
        slot_starts_at=F("slot_starts_at") + moved, version=F("version") + 1, updated_at=clock.now()
    )


@transaction.atomic
def publish_session(session: ExamSession, *, by: Actor, version: int | None = None) -> ExamSession:
    """From here on candidates and staff find it; who may, and whether it is ready, the caller has asked."""
    session = _mark_session(session, SessionState.PUBLISHED, by=by, version=version)
    void_arrangements(session.pk)
    _refresh_everybody(session)
    return session


@transaction.atomic
def withdraw_session(session: ExamSession, *, reason: str, by: Actor, version: int) -> ExamSession:
    """A draft again, before it was ever opened; who is in a check room is put out."""
    session = _mark_session(session, SessionState.DRAFT, by=by, version=version, reason=reason)
    take_back_what_was_told(session, reason, by=by)
    _close_seats(session, "exam_closed")
    _refresh_everybody(session)
    return session


@transaction.atomic
def open_session(
    session: ExamSession, *, by: Actor, version: int | None = None, reason: str = ""
) -> ExamSession:
    """The waiting area opens: when its time has come, or by hand; also again after it was closed."""
    was_closed = session.state == SessionState.CLOSED
    session = _mark_session(session, SessionState.OPEN, by=by, version=version, reason=reason)
    if was_closed:
        ask_again(session.pk)
        _refresh_everybody(session)
    return session


@transaction.atomic
def close_session(
    session: ExamSession, *, by: Actor, version: int | None = None, reason: str = ""
) -> ExamSession:
    """Nobody finds it among their exams any more; its records stay.

    Whoever is still in its rooms is put out of media and pushes in the same transaction.
    """
    session = _mark_session(session, SessionState.CLOSED, by=by, version=version, reason=reason)
    lay_aside(session.pk)
    _close_seats(session, "exam_closed")
    _refresh_everybody(session)
    return session


def archive_session(session: ExamSession, *, by: Actor, version: int) -> ExamSession:
    """Nothing of it changes any more."""
    return _mark_session(session, SessionState.ARCHIVED, by=by, version=version)


def _close_seats(session: ExamSession, reason: str) -> None:
    for room_id in ExamRoom.objects.filter(session=session).values_list("pk", flat=True):
        media.close_seats(reason=reason, scope_id=room_id)


@transaction.atomic
def _mark_session(
    session: ExamSession, state: SessionState, *, by: Actor, version: int | None = None, reason: str = ""
) -> ExamSession:
    """`version`: what the page of who asks had read; a part of ours has none."""
    session = ExamSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
    if version is not None:
        require_version(session, version)
    SESSION.require(session.state, state)
    if version is not None and not reason and (session.state, state) in NEED_A_REASON:
        raise ReasonRequired()
    was_state, session.state = SessionState(session.state), state
    if state == SessionState.PUBLISHED:
        session.published_at = clock.now()
    if state == SessionState.OPEN:
        session.opened_at = session.opened_at or clock.now()
        session.closed_at = None
    if state == SessionState.CLOSED:
        session.closed_at = clock.now()
    save_changed(session, "state", "published_at", "opened_at", "closed_at")
    event = events.SessionStateChanged(session_id=session.pk, was_state=was_state, state=state, reason=reason)
    record(event, by=by, about=session, scope_id=session.school_id)
    announce(event, to=_everybody_of(session), subject=session)
    return session


@transaction.atomic
def publish_notice(
    session: ExamSession,
    *,
    title: str,
    text: str,
    by: Actor,
    title_en: str = "",
    text_en: str = "",
    reason: str = "",
) -> NoticeText:
    """A new edition of the notice; who read an older one is asked again."""
    session = ExamSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    session.notice_edition += 1
    notice = NoticeText.objects.create(
        session=session,
        edition=session.notice_edition,
        title=title,
        title_en=title_en,
        text=text,
        text_en=text_en,
        text_hash=hash_of(title=title, title_en=title_en, text=text, text_en=text_en),
    )
    save_changed(session, "notice_edition")
    event = events.NoticePublished(
        session_id=session.pk,
        notice_id=notice.pk,
        edition=notice.edition,
        text_hash=notice.text_hash,
        reason=reason,
    )
    record(event, by=by, about=notice, scope_id=session.school_id)
    announce(event, to=_everybody_of(session), subject=notice)
    return notice


def _refresh_everybody(session: ExamSession) -> None:
    """Their pages hear of the rooms of exams that they can see, and of no other."""
    candidates = RosterEntry.objects.filter(session=session).order_by()
    staff = Assignment.objects.filter(room__session=session).order_by()
    for area, people in (("candidate", candidates), ("staff", staff)):
        accounts.refresh_push_channels_of(set(people.values_list("person_id", flat=True)), area)


def _everybody_of(session: ExamSession) -> Sequence[str]:
    here = everybody_in(ExamRoom.objects.filter(session=session))
    return [*here, *channels.school(session.school_id, session.college_id)]
