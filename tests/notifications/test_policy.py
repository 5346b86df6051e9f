"""「设置」→「通知」: what is switched off sends nothing, what is on reaches whom it says."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.accounts.services.people import set_email
from kaochang.audit.models import TrailEntry
from kaochang.exams.duties import DutyChange, tell_duties
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import SessionState
from kaochang.exams.telling import tell_renamed
from kaochang.mail.models import MailMessage
from kaochang.notifications.models import Notification, NotificationPolicy
from kaochang.notifications.policy import edit_policy, policy_of, ways_for
from kaochang.notifications.states import TOLD, NotificationKind, Ways
from kaochang.oversight.trail.telling import Teller
from kaochang.realtime import channels
from kaochang.schools.models import School
from kaochang.sms.models import SmsMessage
from tests.announcements.places import BY
from tests.exams.test_school_rooms import manager
from tests.factories import Place, make_person, make_place, make_school, make_session, staff_actor
from tests.planning.test_moving_race import at_once
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
POLICY = "/api/v1/school/notification-policy"
EVENT = "notifications.policy_edited"
COLUMNS = [f"{area}_{kind}" for area, kind in TOLD]


@pytest.fixture
def place() -> Place:
    """Published, one candidate with a phone; the chief alone of the staff has an address."""
    made = make_place(state=SessionState.PUBLISHED, roles=("chief_examiner", "examiner"))
    chief = made.staff["chief_examiner"]
    set_email(chief, "chief@example.edu")
    chief.save()
    return made


def choose(school: School, **ways: Ways) -> NotificationPolicy:
    return edit_policy(school.pk, ways, version=policy_of(school.pk).version, by=BY)


def rename(place: Place) -> tuple[set[str], set[str]]:
    """To which phones and addresses the room's new name goes."""
    tell_renamed(place.room, ("旧名", ""), reason="换楼", by=BY)
    return (
        {message.phone for message in SmsMessage.objects.all()},
        {message.address or "" for message in MailMessage.objects.all()},
    )


def phone_of(place: Place, who: str) -> str:
    person = place.entries[0].person if who == "candidate" else place.staff[who]
    return person.phone or ""


def test_every_kind_has_its_column() -> None:
    assert {kind for _, kind in TOLD} == set(NotificationKind) - {
        NotificationKind.MESSAGE,
        NotificationKind.WORK_ENDED,
        NotificationKind.SMS_CLOSED,
        NotificationKind.TICKET_GIVEN,
        NotificationKind.TICKET_ANSWERED,
    }
    for area, kind in TOLD:
        assert ways_for(NotificationPolicy(), area, kind)


def test_nobody_has_chosen_yet(place: Place) -> None:
    phones, mails = rename(place)
    assert phones == {phone_of(place, "candidate"), phone_of(place, "examiner")}
    assert mails == {"chief@example.edu"}


@pytest.mark.parametrize(
    ("ways", "by_sms", "by_mail"),
    [
        (Ways.PAGE, set(), False),
        (Ways.SMS, {"chief_examiner", "examiner"}, False),
        # Who has no address sees it on the page: no text message was chosen.
        (Ways.MAIL, set(), True),
        (Ways.MAIL_OR_SMS, {"examiner"}, True),
    ],
)
def test_staff_are_told_as_chosen(place: Place, ways: Ways, by_sms: set[str], by_mail: bool) -> None:
    choose(place.school, staff_room_renamed=ways, candidate_room_renamed=Ways.PAGE)
    phones, mails = rename(place)
    assert phones == {phone_of(place, who) for who in by_sms}
    assert mails == ({"chief@example.edu"} if by_mail else set())
    # The page is no choice: everybody finds it there.
    assert Notification.objects.filter(kind="room_renamed").count() == 3


def test_a_way_is_chosen_for_one_kind_one_area_and_one_school(place: Place) -> None:
    choose(place.school, candidate_room_renamed=Ways.PAGE)
    choose(make_school(), staff_room_renamed=Ways.PAGE)
    phones, _ = rename(place)
    assert phones == {phone_of(place, "examiner")}
    examiner = place.staff["examiner"]
    duty = DutyChange(place.room, examiner, ["examiner"], added=True)
    tell_duties([duty], reason="", by=BY)
    assert SmsMessage.objects.count() == 2


def test_candidates_with_an_address_may_get_mails(place: Place) -> None:
    choose(place.school, candidate_room_renamed=Ways.MAIL_OR_SMS, staff_room_renamed=Ways.PAGE)
    person = RosterEntry.objects.get(pk=place.entries[0].pk).person
    set_email(person, "candidate@example.edu")
    person.save()
    assert rename(place) == (set(), {"candidate@example.edu"})


def test_a_choice_is_told_and_recorded_with_before_and_after() -> None:
    school, admin = make_school(), staff_actor(make_person(name="韩雪"))
    edit_policy(school.pk, {"candidate_slot_changed": Ways.PAGE}, version=1, by=admin)
    [row] = recorded(EVENT)
    assert row["changes"] == [{"field": "candidate_slot_changed", "before": "sms", "after": "page"}]
    assert channels_of(EVENT) == set(channels.school(school.pk))
    entry = TrailEntry.objects.get(event=EVENT)
    [zh], [en] = (Teller(lang, "Asia/Shanghai").tell_all([entry]) for lang in ("zh", "en"))
    assert zh.sentence == ("韩雪 修改了通知的发送方式：考生的「面试时间或考场变更」 短信 → 只在页面")
    assert en.sentence.endswith("slot or room changed (candidates) text message → on the page only")
    assert (zh.about, en.about) == ("通知方式", "Ways of notifications")
    edit_policy(school.pk, {"candidate_slot_changed": Ways.PAGE}, version=2, by=admin)
    assert len(recorded(EVENT)) == 1


def test_the_second_of_two_overwrites_nothing() -> None:
    school, first = make_school(), staff_actor(make_person(name="韩雪"))
    edit_policy(school.pk, {"staff_duty_added": Ways.PAGE}, version=1, by=first)
    with refused(ChangedMeanwhile, by_name="韩雪", fields=["staff_duty_added"]):
        edit_policy(school.pk, {"staff_duty_removed": Ways.PAGE}, version=1, by=BY)


def test_over_http() -> None:
    session = make_session()
    admin, college = manager(session.school), manager(session.school, session.college)
    first = admin.get(POLICY).json()
    assert first == {
        "version": 1,
        **{column: "sms" for column in COLUMNS if column.startswith("candidate")},
        "candidate_announcement_withdrawn": "page",
        **{column: "mail_or_sms" for column in COLUMNS if column.startswith("staff")},
    }
    assert patch(admin, {"version": 1, "staff_duty_added": "mail"})["staff_duty_added"] == "mail"
    assert college.get(POLICY).json() == {**first, "version": 2, "staff_duty_added": "mail"}
    assert patch(college, {"version": 2, "staff_duty_added": "page"}, 403)["code"] == "forbidden"
    assert patch(admin, {"version": 1, "staff_duty_added": "sms"}, 409)["code"] == "changed_meanwhile"
    for wrong in ({"staff_duty_added": "pigeon"}, {"staff_slot_changed": "sms"}):
        assert patch(admin, {"version": 2, **wrong}, 422)["code"] == "malformed_body"
    assert manager(make_school()).get(POLICY).json() == first


def patch(client: Client, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = client.patch(POLICY, body, "application/json")
    assert answer.status_code == status, answer.content
    return dict(answer.json())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told() -> None:
    for _ in range(10):
        school = make_school()
        steps = [
            partial(edit_policy, school.pk, {column: Ways.PAGE}, version=1, by=BY) for column in COLUMNS[:3]
        ]
        assert at_once(*steps) == ["changed_meanwhile"] * 2
        assert policy_of(school.pk).version == 2
