"""One demo site for all attacks, with everybody of both rooms logged in over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.attacks.day import Day
from e2e.inside import Inside
from e2e.person import wait_until
from e2e.site import Site, own_site


@pytest.fixture(scope="package")
def site(request: pytest.FixtureRequest, filled: Path) -> Iterator[Site]:
    with own_site(request, filled, "attacks") as started:
        yield started


@pytest.fixture(scope="package")
def inside(site: Site) -> Inside:
    found = Inside(site)
    # Until the watch has looked, the gate says "not now" to everybody.
    wait_until(lambda: found.rows("SELECT 1 FROM media_mediaserverstatus WHERE is_up"), 20, "a media server")
    return found


@pytest.fixture(scope="package")
def day(site: Site, inside: Inside) -> Day:
    return Day(site, inside)
