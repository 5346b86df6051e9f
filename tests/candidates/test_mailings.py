"""「发送通知」: one text to many, in their inboxes and by text message, and who is left out."""

from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.models import Person
from kaochang.candidates import mailings
from kaochang.candidates.models import Mailing
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import Formality, SessionState
from kaochang.notifications.models import Notification
from kaochang.notifications.queries import read_inbox
from kaochang.realtime import channels
from kaochang.sms.models import SmsMessage, SmsPolicy
from kaochang.sms.services import stop_sms
from tests.candidates.bulk import MAILINGS, SCHOOL, ids, preview, run, skipped
from tests.candidates.test_list import manager
from tests.factories import Place, make_entry, make_place, make_room, make_session
from tests.traces import channels_of, recorded

pytestmark = pytest.mark.django_db
WORDS = {"title": "请带身份证原件", "text": "入场时核对。\n没有的请联系学院。"}


@pytest.fixture
def place() -> Place:
    return make_place(candidates=3)


def send(client: Client, *, sms: bool = False, **whom: Any) -> Any:
    shown = preview(client, MAILINGS, **whom)
    return run(client, MAILINGS, **whom, **WORDS, sms=sms, seal=shown["seal"])


def deliver(answer: Any) -> Mailing:
    assert answer.status_code == 201, answer.content
    mailing = Mailing.objects.get(pk=answer.json()["id"])
    while mailing.state == "sending":
        before = mailing.done
        mailings.send_chunk(mailing.pk)
        mailing.refresh_from_db()
        assert mailing.done > before
    return mailing


def test_everybody_has_it_once_and_confirms_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailings, "CHUNK", 2)
    admin, first = manager(place.school), place.entries[0]
    twice = make_entry(make_room(make_session(place.school)), person=first.person)
    draft = make_entry(make_room(make_session(place.school, state=SessionState.DRAFT)))
    Person.objects.filter(pk=first.person_id).update(phone=None, phone_lookup="")
    shown = preview(admin, MAILINGS, asked={})
    assert (shown["will"], shown["sms"], shown["sms_closed"]) == (3, 2, "")
    assert set(skipped(shown)) == {"same_person", "draft"}
    mailing = deliver(send(admin, asked={}))
    assert (mailing.done, mailing.total, SmsMessage.objects.count()) == (3, 3, 0)
    told = read_inbox(place.candidate()).items
    assert [(one.kind, one.params) for one in told] == [("message", {**WORDS, "title_en": WORDS["title"]})]
    assert Notification.objects.filter(person__in=[twice.person, draft.person]).count() == 1
    mailings.send_chunk(mailing.pk)
    assert Notification.objects.count() == 3
    by = f"person:staff:{mailing.made_by_id}"
    assert channels_of("candidates.mailing_changed") == {by}
    assert channels.person("candidate", first.person_id) in channels_of("notifications.notification_sent")
    assert [one["state"] for one in recorded("candidates.mailing_changed")] == ["sending", "sent"]
    assert admin.get(f"{SCHOOL}/mailings").json()[0]["done"] == 3
    assert manager(place.school).get(f"{SCHOOL}/mailings").json() == []


def test_by_text_message_with_its_title(place: Place) -> None:
    mailing = deliver(send(manager(place.school), sms=True, **ids(*place.entries)))
    texts = [message.shown_text for message in SmsMessage.objects.all()]
    assert len(texts) == 3 and all(WORDS["title"] in text for text in texts)
    # One message each: what a provider bills as one.
    assert all(len(text) <= 70 for text in texts) and mailing.sms


def test_switched_off_nothing_is_promised(place: Place) -> None:
    stop_sms(place.school.pk, reason="超支", by_id=None)
    admin = manager(place.school)
    assert preview(admin, MAILINGS, **ids(*place.entries))["sms_closed"] == "stopped"
    refused = send(admin, sms=True, **ids(*place.entries))
    assert refused.json()["code"] == "sms_switched_off" and not Mailing.objects.exists()
    assert deliver(send(admin, **ids(*place.entries))).done == 3


def test_another_set_than_shown_is_refused(place: Place) -> None:
    admin = manager(place.school)
    shown = preview(admin, MAILINGS, asked={})
    make_entry(place.room)
    refused = run(admin, MAILINGS, asked={}, **WORDS, seal=shown["seal"])
    assert (refused.status_code, refused.json()["code"]) == (409, "selection_changed")
    assert refused.json()["params"] == {"will": 4}
    for empty in ({"title": " "}, {"text": ""}):
        malformed = run(admin, MAILINGS, asked={}, **{**WORDS, **empty}, seal=shown["seal"])
        assert malformed.status_code == 422


def test_who_left_the_roster_meanwhile_gets_nothing(place: Place) -> None:
    answer = send(manager(place.school), **ids(*place.entries))
    entry = place.entries[2]
    entry.queue_entry.delete()
    entry.desk.delete()
    RosterEntry.objects.filter(pk=entry.pk).delete()
    assert deliver(answer).done == 3
    assert Notification.objects.count() == 2


def test_a_college_writes_to_its_own(place: Place) -> None:
    other = manager(place.school, make_session(place.school).college)
    assert run(other, f"{MAILINGS}/preview", **ids(place.entries[0])).status_code == 404
    assert send(manager(place.school, place.college), **ids(place.entries[0])).status_code == 201
    nobody = preview(other, MAILINGS, asked={})
    refused = run(other, MAILINGS, asked={}, **WORDS, seal=nobody["seal"])
    assert (refused.status_code, refused.json()["code"]) == (422, "nobody_chosen")


def test_what_a_limit_stopped_is_counted_and_sent_again(place: Place) -> None:
    admin = manager(place.school)
    policy = SmsPolicy.objects.create(scope_id=place.school.pk, daily_limit=1)
    shown = preview(admin, MAILINGS, **ids(*place.entries))
    assert (shown["sms"], shown["sms_left"], shown["sms_closed"]) == (3, 1, "")
    mailing = deliver(send(admin, sms=True, **ids(*place.entries)))
    first = texts_of(admin)
    assert first == {"left": 0, "waiting": 1, "failed": 0, "blocked": 2, "blocked_by": ["daily_limit"]}
    again = f"{MAILINGS}/{mailing.pk}/texts"
    refused = run(admin, again)
    assert (refused.status_code, refused.json()["code"]) == (409, "sms_limit_reached")
    assert run(manager(place.school), again).status_code == 404
    assert texts_of(admin) == first and not recorded("candidates.mailing_texts_sent_again")
    SmsPolicy.objects.filter(pk=policy.pk).update(daily_limit=2)
    assert run(admin, again).status_code == 204
    mailings.queue_texts_again(mailing.pk)
    assert (texts_of(admin)["waiting"], texts_of(admin)["blocked"]) == (2, 1)
    assert recorded("candidates.mailing_texts_sent_again")[0]["texts"] == 2
    SmsPolicy.objects.filter(pk=policy.pk).update(daily_limit=None)
    for _ in range(2):
        mailings.queue_texts_again(mailing.pk)
    assert (texts_of(admin)["waiting"], texts_of(admin)["blocked"]) == (3, 0)
    queued = SmsMessage.objects.filter(state="queued").values_list("phone_lookup", flat=True)
    assert len(queued) == len(set(queued)) == 3
    # In the inbox everybody has it once.
    assert Notification.objects.count() == 3


def texts_of(client: Client) -> dict[str, Any]:
    return dict(client.get(f"{SCHOOL}/mailings").json()[0]["texts"])


def test_of_a_rehearsal_it_says_so(place: Place) -> None:
    ExamSession.objects.filter(pk=place.session.pk).update(formality=Formality.REHEARSAL)
    RosterEntry.objects.filter(pk=place.entries[1].pk).update(language="en")
    deliver(send(manager(place.school), sms=True, **ids(*place.entries[:2])))
    told = read_inbox(place.candidate()).items[0]
    title = WORDS["title"]
    assert (told.params["title"], told.params["title_en"]) == (f"【演练】{title}", f"[Rehearsal] {title}")
    chinese, english = (SmsMessage.objects.get(language=language).shown_text for language in ("zh", "en"))
    assert f"【演练】{title}" in chinese and f"[Rehearsal] {title}" in english
