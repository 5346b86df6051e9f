"""Colleges and majors as one table: a row for each major, and one for a college that has none yet."""

from itertools import chain
from typing import NamedTuple

from kaochang.core.lists import searched
from kaochang.exports.xlsx import Column, Words
from kaochang.schools.models import College, Major
from kaochang.schools.scope import SchoolScope

COLLEGE_SEARCHED = ("name", "name_en", "code")
MAJOR_SEARCHED = (*COLLEGE_SEARCHED, *(f"college__{field}" for field in COLLEGE_SEARCHED))


class Unit(NamedTuple):
    college: College
    major: Major | None


def list_units(scope: SchoolScope, words: str) -> list[Unit]:
    """As the page shows them, and found by the same words: a major also by its college."""
    majors = scope.narrow(
        Major.objects.select_related("college"), school="college__school_id", college="college_id"
    )
    bare = scope.narrow(College.objects.filter(majors=None), college="pk")
    units = chain(
        (Unit(major.college, major) for major in searched(majors, words, MAJOR_SEARCHED)),
        (Unit(college, None) for college in searched(bare, words, COLLEGE_SEARCHED)),
    )
    return sorted(units, key=_place)


def _place(unit: Unit) -> tuple[str, ...]:
    college, major = unit
    return (college.code, college.name, major.code if major else "", major.name if major else "")


def _state(unit: College | Major | None) -> Words | None:
    if unit is None:
        return None
    return Words("启用", "in use") if unit.enabled else Words("停用", "not in use")


UNIT_COLUMNS: list[Column[Unit]] = [
    Column("college_code", Words("学院代码", "College code"), lambda unit: unit.college.code),
    Column("college", Words("学院", "College"), lambda unit: unit.college.name, width=28),
    Column(
        "college_en",
        Words("学院英文名称", "College, English name"),
        lambda unit: unit.college.name_en,
        width=28,
    ),
    Column("college_state", Words("学院状态", "College state"), lambda unit: _state(unit.college)),
    Column(
        "major_code", Words("专业代码", "Major code"), lambda unit: unit.major.code if unit.major else None
    ),
    Column("major", Words("专业", "Major"), lambda unit: unit.major.name if unit.major else None, width=28),
    Column(
        "major_en",
        Words("专业英文名称", "Major, English name"),
        lambda unit: unit.major.name_en if unit.major else None,
        width=28,
    ),
    Column("major_state", Words("专业状态", "Major state"), lambda unit: _state(unit.major)),
]
