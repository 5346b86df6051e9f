"""Committed rows are chained in order, once, and the head is written outside."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from kaochang.accounts.events import PersonCreated
from kaochang.audit.anchors import AnchorFile
from kaochang.audit.models import TrailEntry
from kaochang.audit.sealer import Sealer, seal_pending, unsealed_alarm
from kaochang.audit.services import record
from kaochang.audit.verify import verify_trail
from kaochang.core import clock
from kaochang.supervisor.process import wait_until
from tests.accounts.factories import SYSTEM


def write(count: int = 1) -> None:
    for _ in range(count):
        record(PersonCreated(person_id=uuid4()), by=SYSTEM, about=("person", uuid4()), scope_id=None)


@pytest.mark.django_db
def test_rows_that_wait_ten_seconds_are_an_alarm() -> None:
    write(2)
    assert unsealed_alarm() == 0
    with clock.shifted(timedelta(seconds=11)):
        assert unsealed_alarm() == 2
        seal_pending()
        assert unsealed_alarm() == 0


@pytest.mark.django_db
def test_every_seal_is_anchored_and_a_lost_anchor_comes_later(anchors: AnchorFile) -> None:
    write(3)
    assert (seal_pending(), seal_pending()) == (3, 0)
    assert [anchor.position for anchor in anchors.read()] == [3]
    write(2)
    seal_pending()
    assert [anchor.position for anchor in anchors.read()] == [3, 5]
    anchors.path.write_text(anchors.path.read_text()[:-40])
    seal_pending()
    assert anchors.last() is not None
    assert verify_trail().ok
    assert verify_trail().head.position == 5


@pytest.mark.django_db(transaction=True)
def test_late_commits_and_many_writers_and_two_sealers_make_one_chain() -> None:
    def writer() -> None:
        try:
            for _ in range(15):
                with transaction.atomic():
                    write(2)
        finally:
            connection.close()

    sealers = [Sealer(every_seconds=0.01) for _ in range(2)]
    writers = [threading.Thread(target=writer) for _ in range(6)]
    for thread in [*sealers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    assert wait_until(lambda: not TrailEntry.objects.filter(position=None).exists(), seconds=20)
    for sealer in sealers:
        sealer.stop()
        sealer.join()
    report = verify_trail()
    assert (report.ok, report.entries, report.head.position) == (True, 180, 180)
