"""Looking at a screen: its picture, what axe finds serious, what does not fit the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from e2e.person import LAPTOP, PHONE, Person
from e2e.site import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FITS = Path(__file__).with_name("fits.js").read_text()
REACH = Path(__file__).with_name("reach.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = """async (RULES) => {
  const found = await axe.run(document, { runOnly: RULES });
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}"""
SMALL: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 360, "height": 640}
TEXT = "(size) => { document.documentElement.style.fontSize = size; }"


def look_at(person: Person, shots: Path, name: str) -> None:
    """Keep the picture; refuse serious findings of axe and what does not fit."""
    see(person, shots, name)
    person.page.evaluate(AXE.read_text())
    serious = person.page.evaluate(SERIOUS, RULES)
    assert serious == [], f"{name}: {serious}"


def see(person: Person, shots: Path, name: str) -> None:
    """Keep the picture; refuse what does not fit."""
    page = person.page
    expect(page.locator(".kc-loading")).to_have_count(0)
    assert page.locator("body").inner_text().strip(), f"{name}: an empty page"
    person.take_picture(shots, name)
    too_large = page.evaluate(FITS)
    assert too_large == [], f"{name}: {too_large}"


def look_at_staff(person: Person, shots: Path, name: str) -> None:
    """On both sizes of screen that staff have; axe finds the same elements on either."""
    for size in in_windows(person.page, LAPTOP, SMALL):
        settled(person.page)
        look = look_at if size.startswith(str(SMALL["width"])) else see
        look(person, shots, f"{name}-{size}")


def list_ends_in_the_window(page: Page) -> None:
    """Its last column is seen without scrolling; `look_at` lets a list scroll within itself."""
    table = page.locator(".kc-list .ant-table-content")
    assert table.evaluate("(table) => table.scrollWidth - table.clientWidth") == 0, page.url


def in_windows(page: Page, *sizes: ViewportSize) -> Iterator[str]:
    """In each of these windows, by its name; ends as it began."""
    before = page.viewport_size
    assert before
    for size in sizes:
        page.set_viewport_size(size)
        yield f"{size['width']}x{size['height']}"
    page.set_viewport_size(before)


def settled(page: Page) -> None:
    """What slides in has arrived."""
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((one) => one.finished))")


def squeeze(person: Person, shots: Path, name: str) -> None:
    """The same screen with twice the text, and a phone's in the narrowest window."""
    enlarge(person, shots, name)
    if person.page.viewport_size == PHONE:
        narrow(person, shots, name)


def squeeze_all(person: Person, shots: Path, name: str) -> None:
    """A screen on its way: a phone's window and the laptop's with twice the text, and the narrowest."""
    for size in in_windows(person.page, PHONE, LAPTOP):
        enlarge(person, shots, f"{name}-{size}")
    narrow(person, shots, name)


def enlarge(person: Person, shots: Path, name: str, *more: str) -> None:
    """Twice the text; `more` checks than that it fits."""
    page = person.page
    page.evaluate(TEXT, "200%")
    person.take_picture(shots, f"{name}-text-200")
    lost = [one for check in (FITS, *more) for one in page.evaluate(check)]
    page.evaluate(TEXT, "")
    assert lost == [], f"{name}, text at 200 %: {lost}"


def enlarge_staff(person: Person, shots: Path, name: str) -> None:
    """A page of staff with twice the text, on both sizes of screen: all of it can be brought into sight."""
    for size in in_windows(person.page, LAPTOP, SMALL):
        enlarge(person, shots, f"{name}-{size}", REACH)


def enlarge_staff_in_both_languages(person: Person, shots: Path, name: str) -> None:
    for language, other in (("zh-CN", "English"), ("en", "中文")):
        enlarge_staff(person, shots, f"{name}-{language}")
        person.page.get_by_role("button", name=re.compile(f"{other}$")).first.click()


def narrow(person: Person, shots: Path, name: str) -> None:
    for _ in in_windows(person.page, NARROW):
        person.take_picture(shots, f"{name}-360")
        too_large = person.page.evaluate(FITS)
        assert too_large == [], f"{name}, 360 px wide: {too_large}"
