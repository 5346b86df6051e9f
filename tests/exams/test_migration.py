"""Exams that were set up before notices had editions, or withdrawn before cameras were told."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kaochang.exams.texts import hash_of
from tests.factories import make_place


@pytest.mark.django_db(transaction=True)
def test_a_notice_becomes_the_first_edition_and_is_read_by_its_readers() -> None:
    place = make_place(candidates=2, queued=False)
    executor = MigrationExecutor(connection)
    old = executor.migrate([("exams", "0001_initial")]).apps
    try:
        old.get_model("exams", "ExamSession").objects.update(notice_title="须知", notice_text="带证件。")
        reader = old.get_model("exams", "RosterEntry").objects.filter(pk=place.entries[0].pk)
        reader.update(notice_read_at=place.session.created_at)
    finally:
        # Back to the newest of every domain: what stands on the exams was undone with them.
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    session = apps.get_model("exams", "ExamSession").objects.get()
    notice = session.notice_texts.get()
    assert (notice.edition, notice.title, notice.text) == (1, "须知", "带证件。")
    assert notice.text_hash == hash_of(title="须知", title_en="", text="带证件。", text_en="")
    assert (session.notice_edition, session.state) == (1, "open") and session.published_at
    read = {entry.pk: entry.notice_done_at is not None for entry in session.roster.all()}
    assert read == {place.entries[0].pk: True, place.entries[1].pk: False}


@pytest.mark.django_db(transaction=True)
def test_an_exam_that_was_withdrawn_before_is_still_known_as_such() -> None:
    place = make_place(queued=False)
    executor = MigrationExecutor(connection)
    old = executor.migrate([("exams", "0011_told_cameras")]).apps
    try:
        sessions = old.get_model("exams", "ExamSession").objects
        sessions.update(told_starts_at=place.session.starts_at, told_cameras=None, cameras_required=2)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert apps.get_model("exams", "ExamSession").objects.get().told_cameras == 2
