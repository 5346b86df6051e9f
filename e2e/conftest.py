"""Fixtures of the browser tests: one demo site a module, and people who are closed whatever happens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from e2e.person import Person, start_person
from e2e.site import ROOT, Site, own_folder, own_site, start_site

SHOTS = ROOT / "var" / "shots"

# Where a page owes a thing within seconds, the test says so itself; the rest only has to come.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def playwright_session() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def filled() -> Iterator[Path]:
    """The folder of a demo system that was started once and ended: every site begins as a copy of it."""
    folder = own_folder("filled")
    assert start_site(folder).stop() == 0
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, filled: Path) -> Iterator[Site]:
    """A demo system of the module's own."""
    with own_site(request, filled, "e2e") as started:
        yield started


@pytest.fixture(scope="module")
def people(
    playwright_session: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Person]]:
    """Start a person by name, hue (degrees) and tone (hertz); all are closed at the end of the module."""
    started: list[Person] = []
    folder: Path = tmp_path_factory.mktemp("people")

    def start(name: str, **kind: Any) -> Person:
        person = start_person(playwright_session, folder, name, **kind)
        started.append(person)
        return person

    yield start
    for person in started:
        if person.browser.is_connected():
            person.close()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where the pictures of the screens are kept."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS
