"""`GET …/now?since=`: 204 exactly when the page has missed nothing."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kaochang.chat import services as chat
from kaochang.commitments import services as commitments
from kaochang.commitments.models import Consent
from kaochang.core import clock
from kaochang.interviews import services as interviews
from kaochang.realtime.models import OutboxRow
from kaochang.realtime.queries import get_as_of, is_nothing_told
from kaochang.supervisor.process import wait_until
from kaochang.waiting import services as waiting
from tests.accounts.factories import log_in
from tests.edge.pages import Page
from tests.factories import Place
from tests.interviews.helpers import cleared_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Place:
    return cleared_place(2)[0]


@pytest.fixture
def page(place: Place) -> Iterator[Page]:
    page = Page()
    log_in(page, place.entries[0].person, "candidate", place.school.pk)
    yield page


def now_of(page: Page, place: Place, since: str = "", index: int = 0, heard: Sequence[object] = ()) -> Any:
    query = {"since": since, "heard": [str(one) for one in heard]} if since else {}
    return page.get(f"/api/v1/candidate/entries/{place.entries[index].pk}/now", query)


def read(page: Page, place: Place) -> str:
    """An `as_of` past everything told so far, whatever the server's own upkeep has open just now."""
    newest = max(OutboxRow.objects.values_list("transaction_id", flat=True), default=0)
    found: list[str] = []

    def is_past() -> bool:
        found.append(now_of(page, place).json()["as_of"])
        return int(found[-1].split(".")[0]) > newest

    assert wait_until(is_past, seconds=60)
    return found[-1]


def test_nothing_told_is_204_and_cheap(page: Page, place: Place) -> None:
    since = read(page, place)
    with CaptureQueriesContext(connection) as seen:
        answer = now_of(page, place, since)
    assert (answer.status_code, answer.content) == (204, b"")
    assert len(seen) <= 5


def consent_anew(place: Place) -> None:
    Consent.objects.all().delete()
    commitments.give_consent(place.consent_text, by=place.candidate())


CHANGES: dict[str, Callable[[Place], object]] = {
    "my state": lambda place: waiting.start_talk(place.entries[0].queue_entry, by=place.officer),
    "my call": lambda place: interviews.invite_candidate(place.entries[0].queue_entry, by=place.chief),
    "a message to me": lambda place: chat.send_candidate_message(place.entries[0], "您好", by=place.officer),
    "a word to the room": lambda place: chat.broadcast_to_room(place.room, "请稍候", by=place.officer),
    "my consent": consent_anew,
    "new terms": lambda place: commitments.publish_consent_text(
        place.school, title="新", text="新协议", by=place.chief
    ),
    "a new letter": lambda place: commitments.publish_letter(
        place.session, title="新", text="新承诺", by=place.chief
    ),
    "my room": lambda place: interviews.close_room(place.room, by=place.chief),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_is_told_to_the_page_is_read(
    page: Page, place: Place, change: Callable[[Place], object]
) -> None:
    since = read(page, place)
    change(place)
    answer = now_of(page, place, since)
    assert answer.status_code == 200
    assert int(answer.json()["as_of"].split(".")[0]) > int(since.split(".")[0])


def test_what_is_told_to_others_is_not(page: Page, place: Place) -> None:
    since = read(page, place)
    chat.send_candidate_message(place.entries[1], "只给第二位", by=place.officer)
    assert now_of(page, place, since).status_code == 204


def test_what_the_page_heard_by_push_is_not_told_again_but_all_else_is(page: Page, place: Place) -> None:
    since = read(page, place)
    chat.send_candidate_message(place.entries[0], "第一句", by=place.officer)
    first = OutboxRow.objects.filter(channels__contains=[f"candidate:{place.entries[0].pk}"]).latest("pk").pk
    assert now_of(page, place, since, heard=[first]).status_code == 204
    chat.send_candidate_message(place.entries[0], "第二句", by=place.officer)
    later = now_of(page, place, since, heard=[first])
    assert [message["text"] for message in later.json()["messages"]] == ["第一句", "第二句"]


@pytest.mark.parametrize(
    "heard", [["x"], ["0"], ["-1"], [str(2**63)], ["1;--"], [str(n) for n in range(1, 42)]]
)
def test_what_nobody_can_have_heard_is_refused(page: Page, place: Place, heard: list[str]) -> None:
    answer = now_of(page, place, "1.1.1", heard=heard)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_body")


def test_a_slow_transaction_that_was_open_when_the_page_read(page: Page, place: Place) -> None:
    read(page, place)
    written, may_commit = Event(), Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                chat.send_candidate_message(place.entries[0], "慢", by=place.officer)
                written.set()
                assert may_commit.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        sending = other.submit(slow)
        assert written.wait(30)
        chat.send_candidate_message(place.entries[1], "号码更大，先提交", by=place.officer)
        first = now_of(page, place).json()
        assert first["messages"] == []
        assert now_of(page, place, first["as_of"]).status_code == 204
        may_commit.set()
        sending.result(30)
    later = now_of(page, place, first["as_of"])
    assert later.status_code == 200
    assert [message["text"] for message in later.json()["messages"]] == ["慢"]


def test_a_foreign_entry_is_not_there_with_it_either(page: Page, place: Place) -> None:
    since = read(page, place)
    foreign = now_of(page, place, since, index=1)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")
    assert now_of(Page(), place, since).status_code == 401


@pytest.mark.parametrize(
    "since", ["x", "0", "-1.1.1", "1.2", "9" * 30, "9" * 18 + ".1.1", "1.1.99999999999", "١.٢.٣", "1.1.1;--"]
)
def test_what_is_no_as_of_is_read_in_full(page: Page, place: Place, since: str) -> None:
    assert now_of(page, place, since).status_code == 200


def test_an_as_of_of_another_life_of_the_database_or_too_old_is_read_in_full() -> None:
    transaction_id, table, at = get_as_of().split(".")
    assert is_nothing_told(f"{transaction_id}.{table}.{at}", ["nobody"])
    assert not is_nothing_told(f"{int(transaction_id) + 1_000_000}.{table}.{at}", ["nobody"])
    assert not is_nothing_told(f"{transaction_id}.{int(table) + 1}.{at}", ["nobody"])
    before = int(clock.now().timestamp() - timedelta(hours=13).total_seconds())
    assert not is_nothing_told(f"{transaction_id}.{table}.{before}", ["nobody"])
