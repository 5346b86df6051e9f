"""A candidate's time line: the day in the trail's sentences, what was written, before and after."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from kaochang.accounts.models import LoginChallenge
from kaochang.candidates.correcting import correct_candidate
from kaochang.chat.services import send_candidate_message
from kaochang.core import clock
from kaochang.desks.checks import CheckResults
from kaochang.desks.services import record_device_check
from kaochang.exams import services as exams
from kaochang.exams.models import RosterEntry
from kaochang.exams.sessions import edit_session
from kaochang.oversight.timeline import reads
from kaochang.oversight.timeline.kinds import KIND_OF, SMS_CODE
from kaochang.oversight.trail.sentences import SENTENCES
from kaochang.schools.scope import SchoolScope
from kaochang.schools.services import create_major
from kaochang.waiting import services as waiting
from tests.accounts.factories import log_in
from tests.candidates.test_list import BY, manager
from tests.factories import Place, make_place, make_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def told(client: Client, entry: RosterEntry, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/school/candidates/{entry.pk}/timeline", query)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["items"])


def test_the_time_line_tells_the_day(place: Place) -> None:
    admin, entry = manager(place.school), place.entries[0]
    candidate = Client(headers={"X-Kaochang": "1"})
    log_in(candidate, entry.person, "candidate", place.school.pk)
    exams.read_notice(entry, edition=0, by=place.candidate(0))
    ticket = exams.open_ticket(entry, "我的专业不对", by=place.candidate(0))
    exams.answer_ticket(ticket, "已更正", by=place.officer)
    send_candidate_message(make_waiting(place, 0).roster_entry, "请准备身份证", by=place.officer)
    talk = waiting.start_talk(entry.queue_entry, by=place.officer)
    waiting.end_talk(talk, cleared=True, by=place.officer)
    items = told(admin, entry)
    assert [item["event"] for item in items] == [
        "waiting.clearance_saved",
        "waiting.talk_ended",
        "waiting.talk_started",
        "chat.candidate_message_sent",
        "notifications.notification_sent",
        "exams.ticket_answered",
        "exams.ticket_opened",
        "exams.notice_read",
        "accounts.login_session_started",
    ]
    texts = {item["event"]: item["text"] for item in items}
    assert texts["chat.candidate_message_sent"] == "请准备身份证"
    assert (texts["exams.ticket_opened"], texts["exams.ticket_answered"]) == ("我的专业不对", "已更正")
    name, officer = entry.person.name, place.staff["waiting_room_officer"].name
    assert [item["sentence"] for item in items[1:7]] == [
        f"{officer} 结束了与 {name} 的通话，核验通过：是",
        f"{officer} 与 {name} 开始通话",
        f"{officer} 向 {name} 发送了消息",
        f"已通知 {name}：疑问答复",
        f"{officer} 回复了 {name} 的疑问",
        f"{name} 提出了疑问",
    ]
    english = told(admin, entry, lang="en")
    assert english[2]["sentence"] == f"{officer} began a talk with {name}".capitalize()
    # Nobody is named twice.
    assert {item["who"] for item in items + english if not item["event"].startswith("notif")} == {""}
    assert {item["entry_id"] for item in items} == {str(entry.pk), None}
    assert [item["kind"] for item in told(admin, entry, kind=["tickets", "steps"])] == ["tickets"] * 2 + [
        "steps"
    ]


def test_the_time_line_has_a_fixed_number_of_queries(
    place: Place, django_assert_num_queries: Callable[[int], Any]
) -> None:
    admin, entry = manager(place.school), place.entries[0]
    exams.open_ticket(entry, "一", by=place.candidate(0))
    with django_assert_num_queries(21):
        told(admin, entry)
    for text in ("二", "三", "四"):
        exams.open_ticket(entry, text, by=place.candidate(0))
    with django_assert_num_queries(21):
        assert len(told(admin, entry)) == 4


def sms_code(place: Place, entry: RosterEntry) -> UUID:
    """A log-in code that was sent to the candidate's phone now."""
    return LoginChallenge.objects.create(
        area="candidate",
        scope_id=place.school.pk,
        address_lookup=entry.person.phone_lookup,
        expires_at=clock.now() + timedelta(minutes=5),
        sent_at=clock.now(),
    ).pk


def test_its_pages_lose_nothing_of_one_moment(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, entry = manager(place.school), place.entries[0]
    # Within one millisecond, and all but one at the very same moment.
    with clock.stopped():
        for text in ("一", "二", "三", "四"):
            exams.open_ticket(entry, text, by=place.candidate(0))
        codes = [sms_code(place, entry) for _ in range(2)]
        with clock.shifted(timedelta(microseconds=1)):
            exams.open_ticket(entry, "五", by=place.candidate(0))
    whole = [item["id"] for item in told(admin, entry)]
    assert whole[5:] == [f"c{pk}" for pk in sorted(codes, reverse=True)]
    assert [item["text"] for item in told(admin, entry)[:5]] == ["五", "四", "三", "二", "一"]
    monkeypatch.setattr(reads, "PAGE", 2)
    paged: list[str] = []
    query: dict[str, Any] = {}
    path = f"/api/v1/school/candidates/{entry.pk}/timeline"
    for _ in range(4):
        page = admin.get(path, query).json()
        paged += [item["id"] for item in page["items"]]
        query = {"before": page["next"]}
    assert paged == whole and page["next"] is None
    for text in ("x", "2026-11-23T05:00:00Z", "1.t", "1.c1", "99999999999999999.t1"):
        assert admin.get(path, {"before": text}).status_code == 422


def test_a_correction_shows_before_and_after_beside_its_sentence(place: Place) -> None:
    admin, entry = manager(place.school), place.entries[0]
    major = create_major(place.college, name="物理", by=BY)
    was, values = entry.person.name, {"name": "张珊", "major_id": major.pk}
    correct_candidate(
        entry,
        values,
        scope=SchoolScope(place.school, frozenset(), None),
        version=entry.version,
        person_version=entry.person.version,
        reason="核对证件",
        ticket=exams.open_ticket(entry, "我叫张珊", by=place.candidate(0)),
        by=place.officer,
    )
    shown = {item["event"]: item for item in told(admin, entry, kind="data")}
    officer = place.staff["waiting_room_officer"].name
    edited, person = shown["exams.roster_entry_edited"], shown["accounts.person_edited"]
    assert edited["sentence"] == f"{officer} 修改了考生 张珊 的报名资料（理由：核对证件）"
    assert edited["changes"] == [{"field": "专业", "before": "空", "after": "物理"}]
    assert [(change["field"], change["after"]) for change in person["changes"]] == [("姓名", "张珊")]
    # What was before has the earlier name, here as in the trail; what comes now, the new one.
    exams.open_ticket(entry, "好的", by=place.candidate(0))
    asked = [item["sentence"] for item in told(admin, entry, kind="tickets")]
    assert asked == ["张珊 提出了疑问", f"{was} 提出了疑问"]
    # And by either name all of it is found.
    found = [admin.get("/api/v1/school/trail", {"q": name}).json()["total"] for name in (was, "张珊")]
    assert found[0] == found[1] > 3
    (after_question,) = (
        item["sentence"]
        for item in admin.get("/api/v1/school/trail", {"q": "张珊"}).json()["items"]
        if item["event"] == "exams.ticket_data_corrected"
    )
    assert "→ 张珊" in after_question and "的资料：姓名 " in after_question


def test_the_move_of_the_exam_and_what_was_told_of_it_are_theirs_too(place: Place) -> None:
    admin, entry = manager(place.school), place.entries[0]
    later = place.session.starts_at + timedelta(days=1)
    values = {"starts_at": later, "ends_at": place.session.ends_at + timedelta(days=1)}
    version = place.session.version
    edited = edit_session(place.session, {**values, "name": "改期"}, version=version, reason="检修", by=BY)
    edit_session(edited, {"name_en": "Later"}, version=edited.version, reason="译名", by=BY)
    items = {item["event"]: item for item in told(admin, entry)}
    assert set(items) == {"exams.session_edited", "notifications.notification_sent"}
    moved = items["exams.session_edited"]
    assert moved["entry_id"] == str(entry.pk) and "检修" in moved["sentence"]
    assert {change["field"] for change in moved["changes"]} >= {"开始时间", "结束时间"}
    message = items["notifications.notification_sent"]
    assert message["sentence"] == f"已通知 {entry.person.name}：考试时间变更"
    assert (message["kind"], message["entry_id"]) == ("messages", str(entry.pk))


def test_what_the_officer_did_not_tick_is_said(place: Place) -> None:
    admin, entry = manager(place.school), make_waiting(place, 0)
    waiting.save_clearance(entry, checklist={"nobody_else": True}, note_text=None, by=place.officer)
    waiting.end_talk(waiting.start_talk(entry, by=place.officer), cleared=True, by=place.officer)
    said = [item for item in told(admin, entry.roster_entry) if item["event"] == "waiting.clearance_saved"]
    left = "证件与本人一致、证件在有效期内、桌面无多余物品"
    assert [item["sentence"].partition("：")[2] for item in said] == [
        f"已勾选：房间无他人；未勾选：{left}"
    ] * 2


def test_a_failed_check_names_its_parts(place: Place) -> None:
    entry, results = place.entries[0], CheckResults(camera="ok", microphone="failed", speaker="ok")
    record_device_check(entry, results, by=place.candidate(0))
    (item,) = told(manager(place.school), entry)
    assert (item["kind"], item["failed"]) == ("steps", ["microphone"])


def test_every_event_of_the_time_line_has_the_trails_sentence() -> None:
    assert set(KIND_OF) - {SMS_CODE} <= set(SENTENCES)
