"""Reference portraits as a zip: every file its stated result, nothing partial, and who sees them then."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from PIL import Image
from procrastinate.contrib.django import app

from kaochang.config.commands import LANES
from kaochang.core import clock
from kaochang.exams.models import ReferencePortrait, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning import portraits
from kaochang.planning.errors import ImportHasErrors, ImportNotReady, ImportOutdated
from kaochang.planning.models import PortraitImport, PortraitRow
from kaochang.planning.portrait_sentences import PICTURE, ZIP
from kaochang.storage.models import StoredFile
from kaochang.storage.sandbox import ReadPicture, read_pictures
from kaochang.storage.services import path_of
from tests.accounts.factories import log_in
from tests.factories import make_person
from tests.planning.hostile_pictures import CASES, Case, gps_picture, picture, zipped
from tests.planning.rosters import Site, make_site, manager
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
SCHOOL = "/api/v1/school"


@pytest.fixture
def site(db: None) -> Site:
    made = make_site()
    for number in ("P001", "P002", "P003"):
        RosterEntry.objects.create(session=made.session, person=make_person(), candidate_number=number)
    return made


def entry(number: str) -> RosterEntry:
    return RosterEntry.objects.get(candidate_number=number)


def upload(site: Site, data: bytes) -> PortraitImport:
    made = portraits.upload(site.session, io.BytesIO(data), name="照片.zip", by=site.by)
    portraits.read(made.pk)
    return PortraitImport.objects.get(pk=made.pk)


def write(made: PortraitImport, site: Site, *, only_good: bool = False) -> PortraitImport:
    return portraits.write(made, only_good=only_good, version=made.version, by=site.by)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_file_has_its_stated_result(site: Site, case: Case) -> None:
    made = upload(site, case.make())
    assert (made.state, made.problem) == (("refused", case.refused) if case.refused else ("checked", ""))
    rows = list(made.rows.order_by("number"))
    assert tuple(row.problem for row in rows) == case.problems
    # Nobody has a portrait before it is written; the zip itself is gone in every case.
    assert ReferencePortrait.objects.count() == 0
    assert StoredFile.objects.count() == 0
    assert all((row.picture is None) == bool(row.problem) for row in rows)
    assert set(made.counts.values()) <= {0, *range(1, len(rows) + 1)}
    for row in rows:
        if row.picture is not None:
            shown = Image.open(io.BytesIO(bytes(row.picture)))
            assert (shown.format, shown.mode, shown.size) == ("JPEG", "RGB", (row.width, row.height))
            assert max(shown.size) <= 600


def test_every_problem_has_its_sentence() -> None:
    told = {problem for case in CASES.values() for problem in case.problems if problem}
    assert told == set(PICTURE)
    assert {case.refused for case in CASES.values() if case.refused} <= set(ZIP)


def test_upright_and_without_where_it_was_taken(site: Site) -> None:
    made = upload(site, zipped(("P001.jpg", gps_picture())))
    data = bytes(made.rows.get().picture or b"")
    shown = Image.open(io.BytesIO(data))
    assert shown.size == (200, 400)
    assert not shown.getexif() and "comment" not in shown.info
    assert b"Exif" not in data and b"secret" not in data


def test_written_all_at_once_shown_replaced_and_gone_with_the_candidate(site: Site) -> None:
    data = zipped(("P001.jpg", picture()), ("P002.png", picture("PNG")))
    made = write(upload(site, data), site)
    assert made.state == "written"
    assert ReferencePortrait.objects.count() == 2
    assert made.rows.filter(picture__isnull=False).count() == 0
    assert recorded("exams.portraits_set")[0]["count"] == 2
    assert len(recorded("exams.portrait_set")) == 2

    again = upload(site, zipped(("P001.jpg", picture()), ("P002.jpg", picture(size=(300, 300)))))
    assert [row.outcome for row in again.rows.order_by("number")] == ["unchanged", "replace"]
    write(again, site)
    assert recorded("exams.portraits_set")[1] | {"session_id": ""} == {
        "session_id": "",
        "count": 1,
        "replaced": 1,
    }
    second = ReferencePortrait.objects.get(roster_entry=entry("P002"))
    assert (second.width, second.height) == (300, 300)
    entry("P002").delete()
    assert not ReferencePortrait.objects.filter(pk=second.pk).exists()


def test_with_problems_only_the_good_ones_and_only_when_told_so(site: Site) -> None:
    made = upload(site, zipped(("P001.jpg", picture()), ("P9.jpg", picture())))
    with refused(ImportHasErrors, bad=1, good=1):
        write(made, site)
    write(made, site, only_good=True)
    assert [one.roster_entry.candidate_number for one in ReferencePortrait.objects.all()] == ["P001"]
    with refused(ImportNotReady):
        write(PortraitImport.objects.get(pk=made.pk), site)


def test_a_candidate_who_went_meanwhile_stops_them_all(site: Site) -> None:
    made = upload(site, zipped(("P001.jpg", picture()), ("P002.jpg", picture())))
    entry("P002").delete()
    with refused(ImportOutdated):
        write(made, site)
    assert ReferencePortrait.objects.count() == 0


def test_put_away_nothing_is_left(site: Site) -> None:
    made = upload(site, zipped(("P001.jpg", picture())))
    portraits.discard(made, by=site.by)
    assert PortraitRow.objects.count() == 0
    portraits.read(made.pk)
    assert PortraitRow.objects.count() == 0


def test_read_twice_is_read_once(site: Site) -> None:
    made = upload(site, zipped(("P001.jpg", picture())))
    portraits.read(made.pk)
    assert made.rows.count() == 1


def test_a_refused_file_leaves_no_bytes(site: Site) -> None:
    made = portraits.upload(site.session, io.BytesIO(b"noise"), name="x.zip", by=site.by)
    assert made.file is not None
    path = path_of(made.file.pk)
    assert path.exists()
    portraits.read(made.pk)
    assert PortraitImport.objects.get(pk=made.pk).file is None


def test_over_http_with_a_constant_number_of_queries(
    site: Site, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = manager(site.school)
    url = f"{SCHOOL}/exams/{site.session.pk}/portrait-imports"
    data = zipped(("P001.jpg", picture()), ("P002.jpg", picture()), ("P9.jpg", picture()))
    answer = client.post(
        f"{url}?name=照片.zip", data, "application/octet-stream", headers={"X-Kaochang": "1"}
    )
    assert (answer.status_code, answer.json()["state"]) == (201, "reading")
    made = answer.json()["id"]
    portraits.read(made)
    found = client.get(f"{SCHOOL}/portrait-imports/{made}").json()
    assert (found["state"], found["counts"]) == (
        "checked",
        {"new": 2, "replace": 0, "unchanged": 0, "error": 1},
    )
    with django_assert_num_queries(7):
        rows = client.get(f"{SCHOOL}/portrait-imports/{made}/rows").json()
    assert [row["candidate_number"] for row in rows["items"]] == ["P9", "P001", "P002"]
    for sort, order in (
        ("-candidate_number", ["P9", "P002", "P001"]),
        ("file_name", ["P001", "P002", "P9"]),
        ("-problem", ["P9", "P002", "P001"]),
    ):
        items = client.get(f"{SCHOOL}/portrait-imports/{made}/rows", {"sort": sort}).json()["items"]
        assert [row["candidate_number"] for row in items] == order
    assert client.get(f"{SCHOOL}/portrait-imports/{made}/rows?sort=picture").json()["code"] == "sort_unknown"
    assert rows["items"][0]["sentence"]["zh"] == "本场考试没有考生编号 P9"
    with django_assert_num_queries(7):
        assert client.get(f"{SCHOOL}/portrait-imports/{made}/rows?outcome=new").json()["total"] == 2
    assert client.get(f"{SCHOOL}/roster-entries/{entry('P001').pk}/portrait").status_code == 404
    body = {"version": found["version"], "only_good": True}
    done = client.post(
        f"{SCHOOL}/portrait-imports/{made}/writing", body, "application/json", headers={"X-Kaochang": "1"}
    )
    assert (done.status_code, done.json()["state"]) == (200, "written")
    shown = client.get(f"{SCHOOL}/roster-entries/{entry('P001').pk}/portrait")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["Cache-Control"] == "no-store" and shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]


def test_no_candidate_sees_anybodys(site: Site) -> None:
    write(upload(site, zipped(("P001.jpg", picture()))), site)
    mine = entry("P001")
    client = Client()
    log_in(client, mine.person, "candidate", site.school.pk)
    for path in (
        f"{SCHOOL}/roster-entries/{mine.pk}/portrait",
        f"/api/v1/staff/entries/{mine.pk}/portrait",
        f"/api/v1/candidate/entries/{mine.pk}/portrait",
    ):
        assert client.get(path).status_code in (401, 404)


@pytest.mark.parametrize("state", [SessionState.CLOSED, SessionState.ARCHIVED])
def test_a_closed_exam_takes_none(site: Site, state: SessionState) -> None:
    type(site.session).objects.filter(pk=site.session.pk).update(state=state)
    client = manager(site.school)
    url = f"{SCHOOL}/exams/{site.session.pk}/portrait-imports"
    answer = client.post(
        url, zipped(("P001.jpg", picture())), "application/octet-stream", headers={"X-Kaochang": "1"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "exam_closed")
    assert StoredFile.objects.count() == 0


def test_a_name_that_grows_when_it_is_made_plain_is_one_bad_picture(site: Site) -> None:
    made = upload(site, zipped(("\ufdfa" * 196 + ".jpg", picture()), ("P001.jpg", picture())))
    assert made.state == "checked"
    assert [row.problem for row in made.rows.order_by("number")] == ["number_unknown", ""]


def test_whatever_breaks_while_reading_ends_in_a_stated_result(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(file: StoredFile, *, begin: Callable[[int], None]) -> Iterator[ReadPicture]:
        yield from islice(read_pictures(file, begin=begin), 1)
        raise OSError("no space left on device")

    monkeypatch.setattr(portraits, "BATCH", 1)
    monkeypatch.setattr(portraits, "read_pictures", breaks)
    made = upload(site, zipped(("P001.jpg", picture()), ("P002.jpg", picture())))
    assert (made.state, made.problem, made.rows.count()) == ("refused", "file_broken", 0)
    assert StoredFile.objects.count() == 0


def test_put_away_while_it_is_being_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def put_away(file: StoredFile, *, begin: Callable[[int], None]) -> Iterator[ReadPicture]:
        yield from read_pictures(file, begin=begin)
        portraits.discard(PortraitImport.objects.get(), by=site.by)

    monkeypatch.setattr(portraits, "read_pictures", put_away)
    made = upload(site, zipped(("P001.jpg", picture())))
    assert (made.state, made.rows.count(), StoredFile.objects.count()) == ("discarded", 0, 0)


def test_what_no_worker_finished_is_put_away_after_a_day(site: Site) -> None:
    data = io.BytesIO(zipped(("P001.jpg", picture())))
    made = portraits.upload(site.session, data, name="照片.zip", by=site.by)
    portraits.forget_old_portrait_imports()
    made.refresh_from_db()
    assert made.state == "reading"
    with clock.shifted(timedelta(days=1, seconds=1)):
        portraits.forget_old_portrait_imports()
    made.refresh_from_db()
    assert (made.state, StoredFile.objects.count()) == ("discarded", 0)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_pictures_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that lasts half an hour would keep every page from hearing that nothing has changed."""
    site = make_site()
    data = io.BytesIO(zipped(*((f"P{number}.jpg", picture()) for number in range(3))))
    made = portraits.upload(site.session, data, name="照片.zip", by=site.by)
    seen = []

    def watched(file: StoredFile, *, begin: Callable[[int], None]) -> Iterator[ReadPicture]:
        for one in read_pictures(file, begin=begin):
            seen.append(connection.in_atomic_block)
            yield one

    monkeypatch.setattr(portraits, "BATCH", 1)
    monkeypatch.setattr(portraits, "read_pictures", watched)
    portraits.read(made.pk)
    made.refresh_from_db()
    assert (seen, made.state, made.rows.count()) == ([False] * 3, "checked", 3)


def test_heavy_jobs_have_a_lane_of_their_own() -> None:
    heavy = {name for name, task in app.tasks.items() if task.queue == "files"}
    assert heavy == {
        "candidates.make_sheet",
        "planning.check_import",
        "planning.read_import",
        "planning.read_portraits",
        "planning.roll_back_import",
        "planning.write_import",
    }
    [lane] = [one for one in LANES.values() if "files" in one["queues"]]
    assert lane["queues"] == ["files"]
