"""One's own inbox, a page at a time."""

from uuid import uuid4

import pytest
from django.test import Client

from kaochang.notifications.models import Notification
from tests.accounts.factories import log_in
from tests.factories import make_person
from tests.planning.rosters import make_site

INBOX = "/api/v1/staff/notifications"


@pytest.fixture
def browser(db: None) -> Client:
    site = make_site()
    stranger = make_person()
    for person in (site.person, stranger):
        Notification.objects.bulk_create(
            Notification(
                person=person,
                area="staff",
                kind="work_ended",
                scope_id=site.school.pk,
                subject_id=uuid4(),
                params={},
            )
            for _ in range(120)
        )
    browser = Client(headers={"X-Kaochang": "1"})
    log_in(browser, site.person, "staff", site.school.pk)
    return browser


def test_older_ones_follow_until_the_last_each_once(browser: Client) -> None:
    first = browser.get(INBOX).json()
    second = browser.get(INBOX, {"before": first["items"][-1]["id"]}).json()
    third = browser.get(INBOX, {"before": second["items"][-1]["id"]}).json()
    pages = (first, second, third)
    assert [(len(page["items"]), page["more"]) for page in pages] == [(50, True), (50, True), (20, False)]
    ids = [one["id"] for page in pages for one in page["items"]]
    assert len(set(ids)) == 120
    times = [one["created_at"] for page in pages for one in page["items"]]
    assert times == sorted(times, reverse=True)
    # All that is unread is counted, not only what is shown.
    assert {page["unread"] for page in pages} == {120}


def test_somebody_elses_is_no_place_to_go_on_from(browser: Client) -> None:
    mine = Notification.objects.get(pk=browser.get(INBOX).json()["items"][0]["id"])
    other = Notification.objects.exclude(person_id=mine.person_id)[0]
    for before in (other.pk, uuid4()):
        assert browser.get(INBOX, {"before": str(before)}).status_code == 404
    assert browser.get(INBOX, {"before": "x"}).status_code == 422
