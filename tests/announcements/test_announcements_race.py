"""Several at the same moment, on connections of their own."""

from datetime import timedelta
from functools import partial

import pytest

from kaochang.announcements import publishing
from kaochang.announcements.models import Announcement, Receipt, SmsRound
from kaochang.announcements.reading import read_announcement
from kaochang.announcements.sms_rounds import send_chunk
from kaochang.core import clock
from kaochang.sms.models import SmsMessage
from tests.announcements.places import BY, drafted, published
from tests.factories import make_place
from tests.planning.test_moving_race import at_once
from tests.traces import recorded

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def test_two_watches_publish_it_once() -> None:
    for _ in range(ROUNDS):
        place = make_place(queued=False)
        made = drafted(place)
        later = clock.now() + timedelta(hours=1)
        made = publishing.schedule(made, publish_at=later, version=made.version, sms=True, by=BY)
        Announcement.objects.filter(pk=made.pk).update(publish_at=clock.now())
        assert at_once(*[partial(publishing.publish_due, made, by=BY)] * 2) == []
        assert made.editions.count() == SmsRound.objects.filter(announcement=made).count() == 1


def test_read_twice_at_once_is_one_receipt() -> None:
    for number in range(ROUNDS):
        place = make_place(queued=False)
        made = published(place)
        reading = [partial(read_announcement, made, edition=1, by=place.candidate())] * 3
        assert at_once(*reading) == []
        assert Receipt.objects.filter(announcement=made).count() == 1
        assert len(recorded("announcements.announcement_read")) == number + 1


def test_withdrawn_while_it_is_read() -> None:
    """The receipt came before, or the reader is told; there is no receipt of what was withdrawn."""
    for _ in range(ROUNDS):
        place = make_place(queued=False)
        made = published(place)
        told = at_once(
            partial(publishing.withdraw, made, reason="有误", version=made.version, by=BY),
            partial(read_announcement, made, edition=1, by=place.candidate()),
        )
        receipts = Receipt.objects.filter(announcement=made).count()
        assert (told, receipts) in ((["announcement_withdrawn"], 0), ([], 1))


def test_a_round_that_two_workers_take_sends_nobody_two() -> None:
    for _ in range(ROUNDS):
        place = make_place(candidates=3, queued=False)
        made = drafted(place)
        made = publishing.publish(made, version=made.version, sms=True, by=BY)
        current = SmsRound.objects.get(announcement=made)
        assert at_once(*[partial(send_chunk, current.pk)] * 3) == []
        assert SmsMessage.objects.filter(scope_id=place.school.pk).count() == 3
