"""A person without a mouse: moves by Tab and arrows, presses by Enter and Space, and sees where they are."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from e2e.person import Person, wait_until

# Whether what has the focus looks different from how it looks without it; asked after each move.
MOVED = """() => {
  const ring = (box) => { const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
    return `${outlineStyle} ${outlineWidth} ${boxShadow}`; };
  const look = (element) => [element, element.parentElement, element.nextElementSibling,
    element.closest('label, .kc-input')].map((box) => (box ? ring(box) : '')).join(' | ');
  const now = document.activeElement, before = window.__focus;
  const same = before && before.element !== now && before.element.isConnected
    && look(before.element) === before.look;
  window.__focus = now === document.body ? null : { element: now, look: look(now) };
  return same ? before.element.outerHTML.slice(0, 200) : null;
}"""
FOCUSED = "(element) => element === document.activeElement || element.contains(document.activeElement)"
MOST_STOPS = 120


class Keyboard:
    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page
        # A hand on the mouse would be noticed: no step of these tests may need it.
        self.page.add_init_script(
            "addEventListener('pointerdown', () => { window.__mouse = true; }, { capture: true })"
        )

    def move(self, key: str) -> None:
        """One key; what had the focus before must have shown it."""
        self.page.keyboard.press(key)
        hidden = self.page.evaluate(MOVED)
        assert hidden is None, f"no visible focus on {hidden}"

    def reach(self, target: Locator, key: str = "Tab") -> None:
        """Go on until the target has the focus."""
        expect(target.first).to_be_visible()
        for _ in range(MOST_STOPS):
            if target.first.evaluate("(element) => element === document.activeElement"):
                return
            self.move(key)
        raise AssertionError(f"{self.person.name} never reaches {target} by {key}")

    def button(self, name: str, inside: Any = None) -> Locator:
        found: Locator = (inside or self.page).get_by_role("button", name=name, exact=True)
        return found

    def press(self, target: Locator | str, key: str = "Enter", back: bool = False) -> None:
        found = self.button(target) if isinstance(target, str) else target
        expect(found.first).to_be_enabled(timeout=60_000)
        self.reach(found, "Shift+Tab" if back else "Tab")
        self.page.keyboard.press(key)

    def write(self, target: Locator, words: str) -> None:
        self.reach(target)
        self.page.keyboard.type(words)

    def is_somewhere(self, text: str) -> None:
        """After a step the new page is there, and the focus is in it."""
        self.person.reads(text, 30)
        wait_until(
            lambda: self.page.evaluate("() => document.activeElement !== document.body"),
            3,
            f"the focus is somewhere after {text}",
        )

    def is_at(self, target: Locator) -> None:
        wait_until(lambda: target.first.evaluate(FOCUSED), 3, f"the focus is at {target}")

    def stays_inside(self, dialog: Locator, stops: int) -> None:
        """The dialog has the focus and keeps it, forwards and backwards."""
        self.is_at(dialog)
        for key in ["Tab"] * stops + ["Shift+Tab"] * stops:
            self.move(key)
            outside = not dialog.evaluate(FOCUSED)
            # Past its last stop the browser's own bars have a turn, never the page behind.
            assert not outside or self.page.evaluate("() => document.activeElement === document.body"), key
        self.reach(dialog.get_by_role("button"))

    def used_no_mouse(self) -> None:
        assert not self.page.evaluate("() => window.__mouse")
