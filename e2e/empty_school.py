"""The school that a browser test makes from nothing: its names, and the administrator who prepares it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from e2e import journey
from e2e.pages.test_school_exam import drawer
from e2e.pages.test_school_lists import rows
from e2e.person import Person
from e2e.site import ROOT, Site, own_environment

SCHOOL, COLLEGE, MAJOR, EXAM = "东海大学", "海洋学院", "物理海洋学", "硕士复试 · 综合面试"
ROOMS = ("海洋第一考场", "海洋第二考场")
BEIJING = ZoneInfo("Asia/Shanghai")
PASSWORD = "a long password 26"
STAFF = {"候考老师": "13900007001", "主考老师": "13900007002", "兼任老师": "13900007003"}
CANDIDATES = [f"考生{number:02d}" for number in range(1, 31)]


@dataclass
class Journey:
    """The one administrator, what they know, and who is here with a browser."""

    site: Site
    start: Callable[..., Person]
    shots: Path
    admin: Person
    starts_at: datetime
    here: dict[str, Person] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        return self.admin.page

    def menu(self, name: str) -> None:
        menu = self.page.get_by_role("navigation", name="学校管理页面")
        menu.get_by_role("link", name=name, exact=True).click()

    def part(self, name: str) -> None:
        self.page.locator(".kc-parts").get_by_role("link", name=name).click()

    def save(self, act: str = "保存") -> None:
        drawer(self.page).get_by_role("button", name=act, exact=True).click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def open_exam(self) -> None:
        self.menu("考试")
        rows(self.page).filter(has_text=EXAM).click()
        expect(self.page.get_by_role("heading", name=EXAM, exact=True)).to_be_visible()


def log_in(person: Person, site: Site, account: str, password: str) -> None:
    person.page.goto(f"{site.url}/s/login")
    journey.choose(person, "学校", "东海", SCHOOL)
    person.page.get_by_label("工号或手机号").fill(account)
    person.page.get_by_label("密码", exact=True).fill(password)
    person.press("登录")


def operate(site: Site, *words: str) -> str:
    """One command of whoever runs the site."""
    port = site.url.rpartition(":")[2]
    return subprocess.run(
        [sys.executable, "-m", "kaochang", *words],
        cwd=ROOT,
        env=own_environment() | {"VAR_DIR": str(site.var), "PORT": port, "DEMO": "1"},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
