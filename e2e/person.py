"""One person of the exam day: a Chromium process with a camera of one hue and a microphone of one tone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, expect

from e2e.media_files import write_camera, write_tone
from e2e.network import browser_of_group

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-background-timer-throttling",
]
FIRST_GROUP = 40_000
LAPTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PROBES = Path(__file__).with_name("probes.js")


def hue_distance(left: float, right: float) -> float:
    """Degrees between two hues on the colour circle."""
    return abs((left - right + 180) % 360 - 180)


def wait_until(question: Callable[[], Any], seconds: float, what: str) -> Any:
    """Ask again until the answer is true, or fail naming what was awaited and the last answer."""
    until = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError(f"not within {seconds} s: {what} (last answer {answer!r})")
        time.sleep(0.1)


@dataclass
class Person:
    """hue in degrees, tone in hertz; `requests` keeps every address asked."""

    name: str
    hue: float
    tone: int
    browser: Browser
    context: BrowserContext
    page: Page
    camera: str
    group: int
    requests: list[str] = field(default_factory=list)

    def sees(self, selector: str, other: Person, seconds: float = 15) -> None:
        """The tile shows the other's hue and its picture moves."""

        def shown() -> bool:
            picture = self.picture(selector)
            return bool(picture and picture["light"] > 0.2 and hue_distance(picture["hue"], other.hue) < 18)

        wait_until(shown, seconds, f"{self.name} sees {other.name} in {selector}")
        first = self.picture(selector)
        try:
            wait_until(
                lambda: (self.picture(selector) or first) != first,
                seconds,
                f"the picture of {other.name} moves at {self.name}",
            )
        except AssertionError as error:
            state = self.page.locator(selector).first.get_attribute("data-state")
            error.add_note(f"first {first}, now {self.picture(selector)}, the tile says {state}")
            raise

    def picture(self, selector: str) -> dict[str, float] | None:
        """Hue, brightness, width and fingerprint of what the tile shows now; None without a picture."""
        answer: dict[str, float] | None = self.page.evaluate("(s) => window.__probe.picture(s)", selector)
        return answer

    def tones(self) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = self.page.evaluate("() => window.__probe.tones()")
        return answer

    def hears(self, other: Person, seconds: float = 15) -> None:
        """The other's tone arrives and the page plays it."""

        def heard() -> bool:
            return any(
                t["played"] and t["decibels"] > -70 and abs(t["hertz"] - other.tone) < 25
                for t in self.tones()
            )

        wait_until(heard, seconds, f"{self.name} hears {other.name} at {other.tone} Hz")

    def does_not_hear(self, other: Person) -> None:
        """No incoming audio track carries the other's tone, played or not."""
        found = [t for t in self.tones() if abs(t["hertz"] - other.tone) < 25 and t["decibels"] > -85]
        assert not found, f"{self.name} receives the sound of {other.name}: {found}"

    def received(self) -> dict[str, int]:
        """Packets of sound and picture that came in during the last moment."""
        answer: dict[str, int] = self.page.evaluate("() => window.__probe.received()")
        return answer

    def receives_nothing(self, seconds: float = 10) -> None:
        wait_until(
            lambda: not any(self.received().values()),
            seconds,
            f"{self.name} receives no media; now {self.received()}",
        )

    def prompts(self) -> int:
        """How often the page asked for camera or microphone since it was loaded."""
        answer: int = self.page.evaluate("() => window.__probe.prompts()")
        return answer

    def cameras(self) -> int:
        """How many tracks of the camera are open: with none, its lamp is out."""
        answer: int = self.page.evaluate("() => window.__probe.cameras()")
        return answer

    def button(self, name: str, exact: bool = True) -> Any:
        return self.page.get_by_role("button", name=name, exact=exact)

    def press(self, name: str, exact: bool = True, seconds: float = 15) -> None:
        button = self.button(name, exact)
        expect(button.first).to_be_enabled(timeout=seconds * 1000)
        button.first.click()

    def reads(self, text: str, seconds: float = 15) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=seconds * 1000)

    def take_picture(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png")

    def processes(self) -> list[int]:
        """Ids of all processes of this browser: those that name its camera file, and their children."""
        parents = {
            int(entry.name): parent_of(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()
        }
        found = [number for number in parents if self.camera in command_of(number)]
        for number in found:
            found.extend(
                child for child, parent in parents.items() if parent == number and child not in found
            )
        return found

    def close(self) -> None:
        self.browser.close()


def parent_of(entry: Path) -> int:
    try:
        return int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def command_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text()
    except OSError:
        return ""


def start_person(
    playwright: Playwright,
    folder: Path,
    name: str,
    *,
    hue: float,
    tone: int,
    viewport: ViewportSize | None = None,
    fake_ui: bool = True,
    locale: str = "zh-CN",
) -> Person:
    """Start the process; files for camera and microphone are made in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    group = FIRST_GROUP + tone  # tones differ from person to person
    camera, microphone = folder / f"{hue:.0f}.y4m", folder / f"{tone}.wav"
    if not camera.exists():
        write_camera(camera, hue)
    if not microphone.exists():
        write_tone(microphone, tone)
    flags = [flag for flag in FLAGS if fake_ui or flag != "--use-fake-ui-for-media-stream"]
    browser = playwright.chromium.launch(
        executable_path=browser_of_group(folder, CHROMIUM, group),
        headless=True,
        args=[
            *flags,
            f"--use-file-for-fake-video-capture={camera}",
            f"--use-file-for-fake-audio-capture={microphone}",
        ],
    )
    context = browser.new_context(
        viewport=viewport or LAPTOP,
        locale=locale,
        timezone_id="Asia/Shanghai",
        ignore_https_errors=True,
    )
    if fake_ui:
        context.grant_permissions(["camera", "microphone", "notifications"])
    context.add_init_script(path=PROBES)
    page = context.new_page()
    person = Person(name, hue, tone, browser, context, page, str(camera), group)
    context.on("request", lambda request: person.requests.append(request.url))
    return person
