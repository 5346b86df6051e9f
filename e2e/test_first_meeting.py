"""The thin path: log in, prepare, wait, be invited, and two people see and hear each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from e2e.journey import give_consent, invite_uncleared, log_in_candidate, log_in_staff, open_panel, prepare
from e2e.person import Person
from e2e.site import Site


def test_a_candidate_is_invited_and_meets_the_chief(
    site: Site, people: Callable[..., Person], shots: Path
) -> None:
    candidate = people("陈思远", hue=20, tone=440)
    log_in_candidate(candidate, site, site.demo("candidate"))
    give_consent(candidate)
    prepare(candidate)
    candidate.take_picture(shots, "waiting-1440x900")
    candidate.receives_nothing()

    chief = people("梁国栋", hue=220, tone=880)
    log_in_staff(chief, site, site.demo("chief_examiner"))
    open_panel(chief, "第二考场")
    invite_uncleared(chief, "陈思远")

    candidate.press("进入考场", seconds=10)
    chief.sees("[data-testid=tile-candidate]", candidate)
    candidate.sees("[data-testid=tile-chief_examiner]", chief)
    chief.hears(candidate)
    candidate.hears(chief)
