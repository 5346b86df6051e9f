"""Each screen before the call, in both languages: its picture, nothing serious for axe, nothing too wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from e2e import journey
from e2e.person import LAPTOP, PHONE, Person
from e2e.site import ROOT, Site

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = """async (RULES) => {
  const found = await axe.run(document, { runOnly: RULES });
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}"""
SIZES = {"1440x900": LAPTOP, "390x844": PHONE}


def look_at(person: Person, shots: Path, name: str) -> None:
    """Keep the picture; refuse serious findings of axe and pages that scroll sideways."""
    page = person.page
    person.take_picture(shots, name)
    page.evaluate(AXE.read_text())
    assert page.evaluate(SERIOUS, RULES) == [], name
    wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{name} is {wider} px wider than the window"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_candidates_screens(
    site: Site, people: Callable[..., Person], shots: Path, language: str, size: str
) -> None:
    number = 2 + 2 * ["zh-CN", "en"].index(language) + list(SIZES).index(size)
    person = people(f"考生 {number}", hue=30 * number, tone=400 + 40 * number, viewport=SIZES[size])
    steps = journey.candidate_screens(person, site, site.demo("candidate", number), language)
    for name in steps:
        look_at(person, shots, f"{name}-{language}-{size}")
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_staffs_screens(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    tone = 300 if language == "en" else 330
    person = people("周敏", hue=120, tone=tone, viewport={"width": 1280, "height": 720})
    for name in journey.staff_screens(person, site, site.demo("waiting_room_officer"), language):
        look_at(person, shots, f"{name}-{language}-1280x720")
    person.close()
