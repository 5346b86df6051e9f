"""「设置」→「短信」: the switch with its reason, the limits, the list without codes, a test to oneself."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginChallenge
from kaochang.config.environment import ROOT
from kaochang.exports.xlsx import Language
from kaochang.schools.models import Membership, School
from kaochang.schools.services import add_membership, create_college
from kaochang.schools.sms_command import main
from kaochang.schools.sms_lists import KINDS
from kaochang.sms.models import SmsMessage
from kaochang.sms.services import send_sms
from kaochang.sms.templates import TEMPLATES
from tests.accounts.factories import log_in
from tests.factories import make_person, make_school
from tests.traces import recorded

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
WORDS = ROOT / "web/src/i18n"
SMS = "/api/v1/school/sms"
JSON: Any = {"content_type": "application/json", "headers": {"X-Kaochang": "1"}}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_file_names_every_kind_as_the_page_does(lang: Language) -> None:
    folder = {"zh": "zh-CN", "en": "en"}[lang]
    page = json.loads((WORDS / folder / "school/sms.json").read_text(encoding="utf-8"))["kind"]
    assert set(KINDS) == set(TEMPLATES)
    assert {kind: words.of(lang) for kind, words in KINDS.items()} == page


@pytest.fixture
def school() -> School:
    return make_school()


def member(
    school: School, role: str = "school_admin", phone: str = "13800138000"
) -> tuple[Membership, Client]:
    college = create_college(school, name="材料学院", by=BY) if role == "college_admin" else None
    person, client = make_person(phone=phone), Client()
    held = add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return held, client


def ask_for_a_code(school: School) -> tuple[int, str]:
    body = {"area": "candidate", "school_id": str(school.pk), "phone": "13900000001"}
    answer = Client().post("/api/v1/login/challenges", body, **JSON)
    return answer.status_code, answer.json().get("code", "")


def test_the_switch_tells_everybody_the_other_way_and_is_in_the_trail(school: School) -> None:
    held, admin = member(school)
    assert ask_for_a_code(school)[0] == 200
    assert admin.post(f"{SMS}/stop", {"reason": "供应商故障"}, **JSON).status_code == 204
    state = admin.get(SMS).json()
    assert (state["closed"], state["stopped_reason"]) == ("stopped", "供应商故障")
    assert state["stopped_by"] == held.person.name
    made = LoginChallenge.objects.count()
    assert ask_for_a_code(school) == (409, "sms_unavailable")
    assert ask_for_a_code(make_school())[0] == 200
    assert LoginChallenge.objects.filter(scope_id=school.pk).count() == made
    assert recorded("schools.sms_stopped")[0]["reason"] == "供应商故障"
    assert admin.post(f"{SMS}/start", {"reason": "已恢复"}, **JSON).status_code == 204
    assert admin.get(SMS).json()["closed"] == ""
    assert recorded("schools.sms_started")[0]["reason"] == "已恢复"
    assert admin.post(f"{SMS}/stop", {"reason": ""}, **JSON).status_code == 422


def test_an_invitation_by_sms_is_refused_before_anything_is_written(school: School) -> None:
    _, admin = member(school)
    admin.post(f"{SMS}/stop", {"reason": "x"}, **JSON)
    body = {"name": "白洁", "role": "staff", "phone": "13900000002"}
    answer = admin.post("/api/v1/school/invitations", body, **JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "sms_switched_off")
    assert admin.get("/api/v1/school/invitations").json()["total"] == 0


def test_limits_keep_the_second_editor_from_overwriting(school: School) -> None:
    _, admin = member(school)
    body = {"version": 1, "daily_limit": 0, "monthly_limit": None}
    assert admin.put(f"{SMS}/limits", body, **JSON).status_code == 204
    assert ask_for_a_code(school) == (409, "sms_unavailable")
    assert admin.get(SMS).json()["closed"] == "daily_limit"
    late = admin.put(f"{SMS}/limits", {**body, "daily_limit": 5}, **JSON)
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    assert late.json()["params"]["fields"] == ["daily_limit", "monthly_limit"]
    changes = recorded("schools.sms_limits_edited")[0]["changes"]
    assert {"field": "daily_limit", "before": 20000, "after": 0} in changes


def test_a_month_is_no_shorter_than_its_day(school: School) -> None:
    _, admin = member(school)
    body = {"version": 1, "daily_limit": 100, "monthly_limit": 99}
    refused = admin.put(f"{SMS}/limits", body, **JSON)
    assert (refused.status_code, refused.json()["code"]) == (422, "sms_month_below_day")
    assert admin.get(SMS).json()["version"] == 1 and not recorded("schools.sms_limits_edited")
    assert admin.put(f"{SMS}/limits", {**body, "monthly_limit": 100}, **JSON).status_code == 204


def test_a_test_goes_to_ones_own_phone(school: School) -> None:
    held, admin = member(school)
    answer = admin.post(f"{SMS}/test", {"language": "zh"}, **JSON)
    assert answer.status_code == 201
    assert answer.json()["phone"] == "+86138****8000"
    message = SmsMessage.objects.get()
    assert (message.phone, message.template) == (held.person.phone, "test_message")
    assert recorded("schools.sms_test_sent")


def test_the_list_shows_no_code_and_no_number(
    school: School, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, admin = member(school)
    for number, template in ((1, "login_code"), (2, "one_time_code")):
        values: dict[str, str | int] = {"code": "123456", "minutes": 5, "candidate_number": "26S001"}
        send_sms(phone=f"+861390000000{number}", template=template, values=values, scope_id=school.pk)
    send_sms(phone="+8613900000001", template="login_code", values=values, scope_id=make_school().pk)
    with django_assert_num_queries(5):
        rows = admin.get(f"{SMS}/messages").json()["items"]
    assert [row["phone"] for row in rows] == ["+86139****0002", "+86139****0001"]
    assert "123456" not in str(rows)
    for number in range(3, 6):
        send_sms(phone=f"+861390000000{number}", template="login_code", values=values, scope_id=school.pk)
    with django_assert_num_queries(5):
        assert admin.get(f"{SMS}/messages").json()["total"] == 5
    for query, total in (
        ({"q": "13900000001"}, 1),
        ({"q": "0002"}, 1),
        ({"q": "1390000"}, 0),
        ({"template": "login_code"}, 4),
        ({"state": "blocked"}, 0),
        ({"state": "queued", "template": "one_time_code"}, 1),
    ):
        assert admin.get(f"{SMS}/messages", query).json()["total"] == total, query
    file = admin.get(f"{SMS}/messages/export", {"q": "0002", "lang": "zh"})
    book = CalamineWorkbook.from_filelike(BytesIO(file.getvalue()))
    table = book.get_sheet_by_index(0).to_python()
    assert len(table) == 2
    assert table[1][1:5] == [
        "+86139****0002",
        "一次性登录码",
        "【考场】考生编号 26S001 的一次性登录码：••••••。只能使用一次。",
        "待发送",
    ]


def test_a_colleges_manager_reads_the_state_and_nothing_else(school: School) -> None:
    _, manager = member(school, "college_admin")
    assert manager.get(SMS).json()["can_edit"] is False
    assert manager.get(f"{SMS}/messages").status_code == 403
    assert manager.post(f"{SMS}/stop", {"reason": "x"}, **JSON).status_code == 403


def test_the_sites_switch_beats_the_schools(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    _, admin = member(school)
    assert main(["stop", "--reason", "账户异常"]) == 0
    assert "stopped since" in capsys.readouterr().out
    state = admin.get(SMS).json()
    assert (state["closed"], state["site_stopped"], state["site_reason"]) == ("stopped", True, "账户异常")
    admin.post(f"{SMS}/start", {"reason": "x"}, **JSON)
    assert ask_for_a_code(school) == (409, "sms_unavailable")
    assert main(["start", "--reason", "恢复"]) == 0
    assert ask_for_a_code(school)[0] == 200
    assert recorded("schools.site_sms_stopped") and recorded("schools.site_sms_started")


def test_what_to_register_with_a_provider_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["texts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "announcement zh: {1}发布公告：{2}。登录阅读：http://localhost:8080   (school, title)" in lines
    assert len(lines) == 2 * len(TEMPLATES)
