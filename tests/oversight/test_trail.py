"""The trail page: who reads it, what they find, and that a changed entry shows."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kaochang.accounts.actor import Actor
from kaochang.accounts.services import edit_candidate
from kaochang.announcements.publishing import schedule, unschedule
from kaochang.audit import checks
from kaochang.audit.anchors import AnchorFile
from kaochang.audit.models import TrailCheck, TrailEntry
from kaochang.audit.sealer import seal_pending
from kaochang.audit.services import erase_payload
from kaochang.core import clock
from kaochang.core.lists import PageSize
from kaochang.exams import services as exams
from kaochang.exams.models import ExamSession
from kaochang.exams.portraits import NewPortrait, set_portraits
from kaochang.exams.services import edit_room
from kaochang.exams.states import Formality
from kaochang.exams.tickets import hand_over
from kaochang.oversight.trail import columns, lists
from kaochang.oversight.trail.telling import Teller
from kaochang.schools import invitations
from kaochang.schools.models import School
from kaochang.schools.services import add_membership, create_college, remove_membership
from kaochang.waiting import services as waiting
from tests.accounts.factories import log_in
from tests.announcements.places import drafted
from tests.factories import (
    Place,
    make_entry,
    make_person,
    make_place,
    make_room,
    make_school,
    make_session,
    make_waiting,
    staff_actor,
)
from tests.planning.rosters import dry_run, line, make_site, write, xlsx
from tests.traces import recorded

pytestmark = pytest.mark.django_db
TRAIL = "/api/v1/school/trail"
BY = Actor.system("test")
OURS = {"X-Kaochang": "1"}


@pytest.fixture(autouse=True)
def anchors() -> Iterator[AnchorFile]:
    file = AnchorFile.of_this_site()
    file.path.unlink(missing_ok=True)
    yield file
    file.path.unlink(missing_ok=True)


@pytest.fixture
def place() -> Place:
    return make_place(candidates=1)


@pytest.fixture
def auditor(place: Place) -> Client:
    return reader(place.school)


def reader(school: School, role: str = "auditor", **more: Any) -> Client:
    person, client = make_person(name="严正平"), Client()
    add_membership(person, school, role, by=BY, **more)
    log_in(client, person, "staff", school.pk)
    return client


def sentences(client: Client, **query: Any) -> list[str]:
    answer = client.get(TRAIL, query)
    assert answer.status_code == 200, answer.content
    return [item["sentence"] for item in answer.json()["items"]]


def test_who_does_not_read_it(place: Place) -> None:
    college_admin = reader(place.school, "college_admin", college=place.college)
    for path in (TRAIL, f"{TRAIL}/state", f"{TRAIL}/export"):
        answer = college_admin.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_another_school_is_not_in_it(place: Place, auditor: Client) -> None:
    foreign = make_place(candidates=1)
    admin = staff_actor(make_person(name="外校管理员"))
    exams.edit_session(
        foreign.session, {"name": "外校考试"}, version=foreign.session.version, by=admin, reason="改名"
    )
    assert not [one for one in sentences(auditor) if "外校" in one]
    theirs = TrailEntry.objects.get(event="exams.session_edited")
    assert auditor.get(f"{TRAIL}/entries/{theirs.pk}").status_code == 404
    assert sentences(auditor, exam_id=str(foreign.session.pk)) == []
    assert sentences(reader(foreign.school, "school_admin"), q="外校")[0].startswith(
        f"外校管理员 修改了考试「{foreign.session.name}」：名称 {foreign.session.name} → 外校考试"
    )


def test_an_edit_is_read_before_and_after(place: Place, auditor: Client) -> None:
    admin = staff_actor(make_person(name="韩雪"))
    exams.edit_session(
        place.session,
        {"minimum_staff": 2},
        version=place.session.version,
        by=admin,
        reason="13812345678 来电",
    )
    (zh,) = sentences(auditor, group="exams", q="minimum_staff")
    assert zh == "韩雪 修改了考试「硕士研究生复试」：最少在场考官 1 → 2（理由：138****5678 来电）"
    (en,) = sentences(auditor, q="minimum_staff", lang="en")
    assert en == "韩雪 edited the exam Master's interview: least staff 1 → 2 (reason: 138****5678 来电)"
    entry = auditor.get(TRAIL, {"q": "minimum_staff"}).json()["items"][0]
    assert entry["changes"] == [{"field": "最少在场考官", "before": "1", "after": "2"}]
    assert sentences(auditor, q="最少在场考官") == [zh]


def test_filters(place: Place, auditor: Client) -> None:
    actor = place.officer
    queued = make_waiting(place, 0)
    waiting.mark_absent(queued, by=actor, confirmed=True)
    create_college(place.school, name="新学院", by=BY)
    name = queued.roster_entry.person.name
    (absent,) = sentences(auditor, group="waiting", person_id=str(actor.person_id), q=name)[-1:]
    assert "标记为缺考" in absent or "变为 缺考" in absent
    assert sentences(auditor, group="schools", q="新学院") == ["系统 新建了学院 新学院"]
    # In what room, of whom, of which exam.
    assert sentences(auditor, q=place.room.name) and sentences(
        auditor, q=queued.roster_entry.candidate_number
    )
    of_exam = sentences(auditor, exam_id=str(place.session.pk))
    assert absent in of_exam and "系统 新建了学院 新学院" not in of_exam
    today = clock.now().date()
    assert sentences(auditor, from_day=str(today - timedelta(days=1)), group="schools")
    assert sentences(auditor, to_day=str(today - timedelta(days=2))) == []
    assert sentences(auditor, sort="at")[::-1] == sentences(auditor)
    assert sentences(auditor, group="no_such_group") == []


def test_what_a_sentence_says_is_found(place: Place, auditor: Client) -> None:
    invitation = invitations.invite(place.school, "staff", name="金一诺", phone="+8613800138123", by=BY)
    invitations.revoke(invitation, by=BY)
    create_college(place.school, name="新学院", by=BY)
    invited = "系统 邀请 金一诺（+86138****8123）担任考务人员"
    revoked = "系统 撤回了给 金一诺 的邀请"
    assert sentences(auditor, q="金一诺") == [revoked, invited]
    assert sentences(auditor, q="邀请 金一诺") == [revoked, invited]
    assert sentences(auditor, q="撤回了给") == [revoked]
    assert sentences(auditor, q="took back") == [revoked]
    # The word for a state, wherever one is told.
    queued = make_waiting(place, 0)
    waiting.mark_absent(queued, by=place.officer, confirmed=True)
    assert all("缺考" in one for one in sentences(auditor, q="缺考")) and sentences(auditor, q="缺考")
    assert "系统 新建了学院 新学院" not in sentences(auditor, q="邀请")
    # What is only in the names of fields, in ids or in the time of a moment is shown to nobody.
    for unshown in ("entry_id", "person_id", str(queued.pk)[9:23]):
        assert sentences(auditor, q=unshown) == []
    # One sign stands everywhere, and says nothing.
    assert sentences(auditor, q="了", group="schools") == []


def test_an_entry_says_the_names_of_its_time(place: Place, auditor: Client) -> None:
    """Of rooms and people, also of a candidate behind a number; the newest name where nothing changed."""
    entry, old = place.entries[0], place.room.name
    was, number = entry.person.name, entry.candidate_number
    exams.add_assignment(place.room, make_person(name="闻一"), "examiner", by=BY)
    first = make_waiting(place, 0)
    waiting.mark_absent(first, by=place.officer, confirmed=True)
    for name in ("致远楼 302", "致远楼 401"):
        place.room.refresh_from_db()
        edit_room(place.room, {"name": name}, version=place.room.version, reason="换楼", by=BY)
    edit_candidate(entry.person, {"name": "陈思源"}, scope_id=place.school.pk, reason="名字写错", by=BY)
    exams.add_assignment(place.room, make_person(name="闻二"), "examiner", by=BY)
    waiting.restore(first, by=place.officer)
    told = sentences(auditor, page_size=100)
    for sentence in (
        f"系统 安排 闻一 担任{old}的考官",
        f"系统 修改了考场 {old}：名称 {old} → 致远楼 302（理由：换楼）",
        "系统 修改了考场 致远楼 302：名称 致远楼 302 → 致远楼 401（理由：换楼）",
        "系统 安排 闻二 担任致远楼 401的考官",
    ):
        assert sentence in told, told
    absent, restored = (
        next(one for one in told if word in one and number in one) for word in ("缺考", "恢复了")
    )
    assert f"{was}（{number}）" in absent and f"陈思源（{number}）" in restored


def test_a_rehearsal_is_not_taken_for_the_exam_of_its_name(place: Place, auditor: Client) -> None:
    ExamSession.objects.filter(pk=place.session.pk).update(formality=Formality.REHEARSAL)
    entry = place.entries[0]
    exams.open_ticket(entry, "专业有误", by=place.candidate(0))
    exams.close_session(place.session, by=staff_actor(make_person(name="韩雪")))
    told, told_en = sentences(auditor), sentences(auditor, lang="en")
    assert any("【演练】硕士研究生复试" in one and "已结束" in one for one in told), told
    assert any(f"（{entry.candidate_number}，演练）" in one for one in told), told
    assert any("[Rehearsal] Master's interview" in one for one in told_en), told_en
    assert any(f"({entry.candidate_number}, rehearsal)" in one for one in told_en), told_en


def test_an_import_says_who_wrote_it_and_a_member_that_they_accepted() -> None:
    site = make_site()
    write(site, dry_run(site, xlsx([line(1)])))
    invitation = invitations.invite(site.school, "auditor", name="白洁", phone="+8613900000088", by=site.by)
    assert invitation.sms is not None
    link = json.loads(invitation.sms.values or "")["link"]
    invitations.accept(link.partition("#")[2], password="a long enough sentence 7")
    told = sentences(reader(site.school), page_size=100)
    assert "系统：「硕士复试」的考生名单 名单.xlsx 已预检" in told, told
    assert "韩雪：「硕士复试」的考生名单 名单.xlsx 已写入" in told
    assert "白洁 接受邀请，成为审计" in told and "白洁 将 白洁 加为审计" not in told


def test_an_office_is_told_with_its_college(place: Place, auditor: Client) -> None:
    college = create_college(place.school, name="物理学院", name_en="Physics", by=BY)
    person = make_person(name="唐宁")
    held = add_membership(person, place.school, "college_admin", college=college, by=BY)
    remove_membership(held, by=BY)
    staff = add_membership(person, place.school, "staff", by=BY)
    invitations.invite(
        place.school, "college_admin", college=college, name="白洁", phone="+8613900000088", by=BY
    )
    told = sentences(auditor)
    assert "系统 将 唐宁 加为学院管理员（物理学院）" in told
    assert "系统 取消了 唐宁 的职务：学院管理员（物理学院）" in told
    assert "系统 邀请 白洁（+86139****0088）担任学院管理员（物理学院）" in told
    assert "系统 将 唐宁 加为考务人员" in told
    english = sentences(auditor, lang="en")
    assert "The system made 唐宁 a member: college administrator (Physics)" in english
    # As it was written before the college stood in it.
    entry = TrailEntry.objects.get(event="schools.membership_added", subject_id=staff.pk)
    payload = json.loads(entry.payload or "")
    del payload["college_id"]
    entry.payload = json.dumps(payload)
    (old,) = Teller("zh", "Asia/Shanghai").tell_all([entry])
    assert old.sentence == "系统 将 唐宁 加为考务人员"


def test_a_word_that_nearly_is_an_id_is_searched_at_once(auditor: Client) -> None:
    """Whoever searches chooses the word: none may keep the process."""
    assert sentences(auditor, q="0" * 60 + "g") == []


def test_what_looks_like_an_id_finds_no_hidden_one_but_by_its_beginning(
    place: Place, auditor: Client
) -> None:
    made = create_college(place.school, name="学院20261130", by=BY)
    assert len(sentences(auditor, q="20261130")) == 1
    assert len(sentences(auditor, q=str(made.pk)[:8])) == 1
    assert sentences(auditor, q=made.pk.hex[-10:]) == sentences(auditor, q=str(made.pk)[-12:]) == []


def test_a_change_says_what_it_took_the_place_of(place: Place, auditor: Client) -> None:
    admin, colleague = make_person(name="韩雪"), make_person(name="唐宁")
    for person in (admin, colleague):
        add_membership(person, place.school, "school_admin", by=BY)
    ticket = exams.open_ticket(place.entries[0], "编号有误", by=place.candidate())
    for to in (admin.pk, colleague.pk):
        ticket = hand_over(ticket, to, version=ticket.version, by=BY)
    made = drafted(place)
    day = clock.now().replace(hour=1, minute=0) + timedelta(days=2)
    for hours in (0, 1):
        made = schedule(made, publish_at=day + timedelta(hours=hours), version=made.version, by=BY)
    unschedule(made, version=made.version, by=BY)
    exams.close_session(place.session, by=BY)
    for picture in (b"one", b"two"):
        set_portraits(place.session, [NewPortrait(place.entries[0].pk, picture, 3, 4)], by=BY)
    told = sentences(auditor, page_size=100)
    number = place.entries[0].candidate_number
    candidate = f"{place.entries[0].person.name}（{number}）"
    date = f"{day:%Y-%m-%d}"
    for said in (
        f"系统 转交了 {candidate}的疑问，处理人：韩雪",
        f"系统 转交了 {candidate}的疑问，处理人：唐宁（原为 韩雪）",
        f"系统 将公告「{made.title}」的发布时间定为 {date} 09:00",
        f"系统 将公告「{made.title}」的发布时间定为 {date} 10:00（原为 {date} 09:00）",
        f"系统 将公告「{made.title}」的发布时间定为 空（原为 {date} 10:00）",
        f"系统 将考试「{place.session.name}」改为 已结束（原为 进行中）",
        f"系统 设置了 {candidate}的参考照片，替换原有照片：否",
        f"系统 设置了 {candidate}的参考照片，替换原有照片：是",
    ):
        assert said in told, (said, told)
    # As they were written before that stood in them.
    for event in ("ticket_handed_over", "session_state_changed"):
        entry = TrailEntry.objects.filter(event=f"exams.{event}").order_by("-pk")[0]
        payload = json.loads(entry.payload or "")
        entry.payload = json.dumps({key: one for key, one in payload.items() if not key.startswith("was_")})
        (old,) = Teller("en", "Asia/Shanghai").tell_all([entry])
        assert "before" not in old.sentence and not old.sentence.endswith(" ")


def test_paging_and_counting_end(place: Place, auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNTED", 25)
    monkeypatch.setattr("kaochang.oversight.trail_api.COUNTED", 25)
    for number in range(30):
        create_college(place.school, name=f"学院 {number:02d}", by=BY)
    pages = [auditor.get(TRAIL, {"page": page, "group": "schools"}).json() for page in (1, 2, 3)]
    assert [len(page["items"]) for page in pages] == [PageSize.SMALL, 5, 0]
    assert {(page["total"], page["more"]) for page in pages} == {(25, True)}
    seen = [item["id"] for page in pages for item in page["items"]]
    assert len(set(seen)) == 25 and seen == sorted(seen, key=int, reverse=True)


def test_words_are_searched_for_so_far(
    place: Place, auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_college(place.school, name="最早的学院", by=BY)
    oldest = TrailEntry.objects.latest("pk").subject_id
    for number in range(5):
        create_college(place.school, name=f"学院 {number}", by=BY)
    assert auditor.get(TRAIL, {"q": str(oldest)}).json()["searched_from"] is None
    monkeypatch.setattr(lists, "SEARCHED", 3)
    answer = auditor.get(TRAIL, {"q": str(oldest)}).json()
    assert answer["items"] == [] and answer["searched_from"] is not None


def test_the_number_of_queries_does_not_grow(
    place: Place, auditor: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    """Log-in, offices, rooms, the page, the count, one a kind of thing named, one of old names."""
    counts = []
    for rows in (1, 10):
        for _ in range(rows):
            room = make_room(make_session(place.school))
            exams.add_assignment(room, make_person(), "examiner", by=BY)
            make_entry(room)
        with django_assert_max_num_queries(10) as asked:
            assert auditor.get(TRAIL, {"group": "exams"}).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_file_says_the_same(place: Place, auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    create_college(place.school, name="=1+1", by=BY)
    answer: Any = auditor.get(f"{TRAIL}/export", {"group": "schools", "columns": "sentence,at", "lang": "en"})
    assert answer.status_code == 200 and answer.getvalue()[:2] == b"PK"
    monkeypatch.setattr(columns, "MOST", 0)
    refused = auditor.get(f"{TRAIL}/export")
    assert (refused.status_code, refused.json()["code"]) == (422, "trail_file_too_long")


def test_an_entry_in_full(place: Place, auditor: Client) -> None:
    create_college(place.school, name="新学院", by=BY)
    entry = TrailEntry.objects.latest("pk")
    read = auditor.get(f"{TRAIL}/entries/{entry.pk}").json()
    assert read["holds"] is None and read["payload"]["college_id"] == str(entry.subject_id)
    while seal_pending():
        pass
    assert auditor.get(f"{TRAIL}/entries/{entry.pk}").json()["holds"] is True
    erase_payload(entry.pk, reason="保存期限已到", by=BY)
    read = auditor.get(f"{TRAIL}/entries/{entry.pk}").json()
    assert read["holds"] is True and read["payload"] == {} and "内容已依规清除" in read["sentence"]


def test_a_verification_tells_whether_the_chain_is_whole(place: Place, auditor: Client) -> None:
    create_college(place.school, name="新学院", by=BY)
    altered = TrailEntry.objects.latest("pk").pk
    while seal_pending():
        pass
    assert auditor.get(f"{TRAIL}/state").json()["check"] is None
    assert auditor.post(f"{TRAIL}/checks", headers=OURS).status_code == 202
    # Pressed twice: the one that runs already.
    assert auditor.post(f"{TRAIL}/checks", headers=OURS).json()["check"]["state"] == "queued"
    check = TrailCheck.objects.get()
    checks.run_check(check.pk)
    state = auditor.get(f"{TRAIL}/state").json()
    assert state["check"]["state"] == "done" and state["check"]["finding_count"] == 0
    elsewhere = reader(make_school(), "school_admin").get(f"{TRAIL}/state").json()
    assert elsewhere["check"]["asked_by"] == "" and elsewhere["sealed"] == state["sealed"]
    assert state["check"]["asked_by"] == "严正平" and state["check"]["entries"] == state["sealed"] > 0
    assert recorded("audit.trail_checked") == [
        {"check_id": str(check.pk), "entries": state["sealed"], "findings": 0}
    ]
    _forge(altered)
    assert auditor.get(f"{TRAIL}/entries/{altered}").json()["holds"] is False
    assert auditor.post(f"{TRAIL}/checks", headers=OURS).status_code == 202
    checks.run_check(TrailCheck.objects.get(state="queued").pk)
    check_out = auditor.get(f"{TRAIL}/state").json()["check"]
    assert check_out["finding_count"] == 1
    assert check_out["findings"][0]["what"] == "content or chain was altered"


def _forge(pk: int) -> None:
    """As somebody with the rights of the database's owner would."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER audit_trail_append_only")
        cursor.execute("UPDATE audit_trailentry SET label = 'forged' WHERE id = %s", [pk])
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER audit_trail_append_only")


def test_a_lost_verification_is_asked_for_again(place: Place) -> None:
    first = checks.ask_for_check(scope_id=place.school.pk, asked_by_id=place.staff["chief_examiner"].pk)
    with clock.shifted(checks.LOST_AFTER + timedelta(seconds=1)):
        second = checks.ask_for_check(scope_id=place.school.pk, asked_by_id=place.staff["chief_examiner"].pk)
    assert first.pk != second.pk and TrailCheck.objects.get().pk == second.pk
    assert checks.run_check(first.pk) is None


def test_a_school_without_anything() -> None:
    fresh = sentences(reader(make_school()))
    assert fresh[1:] == ["系统 将 严正平 加为审计"] and fresh[0].startswith("严正平 登录了工作端")
