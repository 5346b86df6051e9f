"""Rooms, staff and timetable in the browser: dragged, moved by the keyboard, clashes put right, published."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e import journey
from e2e.callers import Staff
from e2e.looks import SMALL, in_windows, list_ends_in_the_window, look_at, look_at_staff
from e2e.pages.test_school_lists import rows
from e2e.person import LAPTOP, Person
from e2e.site import Site

FIRST, SECOND = "材料科学与工程 · 第一考场", "材料科学与工程 · 第二考场"


class Plan:
    """Next week's exam: a copy of today's, with its rooms, staff and candidates."""

    def __init__(self, site: Site) -> None:
        self.admin = Staff(site, site.demo("school_admin"))
        exams = self.admin.get("/school/exams?state=open&formality=formal")["items"]
        at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=6)
        # From nine in Beijing.
        at = at.replace(hour=1)
        body = {
            "name": "综合面试（第二批）",
            "name_en": "General interview, second round",
            "formality": "formal",
            "starts_at": at.isoformat(),
            "ends_at": (at + timedelta(hours=3)).isoformat(),
            "with_staff": True,
            "with_candidates": True,
        }
        self.id: str = self.admin.post(f"/school/exams/{exams[0]['id']}/copy", body)["id"]

    @property
    def table(self) -> dict[str, Any]:
        found: dict[str, Any] = self.admin.get(f"/school/exams/{self.id}/timetable")
        return found

    def place_of(self, name: str) -> tuple[str, str]:
        """Room and time in UTC."""
        table = self.table
        entry = next(entry for entry in table["entries"] if entry["name"] == name)
        room = next((room["name"] for room in table["rooms"] if room["id"] == entry["room_id"]), "")
        return room, (entry["slot_starts_at"] or "")[11:16]

    def take_out(self, *names: str) -> None:
        moves = [
            {"entry_id": one["id"], "was": {key: one[key] for key in ("room_id", "slot_starts_at")}, "to": {}}
            for one in self.table["entries"]
            if one["name"] in names
        ]
        self.admin.post(f"/school/exams/{self.id}/timetable/moves", {"moves": moves})

    def relate(self, staff: str, candidate: str) -> None:
        people = self.admin.get(f"/school/staff?q={staff}")["items"]
        found = self.admin.get(f"/school/relation-candidates?q={candidate}")
        body = {"roster_entry_id": found[0]["roster_entry_id"], "kind": "teacher", "note": "毕业论文指导教师"}
        self.admin.post(f"/school/staff/{people[0]['id']}/relations", body)

    def add_secretary(self, room: str, staff: str) -> None:
        person = self.admin.get(f"/school/staff?q={staff}")["items"][0]["id"]
        held = next(one for one in self.table["rooms"] if one["name"] == room)
        duties = [{key: duty[key] for key in ("person_id", "role")} for duty in held["duties"]]
        duties.append({"person_id": person, "role": "secretary"})
        body = {"version": held["version"], "duties": duties}
        assert self.admin.ask("PUT", f"/school/rooms/{held['id']}/staff", body).status_code == 200

    def open(self, person: Person, site: Site) -> Page:
        journey.open_page(person, site, self.admin, "kc_staff", f"/s/school/rooms/timetable/{self.id}")
        expect(person.page.get_by_role("grid")).to_be_visible()
        return person.page


def cell(page: Page, name: str) -> Locator:
    """By the candidate, or by room and time."""
    return page.get_by_role("grid").get_by_role("button", name=re.compile(name))


@pytest.fixture(scope="module")
def plan(site: Site) -> Plan:
    return Plan(site)


def test_candidates_are_moved_by_pointer_and_keyboard(
    site: Site, people: Callable[..., Person], plan: Plan
) -> None:
    plan.take_out("吴承泽", "林晓棠")
    person = people("韩雪", hue=10, tone=400)
    page = plan.open(person, site)
    person.reads("已安排 9 / 11")
    start = plan.place_of("陈思远")
    assert start == (SECOND, "01:00")

    # Dragged into the other room.
    cell(page, "陈思远").drag_to(cell(page, f"{FIRST} 10:30 · 空"))
    person.reads(f"已移动 陈思远 到 {FIRST} 10:30")
    assert plan.place_of("陈思远") == (FIRST, "02:30")
    person.press("撤销上一步")
    expect(cell(page, f"{SECOND} 09:00 · 陈思远")).to_be_visible()

    # Picked up, carried and put down by keys.
    cell(page, "陈思远").focus()
    page.keyboard.press("Enter")
    person.reads("选择一个时段放下")
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(cell(page, f"{SECOND} 11:15 · 陈思远")).to_be_visible()

    # By their names.
    cell(page, "陈思远").click()
    person.press("移动到…")
    page.get_by_role("combobox", name="时段").click()
    page.keyboard.type("09:15")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="移动", exact=True).click()
    expect(cell(page, f"{SECOND} 09:15 · 陈思远")).to_be_visible()
    # Who was there has the other slot now.
    expect(cell(page, f"{SECOND} 11:15 · 王若溪")).to_be_visible()

    person.press("自动安排 2 人")
    page.get_by_role("dialog").get_by_role("button", name="自动安排 2 人").click()
    person.reads("已全部安排")
    assert plan.place_of("吴承泽")[0] and plan.place_of("林晓棠")[0]
    person.press("撤销上一步")
    person.reads("已撤销自动安排，2 人回到原处")
    assert plan.place_of("吴承泽") == plan.place_of("林晓棠") == ("", "")
    person.press("自动安排 2 人")
    page.get_by_role("dialog").get_by_role("button", name="自动安排 2 人").click()
    person.reads("已全部安排")
    person.close()


def test_clashes_are_put_right_and_the_exam_is_published(
    site: Site, people: Callable[..., Person], plan: Plan, shots: Path
) -> None:
    plan.relate("唐文博", "孙婧")
    plan.add_secretary(FIRST, "高岚")  # who is the other room's already
    person = people("韩雪", hue=40, tone=430)
    page = plan.open(person, site)
    strip = page.get_by_role("alert")
    expect(strip).to_contain_text("孙婧 与 唐文博 有回避关系")
    expect(cell(page, "孙婧")).to_have_class(re.compile("clash"))
    strip.get_by_role("button", name=re.compile(f"^移到 {FIRST}")).click()
    expect(strip).to_contain_text("高岚 同时在")
    for here, there in ((FIRST, SECOND), (SECOND, FIRST)):
        head = page.get_by_role("columnheader").filter(has=page.get_by_role("link", name=here))
        expect(head).to_contain_text(f"高岚 同时在 {there}")
    look_at_staff(person, shots, "school-timetable-twice")
    assert plan.place_of("孙婧")[0] == FIRST

    # The secretary of both rooms leaves one of them.
    strip.get_by_role("button", name="换考务人员").click()
    drawer = page.get_by_role("dialog")
    drawer.locator(".ant-select-selection-item").filter(has_text="高岚").locator(
        ".ant-select-selection-item-remove"
    ).click()
    drawer.get_by_role("button", name="保存").click()
    expect(strip).to_have_count(0)
    person.reads("无人同时在两个考场")

    version = plan.table["exam"]["version"]
    state = f"/school/exams/{plan.id}/state"
    plan.admin.post(state, {"version": version, "state": "published"})
    expect(cell(page, "李书瑶")).to_be_visible()
    expect(page.get_by_text("已发布").first).to_be_visible()
    cell(page, "李书瑶").click()
    cell(page, f"{FIRST} 11:30 · 空").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text(f"移动 李书瑶 到 {FIRST} 11:30")
    asked.get_by_role("textbox", name="理由").fill("考生申请改时间")
    asked.get_by_role("button", name="保存改动").click()
    expect(cell(page, f"{FIRST} 11:30 · 李书瑶")).to_be_visible()

    # Into a room with somebody close: a published exam takes no new clash.
    cell(page, "孙婧").click()
    cell(page, f"{SECOND} 11:45 · 空").click()
    page.get_by_role("dialog").get_by_role("textbox", name="理由").fill("试")
    page.get_by_role("dialog").get_by_role("button", name="保存改动").click()
    person.reads("这样改会产生 1 处冲突，没有保存：孙婧 与")
    assert plan.place_of("孙婧")[0] == FIRST
    person.close()


def test_staff_declare_and_the_school_sees_it(
    site: Site, people: Callable[..., Person], plan: Plan, shots: Path
) -> None:
    examiner, person = people("许静宜", hue=70, tone=460), people("韩雪", hue=100, tone=490)
    journey.log_in_staff(examiner, site, site.demo("examiner"))
    examiner.reads("您还没有申报与考生的回避关系", seconds=15)
    look_at_staff(examiner, shots, "staff-home-statement-due")
    journey.open_page(person, site, plan.admin, "kc_staff", f"/s/school/exams/{plan.id}")
    page = person.page
    page.get_by_role("button", name="处理: 回避申报").click()
    expect(page).to_have_url(re.compile(f"session_id={plan.id}&relation=silent"))
    expect(rows(page).filter(has_text="许静宜")).to_contain_text("未申报")
    before = rows(page).count()
    question = page.get_by_role("dialog").get_by_role("button", name="提醒未申报人员")
    person.press("提醒未申报人员")
    question.click()
    person.reads(f"已提醒 {before} 人")
    examiner.reads("请申报回避关系")
    look_at_staff(person, shots, "school-staff-silent")
    person.press("提醒未申报人员")
    question.click()
    person.reads("一小时内都已提醒过")
    examiner.page.get_by_role("link", name="去申报").click()
    examiner.page.get_by_label("考生姓名或考生编号").fill("26S0428")
    examiner.press("查找")
    examiner.page.get_by_role("combobox", name="关系").click()
    examiner.page.get_by_role("option", name="亲属").click()
    examiner.button("申报").last.click()
    examiner.reads("马浩然")
    examiner.press("确认申报完整")
    examiner.reads("已于")
    expect(rows(page)).to_have_count(before - 1)
    look_at(examiner, shots, "staff-relations-zh-CN-1440x900")
    examiner.page.get_by_role("button", name=re.compile("English$")).click()
    examiner.reads("Confirmed")
    look_at(examiner, shots, "staff-relations-en-1440x900")
    examiner.close()

    page.goto(f"{site.url}/s/school/staff?relation=conflict")
    expect(rows(page).filter(has_text="许静宜")).to_have_count(1)
    rows(page).filter(has_text="许静宜").focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("马浩然")
    expect(drawer).to_contain_text("本人申报")
    person.close()


def test_a_room_is_made_copied_and_deleted(site: Site, people: Callable[..., Person], plan: Plan) -> None:
    person = people("韩雪", hue=130, tone=520)
    journey.open_page(person, site, plan.admin, "kc_staff", "/s/school/rooms")
    page = person.page
    expect(rows(page).first).to_be_visible()
    before = rows(page).count()
    person.press("新建考场")
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("考试", exact=True).click()
    page.locator(".ant-select-item-option").filter(has_text="口语面试").click()
    drawer.get_by_label("考场名称").fill("口语第一考场")
    drawer.get_by_role("button", name="新建").click()
    expect(rows(page)).to_have_count(before + 1)
    # It gives the focus back where it came from while it closes.
    expect(drawer).to_have_count(0)
    rows(page).filter(has_text="口语第一考场").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="口语第一考场")).to_be_visible()
    person.press("复制")
    drawer.get_by_label("第 1 个考场名称").fill("口语第二考场")
    drawer.get_by_role("button", name="新建").click()
    expect(drawer).to_have_count(0)
    person.press("删除")
    page.get_by_role("dialog").get_by_role("button", name="删除 口语第一考场").click()
    expect(rows(page).filter(has_text="口语第二考场")).to_have_count(1)
    expect(rows(page).filter(has_text="口语第一考场")).to_have_count(0)
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_looks(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    plan = Plan(site)
    plan.take_out("吴承泽", "林晓棠")
    tone = 600 + 30 * (language == "en")
    person = people("韩雪", hue=tone % 360, tone=tone, viewport=LAPTOP)
    page = plan.open(person, site)
    if language == "en":
        page.get_by_role("button", name=re.compile("English$")).click()
        expect(page.get_by_role("heading", name="Rooms and times")).to_be_visible()
    look_at_staff(person, shots, f"school-timetable-{language}")
    cell(page, "陈思远").click()
    look_at_staff(person, shots, f"school-timetable-moving-{language}")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=re.compile("第二考场|Room 2")).first.click()
    expect(page.get_by_role("heading", name=re.compile("第二考场|Room 2"))).to_be_visible()
    expect(page.get_by_role("cell", name="陈思远")).to_be_visible()
    look_at_staff(person, shots, f"school-room-{language}")
    page.get_by_role("button", name=re.compile("^(安排人员|Assign staff)$")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look_at_staff(person, shots, f"school-room-staff-{language}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^(复制|Copy)$")).click()
    page.get_by_role("button", name=re.compile("^(填入名称|Fill in the names)$")).click()
    expect(page.get_by_label(re.compile("^(第 3 个考场名称|Name of room 3)"))).not_to_be_empty()
    look_at_staff(person, shots, f"school-room-several-{language}")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^(仍要离开|Leave)")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^(用于同专业|Use in )")).click()
    share = page.get_by_role("dialog").get_by_role("button", name=re.compile("^(改动|Change) 1 "))
    expect(share).to_be_enabled()
    look_at_staff(person, shots, f"school-room-share-{language}")
    share.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    for path in ("rooms", "staff"):
        page.goto(f"{site.url}/s/school/{path}")
        expect(rows(page).first).to_be_visible()
        look_at_staff(person, shots, f"school-{path}-{language}")
        for _ in in_windows(page, SMALL):
            list_ends_in_the_window(page)
    rows(page).filter(has_text="唐文博").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    look_at_staff(person, shots, f"school-staff-drawer-{language}")
    person.close()
