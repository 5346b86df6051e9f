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
from e2e.inside import Inside
from e2e.looks import enlarge_staff, look_at, squeeze
from e2e.person import LAPTOP, PHONE, Person
from e2e.site import Site

SIZES: dict[str, ViewportSize] = {"1440x900": LAPTOP, "390x844": PHONE}


def rename(site: Site, name: str, longer: str) -> str:
    query = "UPDATE accounts_person SET name = %s WHERE name = %s RETURNING 1"
    assert Inside(site).rows(query, longer, name)
    return longer


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_candidates_screens(
    site: Site, people: Callable[..., Person], shots: Path, language: str, size: str
) -> None:
    number = 2 + 2 * ["zh-CN", "en"].index(language) + list(SIZES).index(size)
    demo = site.demo("candidate", number)
    if size == "390x844" and language == "zh-CN":
        demo["name"] = rename(site, demo["name"], "阿卜杜热合曼·麦麦提图尔荪·买买提艾力·阿不都克里木")
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
        enlarge_staff(person, shots, f"{name}-{language}")
    person.close()
