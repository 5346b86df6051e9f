"""Looking at a screen: its picture, what axe finds serious, what does not fit the window."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ViewportSize

from e2e.person import LAPTOP, PHONE, Person
from e2e.site import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FITS = Path(__file__).with_name("fits.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = """async (RULES) => {
  const found = await axe.run(document, { runOnly: RULES });
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}"""
NARROW: ViewportSize = {"width": 360, "height": 640}
TEXT = "(size) => { document.documentElement.style.fontSize = size; }"


def look_at(person: Person, shots: Path, name: str) -> None:
    """Keep the picture; refuse serious findings of axe and what does not fit."""
    page = person.page
    person.take_picture(shots, name)
    page.evaluate(AXE.read_text())
    serious, too_large = page.evaluate(SERIOUS, RULES), page.evaluate(FITS)
    assert serious == [], f"{name}: {serious}"
    assert too_large == [], f"{name}: {too_large}"


def squeeze(person: Person, shots: Path, name: str) -> None:
    """The same screen with twice the text, and a phone's in the narrowest window."""
    enlarge(person, shots, name)
    if person.page.viewport_size == PHONE:
        narrow(person, shots, name)


def squeeze_all(person: Person, shots: Path, name: str) -> None:
    """A screen on its way: a phone's window and the laptop's with twice the text, and the narrowest."""
    page = person.page
    before = page.viewport_size
    assert before
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)
        enlarge(person, shots, f"{name}-{size['width']}x{size['height']}")
    narrow(person, shots, name)
    page.set_viewport_size(before)


def enlarge(person: Person, shots: Path, name: str) -> None:
    page = person.page
    page.evaluate(TEXT, "200%")
    person.take_picture(shots, f"{name}-text-200")
    assert page.evaluate(FITS) == [], f"{name}, text at 200 %"
    page.evaluate(TEXT, "")


def narrow(person: Person, shots: Path, name: str) -> None:
    page = person.page
    before = page.viewport_size
    assert before
    page.set_viewport_size(NARROW)
    person.take_picture(shots, f"{name}-360")
    assert page.evaluate(FITS) == [], f"{name}, 360 px wide"
    page.set_viewport_size(before)
