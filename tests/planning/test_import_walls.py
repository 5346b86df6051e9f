"""A person whom several colleges examine: none of them changes what opens another's exam."""

from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.models import LoginCredential
from kaochang.exams.models import RosterEntry
from kaochang.planning import imports
from kaochang.planning.queries import shown_import
from kaochang.schools.services import add_membership, create_college
from tests.factories import make_person, make_room, make_session
from tests.planning.rosters import (
    BY,
    Site,
    dry_run,
    found,
    identity,
    line,
    make_site,
    manager,
    rows_of,
    write,
    xlsx,
)
from tests.traces import recorded

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def first() -> Site:
    site = make_site()
    write(site, dry_run(site, xlsx([line(1)])))
    return site


@pytest.fixture
def other(first: Site) -> Site:
    """Another college's exam, and its own administrator."""
    college = create_college(first.school, name="外国语学院", by=BY)
    session = make_session(first.school, college=college, state="draft", name="另一场")
    person = make_person(name="苏文婕")
    add_membership(person, first.school, "college_admin", college=college, by=BY)
    return Site(first.school, session, [make_room(session, name="第二考场")], first.major, person)


def theirs(site: Site) -> Any:
    return RosterEntry.objects.get(session=site.session).person


def test_a_new_row_takes_over_nobodys_log_in(first: Site, other: Site) -> None:
    row = line(1, phone="13999999999", identity_number=identity(1))
    made = dry_run(other, xlsx([row]))
    assert [(column, code) for _, column, code in found(made)] == [
        ("phone", "person_of_another_college"),
        ("identity_number", "person_of_another_college"),
    ]
    assert theirs(first).phone == "+8613800000001"
    # Without other data they are simply examined here as well.
    made = write(other, dry_run(other, xlsx([line(1)])))
    assert made.state == "written"
    # Not by a later file either, nor by one of the first college: they are now examined by both.
    for site in (other, Site(first.school, first.session, first.rooms, first.major, other.person)):
        again = dry_run(site, xlsx([row]))
        assert {code for _, _, code in found(again)} == {"person_of_another_college"}
    assert LoginCredential.objects.filter(person=theirs(first), kind="phone").count() == 1


def test_of_another_colleges_candidate_not_even_the_name_is_told(first: Site, other: Site) -> None:
    row = line(9, name="冒名", phone="13800000001")
    made = dry_run(other, xlsx([row]))
    assert [(column, code) for _, column, code in found(made)] == [("phone", "taken_in_another_college")]
    assert rows_of(made)[0].findings[0]["params"] == {}
    chief = Site(first.school, other.session, other.rooms, first.major, first.person)
    assert [code for _, _, code in found(dry_run(chief, xlsx([row])))] == ["phone_of_another"]


def test_a_shared_candidate_stays_spelled_as_kept_in_every_file(first: Site, other: Site) -> None:
    person = theirs(first)
    person.name = "BAI JIE"
    person.save()
    file = xlsx([line(1, name="Bai  Jie")])
    write(other, dry_run(other, file))
    again = dry_run(other, file)
    assert found(again) == [] and [row.outcome for row in rows_of(again)] == ["unchanged"]
    assert theirs(other).name == "BAI JIE"


def test_what_the_school_uploaded_says_who_wrote_it(first: Site, other: Site) -> None:
    chief = Site(first.school, other.session, other.rooms, first.major, first.person)
    made = write(other, dry_run(chief, xlsx([line(2)])))
    assert made.state == "written"
    shown = shown_import(made)
    assert (shown["uploaded_by_name"], shown["written_by_name"]) == ("韩雪", "苏文婕")


def test_who_manages_the_school_sees_before_and_after(first: Site, other: Site) -> None:
    chief = Site(first.school, other.session, other.rooms, first.major, first.person)
    made = dry_run(chief, xlsx([line(1, phone="13999999999")]))
    (row,) = rows_of(made)
    assert (row.outcome, [one["field"] for one in row.changes]) == ("new", ["phone"])
    assert row.changes[0]["before"].endswith("0001") and row.changes[0]["after"].endswith("9999")
    write(chief, made)
    assert theirs(first).phone == "+8613999999999"


def test_what_the_school_uploaded_is_judged_again_for_who_writes_it(first: Site, other: Site) -> None:
    chief = Site(first.school, other.session, other.rooms, first.major, first.person)
    made = dry_run(chief, xlsx([line(1, phone="13999999999")]))
    made = write(Site(first.school, other.session, other.rooms, first.major, other.person), made)
    assert (made.state, made.problem) == ("checked", "import_outdated")
    assert {code for _, _, code in found(made)} == {"person_of_another_college"}
    assert theirs(first).phone == "+8613800000001"
    # And for who mends it.
    imports.mend_row(made, 2, {"remark": "x"}, confirmed=None, version=rows_of(made)[0].version, by=first.by)
    imports.recheck(made.pk, first.person.pk)
    assert [row.outcome for row in rows_of(made)] == ["new"]


def test_a_correction_and_a_sheet_of_codes_hold_the_same_wall(first: Site, other: Site) -> None:
    write(other, dry_run(other, xlsx([line(1)])))
    college, school = manager(other.school, other.session.college), manager(other.school)
    entry = RosterEntry.objects.get(session=other.session)
    page = f"/api/v1/school/candidates/{entry.pk}"

    def correct(client: Client, **values: str) -> Any:
        seen = client.get(page).json()
        body = {"version": seen["version"], "person_version": seen["person_version"], **values}
        return client.patch(page, body, content_type=JSON)

    refused = correct(college, phone="13999999999")
    assert (refused.status_code, refused.json()["code"]) == (409, "person_of_another_college")
    assert correct(college, remark="要坐轮椅").status_code == 200
    assert correct(school, phone="13999999999").status_code == 200
    assert recorded("accounts.person_edited")[-1]["changes"][0]["field"] == "phone"

    whom = {"ids": [str(entry.pk)]}
    sheets = "/api/v1/school/code-sheets"
    shown = college.post(f"{sheets}/preview", whom, content_type=JSON).json()
    assert (shown["will"], [one["reason"] for one in shown["skipped"]]) == (0, ["other_college"])
    answer = college.post(sheets, whom, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "nobody_chosen")
    assert school.post(sheets, whom, content_type=JSON).status_code == 201
