"""Each screen in both languages: its picture, nothing serious for axe, and everything fits its window.

Also with twice the size of text, and on a phone 360 px wide (a window of 720 px at 200 %).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize

from e2e import journey
from e2e.callers import Candidate, Staff
from e2e.person import LAPTOP, PHONE, Person
from e2e.site import ROOT, Site

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FITS = Path(__file__).with_name("fits.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = """async (RULES) => {
  const found = await axe.run(document, { runOnly: RULES });
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}"""
SIZES: dict[str, ViewportSize] = {"1440x900": LAPTOP, "390x844": PHONE}
NARROW: ViewportSize = {"width": 360, "height": 640}
TEXT = "(size) => { document.documentElement.style.fontSize = size; }"


def look_at(person: Person, shots: Path, name: str) -> None:
    """Keep the picture; refuse serious findings of axe and what does not fit."""
    page = person.page
    person.take_picture(shots, name)
    page.evaluate(AXE.read_text())
    assert page.evaluate(SERIOUS, RULES) == [], name
    assert page.evaluate(FITS) == [], name


def squeeze(person: Person, shots: Path, name: str) -> None:
    """The same screen with twice the text, and a phone's in the narrowest window."""
    page = person.page
    page.evaluate(TEXT, "200%")
    person.take_picture(shots, f"{name}-text-200")
    assert page.evaluate(FITS) == [], f"{name}, text at 200 %"
    page.evaluate(TEXT, "")
    if page.viewport_size == PHONE:
        page.set_viewport_size(NARROW)
        person.take_picture(shots, f"{name}-360")
        assert page.evaluate(FITS) == [], f"{name}, 360 px wide"
        page.set_viewport_size(PHONE)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_candidates_screens(
    site: Site, people: Callable[..., Person], shots: Path, language: str, size: str
) -> None:
    number = 2 + 2 * ["zh-CN", "en"].index(language) + list(SIZES).index(size)
    demo = site.demo("candidate", number)
    person = people(f"考生 {number}", hue=30 * number, tone=400 + 40 * number, viewport=SIZES[size])
    for name in journey.candidate_screens(person, site, demo, language):
        look_at(person, shots, f"{name}-{language}-{size}")
        squeeze(person, shots, f"{name}-{language}-{size}")
    chief = Staff(site, site.demo("chief_examiner"))
    for name in journey.call_screens(person, chief, demo["name"], language):
        look_at(person, shots, f"{name}-{language}-{size}")
        squeeze(person, shots, f"{name}-{language}-{size}")
    person.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_phones_screens(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    number = 6 + ["zh-CN", "en"].index(language)
    candidate = Candidate(site, site.demo("candidate", number))
    candidate.arrive()
    phone = people(f"手机 {number}", hue=300, tone=1200 + number, viewport=PHONE)
    for name in journey.phone_screens(phone, site, candidate, language):
        look_at(phone, shots, f"{name}-{language}-390x844")
        squeeze(phone, shots, f"{name}-{language}-390x844")
    phone.close()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_staffs_screens(site: Site, people: Callable[..., Person], shots: Path, language: str) -> None:
    tone = 300 if language == "en" else 330
    person = people("周敏", hue=120, tone=tone, viewport={"width": 1280, "height": 720})
    for name in journey.staff_screens(person, site, site.demo("waiting_room_officer"), language):
        look_at(person, shots, f"{name}-{language}-1280x720")
    person.close()
