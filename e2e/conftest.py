"""Fixtures of the browser tests: one demo site a module, and people who are closed whatever happens."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from e2e.person import Person, start_person
from e2e.site import ROOT, Site, start_site

SHOTS = ROOT / "var" / "shots"


@pytest.fixture(scope="session")
def playwright_session() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A demo system of its own, ended with SIGTERM; a part that outlives it fails the test.

    Its folder, with the logs of its parts, stays when a test failed on it.
    """
    folder = Path(tempfile.mkdtemp(prefix="kaochang-e2e-"))
    folder.chmod(0o711)  # the database runs as a user of its own and has to reach its folder
    started = start_site(folder)
    failed_before = request.session.testsfailed
    yield started
    assert started.stop() == 0
    if request.session.testsfailed == failed_before:
        shutil.rmtree(folder)


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
