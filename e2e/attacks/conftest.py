"""One demo site for all attacks, with everybody of both rooms logged in over HTTP."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.attacks.day import Day
from e2e.inside import Inside
from e2e.person import wait_until
from e2e.site import Site, start_site


@pytest.fixture(scope="package")
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="kaochang-attacks-"))
    folder.chmod(0o711)  # the database runs as a user of its own and has to reach its folder
    started = start_site(folder)
    yield started
    assert started.stop() == 0
    if request.session.testsfailed:
        print(f"logs and rows are kept in {folder}")
    else:
        shutil.rmtree(folder)


@pytest.fixture(scope="package")
def inside(site: Site) -> Inside:
    found = Inside(site)
    # Until the watch has looked, the gate says "not now" to everybody.
    wait_until(lambda: found.rows("SELECT 1 FROM media_mediaserverstatus WHERE is_up"), 20, "a media server")
    return found


@pytest.fixture(scope="package")
def day(site: Site, inside: Inside) -> Day:
    return Day(site, inside)
