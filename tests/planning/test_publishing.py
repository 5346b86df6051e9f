"""An exam published, withdrawn, opened, closed and copied; its texts; two people at the same time."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.commitments.models import LetterText
from kaochang.core.errors import DomainError, InvalidTransition
from kaochang.desks.models import Desk
from kaochang.exams import services as exams
from kaochang.exams.errors import ExamClosed, ReasonRequired, RoomNameTaken, WindowReversed
from kaochang.exams.models import Assignment, ExamSession, NoticeText, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning import services
from kaochang.planning.errors import NotReady, TextsIncomplete
from kaochang.realtime import channels
from kaochang.waiting.models import QueueEntry
from tests.factories import Place, make_person, make_room, staff_actor
from tests.planning.places import ready_draft
from tests.traces import channels_of, recorded, refused

BY = Actor.system("test")
WORDS = {"title": "须知", "title_en": "", "text": "请准备证件。", "text_en": ""}


def publish(place: Place) -> ExamSession:
    return services.publish_exam(place.session, version=place.session.version, by=BY)


@pytest.mark.django_db
def test_publishing_gives_everybody_their_place_in_the_line() -> None:
    place = ready_draft(3)
    session = publish(place)
    assert session.state == SessionState.PUBLISHED and session.published_at
    line = QueueEntry.objects.filter(room=place.room).order_by("position")
    assert [entry.roster_entry for entry in line] == place.entries
    assert [entry.position for entry in line] == [1, 2, 3]
    assert Desk.objects.filter(room=place.room).count() == 3
    assert recorded("waiting.queues_filled") == [{"session_id": str(session.pk), "added": 3}]
    assert channels.room_candidates(place.room.pk) in channels_of("exams.session_state_changed")


@pytest.mark.django_db
def test_what_is_not_ready_is_not_published() -> None:
    place = ready_draft()
    Assignment.objects.filter(role="chief_examiner").delete()
    LetterText.objects.all().delete()
    with refused(NotReady, missing=["no_chief", "no_letter"]):
        publish(place)


@pytest.mark.django_db
def test_an_old_page_does_not_publish() -> None:
    place = ready_draft()
    exams.edit_session(place.session, {"minimum_staff": 2}, version=place.session.version, by=BY)
    with refused(ChangedMeanwhile, by_name="", fields=["minimum_staff"]):
        publish(place)


@pytest.mark.django_db
def test_withdrawn_and_published_again() -> None:
    place = ready_draft()
    session = publish(place)
    with refused(ReasonRequired):
        exams.withdraw_session(session, reason="", version=session.version, by=BY)
    session = exams.withdraw_session(session, reason="时间有误", version=session.version, by=BY)
    assert session.state == SessionState.DRAFT
    assert recorded("exams.session_state_changed")[-1]["reason"] == "时间有误"
    session = services.publish_exam(session, version=session.version, by=BY)
    assert QueueEntry.objects.count() == 2
    session = exams.open_session(session, version=session.version, by=BY)
    with refused(InvalidTransition):
        exams.withdraw_session(session, reason="太晚", version=session.version, by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize("old", list(SessionState))
@pytest.mark.parametrize("new", list(SessionState))
@pytest.mark.parametrize("reason", ["", "有原因"])
def test_the_table_of_states(old: SessionState, new: SessionState, reason: str) -> None:
    place = ready_draft()
    ExamSession.objects.filter(pk=place.session.pk).update(state=old)
    free = {("draft", "published"), ("published", "open"), ("closed", "archived")}
    with_reason = {("published", "draft"), ("open", "closed"), ("closed", "open")}
    step = (str(old), str(new))

    def act() -> ExamSession:
        return services.change_state(place.session, new, version=place.session.version, reason=reason, by=BY)

    if step in free or (step in with_reason and reason):
        assert act().state == new
    else:
        with refused(ReasonRequired if step in with_reason else InvalidTransition):
            act()


@pytest.mark.django_db
def test_a_change_after_publishing_needs_a_reason_and_reaches_everybody() -> None:
    place = ready_draft()
    session = publish(place)
    later = {
        "starts_at": session.starts_at + timedelta(hours=1),
        "ends_at": session.ends_at + timedelta(hours=1),
    }
    with refused(ReasonRequired):
        exams.edit_session(session, later, version=session.version, by=BY)
    edited = exams.edit_session(session, later, version=session.version, reason="停电", by=BY)
    slots = [entry.slot_starts_at for entry in RosterEntry.objects.order_by("order_number")]
    assert slots == [edited.starts_at + timedelta(minutes=15 * number) for number in (0, 1)]
    [row] = recorded("exams.session_edited")
    assert row["reason"] == "停电" and {change["field"] for change in row["changes"]} == set(later)
    assert channels.room_candidates(place.room.pk) in channels_of("exams.session_edited")
    with refused(WindowReversed):
        exams.edit_session(edited, {"ends_at": edited.starts_at}, version=edited.version, reason="试", by=BY)
    with refused(ReasonRequired):
        services.write_text(edited, "notice", WORDS, edition=1, reason="", by=BY)
    with refused(ReasonRequired):
        exams.edit_room(place.room, {"name": "新"}, version=1, by=BY)
    ExamSession.objects.filter(pk=session.pk).update(state=SessionState.ARCHIVED)
    with refused(ExamClosed):
        exams.edit_session(edited, {"name": "新"}, version=edited.version, reason="试", by=BY)


@pytest.mark.django_db
def test_rooms_of_one_name() -> None:
    place = ready_draft()
    with refused(RoomNameTaken):
        exams.create_room(place.session, name=place.room.name, by=BY)
    other = exams.create_room(place.session, name="第二考场", by=BY)
    with refused(RoomNameTaken):
        exams.edit_room(other, {"name": place.room.name}, version=1, by=BY)
    assert exams.edit_room(other, {"name": "第三考场"}, version=1, by=BY).version == 2
    [row] = recorded("exams.room_edited")
    assert row["changes"] == [{"field": "name", "before": "第二考场", "after": "第三考场"}]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "model"), [("notice", NoticeText), ("letter", LetterText)])
def test_texts_come_in_editions(kind: str, model: Any) -> None:
    place = ready_draft()
    someone = make_person(name="苏文婕")
    written = services.write_text(place.session, kind, WORDS, edition=1, reason="", by=staff_actor(someone))
    assert written.edition == 2 and model.objects.count() == 2
    # The same words are no new edition.
    again = services.write_text(place.session, kind, WORDS, edition=2, reason="", by=BY)
    assert again.edition == 2
    with refused(ChangedMeanwhile, by_name="苏文婕", fields=[]):
        services.write_text(place.session, kind, WORDS, edition=1, reason="", by=BY)
    ExamSession.objects.filter(pk=place.session.pk).update(languages="zh_en")
    with refused(TextsIncomplete):
        services.write_text(place.session, kind, WORDS, edition=2, reason="", by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize("with_candidates", [True, False])
def test_a_rehearsal_has_all_but_what_people_did(
    with_candidates: bool, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    place = ready_draft(12)
    extra = make_room(place.session)
    RosterEntry.objects.filter(session=place.session).update(
        notice_read_at=place.session.starts_at, notice_edition_read=1
    )
    starts = place.session.starts_at - timedelta(hours=5)
    with django_assert_max_num_queries(30):
        copy = services.copy_exam(
            place.session,
            name="演练",
            name_en="",
            formality="rehearsal",
            starts_at=starts,
            ends_at=starts + timedelta(hours=4),
            with_staff=True,
            with_candidates=with_candidates,
            by=BY,
        )
    assert (copy.state, copy.formality, copy.copied_from) == ("draft", "rehearsal", place.session)
    assert set(copy.rooms.values_list("name", flat=True)) == {place.room.name, extra.name}
    assert Assignment.objects.filter(room__session=copy).count() == len(place.staff)
    roster = RosterEntry.objects.filter(session=copy).order_by("order_number")
    if with_candidates:
        assert [entry.person for entry in roster] == [entry.person for entry in place.entries]
        assert {entry.exam_room.name for entry in roster} == {place.room.name}
        assert roster[0].slot_starts_at == starts and roster[0].notice_read_at is None
        copy.rooms.filter(name=extra.name).delete()
        published = services.publish_exam(copy, version=copy.version, by=BY)
        assert published.state == SessionState.PUBLISHED
    else:
        assert not roster.exists()


@pytest.mark.django_db(transaction=True)
def test_of_a_publication_and_an_edit_at_once_one_is_told() -> None:
    """Never a published exam with a rule that its publisher did not see."""
    for _ in range(15):
        place = ready_draft()
        version = place.session.version
        told: list[str] = []
        barrier = threading.Barrier(2)

        def act(
            step: Callable[[], object], barrier: threading.Barrier = barrier, told: list[str] = told
        ) -> None:
            try:
                barrier.wait(timeout=30)
                step()
            except DomainError as refusal:
                told.append(refusal.code)
            finally:
                connection.close()

        def edit(place: Place = place, version: int = version) -> None:
            exams.edit_session(place.session, {"minimum_staff": 2}, version=version, by=BY)

        def put_out(place: Place = place) -> None:
            publish(place)

        threads = [threading.Thread(target=act, args=(step,)) for step in (edit, put_out)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        after = ExamSession.objects.get(pk=place.session.pk)
        assert told == ["changed_meanwhile"]
        assert (after.state, after.minimum_staff) in {("draft", 2), ("published", 1)}
