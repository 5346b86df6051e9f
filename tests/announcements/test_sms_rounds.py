"""Text messages about an announcement: to everybody once, and what did not leave is said."""

from datetime import timedelta

import pytest

from kaochang.announcements import publishing, sms_rounds
from kaochang.announcements.errors import RemindedRecently, SmsStillSending
from kaochang.announcements.models import Announcement, SmsRound
from kaochang.announcements.reading import read_announcement
from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import Formality
from kaochang.sms.errors import SmsSwitchedOff
from kaochang.sms.models import SmsMessage, SmsPolicy
from kaochang.sms.services import start_sms, stop_sms
from tests.announcements.places import BY, drafted
from tests.factories import Place, make_place
from tests.planning.rosters import manager
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def test_text_messages_go_once_to_everybody_with_a_phone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sms_rounds, "CHUNK", 1)
    made = drafted(place, title_en="Camera", body_en="<p>x</p>")
    RosterEntry.objects.filter(pk=place.entries[0].pk).update(language="en")
    made = publishing.publish(made, version=made.version, sms=True, by=BY)
    current = SmsRound.objects.get()
    with refused(SmsStillSending):
        sms_rounds.start_round(made, only_unread=True, by=BY)
    while sms_rounds.send_chunk(current.pk):
        pass
    assert sms_rounds.send_chunk(current.pk) == 0
    assert SmsMessage.objects.count() == 2
    assert all(environment.public_address in one.shown_text for one in SmsMessage.objects.all())
    assert {one.language for one in SmsMessage.objects.all()} == {"zh", "en"}
    assert recorded("announcements.sms_round_ended")[0]["sent"] == 2
    read_announcement(made, edition=1, by=place.candidate())
    reminder = sms_rounds.remind(made, by=BY)
    while sms_rounds.send_chunk(reminder.pk):
        pass
    assert SmsMessage.objects.count() == 3


def test_switched_off_no_round_begins_by_hand(place: Place) -> None:
    made = drafted(place)
    stop_sms(place.school.pk, reason="线路故障", by_id=None)
    with refused(SmsSwitchedOff):
        publishing.publish(made, version=made.version, sms=True, by=BY)
    made = publishing.publish(made, version=made.version, by=BY)
    with refused(SmsSwitchedOff):
        sms_rounds.remind(made, by=BY)
    assert not SmsRound.objects.exists()


def test_a_round_says_what_did_not_leave(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is sent; the switch is off when the second one's turn has come."""
    monkeypatch.setattr(sms_rounds, "CHUNK", 1)
    made = publishing.publish(drafted(place), version=1, sms=True, by=BY)
    current = SmsRound.objects.get()
    sms_rounds.send_chunk(current.pk)
    stop_sms(place.school.pk, reason="线路故障", by_id=None)
    while sms_rounds.send_chunk(current.pk):
        pass
    current.refresh_from_db()
    assert (current.sent, current.blocked) == (1, 1)
    ended = recorded("announcements.sms_round_ended")[0]
    assert (ended["sent"], ended["blocked"]) == (1, 1)
    page = manager(place.school).get(f"/api/v1/school/announcements/{made.pk}").json()
    assert (page["last_sms"]["sent"], page["last_sms"]["blocked"]) == (1, 1)


def test_a_limit_lets_through_as_many_as_are_left(place: Place) -> None:
    SmsPolicy.objects.create(scope_id=place.school.pk, daily_limit=1)
    publishing.publish(drafted(place), version=1, sms=True, by=BY)
    current = SmsRound.objects.get()
    while sms_rounds.send_chunk(current.pk):
        pass
    current.refresh_from_db()
    assert (current.sent, current.blocked) == (1, 1)
    assert set(SmsMessage.objects.values_list("state", "failure_code")) == {
        ("queued", ""),
        ("blocked", "daily_limit"),
    }


def test_a_reminder_says_that_it_is_one_and_goes_once_an_hour(place: Place) -> None:
    made = drafted(place, must_read=True, title_en="Camera", body_en="<p>x</p>")
    RosterEntry.objects.filter(pk=place.entries[0].pk).update(language="en")
    made = publishing.publish(made, version=made.version, by=BY)
    send_all(sms_rounds.remind(made, by=BY))
    chinese, english = (
        SmsMessage.objects.get(template="announcement_reminder", language=language).shown_text
        for language in ("zh", "en")
    )
    assert "提醒" in chinese and "（必读）" in chinese
    assert "Reminder" in english and "(required)" in english
    at = clock.iso(SmsRound.objects.get().created_at)
    with clock.shifted(timedelta(minutes=59)), refused(RemindedRecently, at=at):
        sms_rounds.remind(made, by=BY)
    with clock.shifted(timedelta(minutes=61)):
        send_all(sms_rounds.remind(made, by=BY))
    assert SmsMessage.objects.count() == 4


def test_a_reminder_that_did_not_leave_may_be_repeated(place: Place) -> None:
    made = drafted(place)
    made = publishing.publish(made, version=made.version, by=BY)
    reminder = sms_rounds.remind(made, by=BY)
    stop_sms(place.school.pk, reason="线路故障", by_id=None)
    send_all(reminder)
    start_sms(place.school.pk)
    send_all(sms_rounds.remind(made, by=BY))
    assert SmsMessage.objects.filter(state="queued").count() == 2


def send_all(current: SmsRound) -> None:
    while sms_rounds.send_chunk(current.pk):
        pass


def test_of_a_rehearsal_the_message_and_the_list_say_so(place: Place) -> None:
    ExamSession.objects.filter(pk=place.session.pk).update(formality=Formality.REHEARSAL, name="综合面试")
    made = drafted(place)
    publishing.publish(made, version=made.version, sms=True, by=BY)
    send_all(SmsRound.objects.get())
    assert all("【演练】第二机位" in (one.shown_text or "") for one in SmsMessage.objects.all())
    listed = Announcement.objects.get()
    assert listed.target_name == "【演练】综合面试" and listed.target_name_en.startswith("[Rehearsal]")
