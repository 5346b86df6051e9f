"""Dry runs as lists: in a file as they are filtered, and what came before however long ago."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kaochang.planning.models import PortraitImport, PortraitRow, RosterImport
from tests.planning.rosters import Site, dry_run, line, make_site, manager, xlsx
from tests.traces import recorded

pytestmark = pytest.mark.django_db
SCHOOL = "/api/v1/school"


@pytest.fixture
def site(db: None) -> Site:
    return make_site()


@pytest.fixture
def client(site: Site) -> Client:
    return manager(site.school)


def cells(client: Client, path: str, **query: Any) -> list[list[Any]]:
    answer: Any = client.get(f"{SCHOOL}/{path}", query)
    assert answer.status_code == 200, answer.content
    file = BytesIO(b"".join(answer.streaming_content))
    return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


def test_a_roster_is_exported_as_it_is_filtered_and_arranged(site: Site, client: Client) -> None:
    rows = [line(1), line(2, phone="1381234567"), line(3, phone="1387654321")]
    made = dry_run(site, xlsx(rows))
    path = f"imports/{made.pk}/rows/export"
    columns = {"columns": "number,name,phone,outcome"}
    assert client.get(f"{SCHOOL}/{path}?columns=cells").status_code == 422
    assert not recorded("planning.import_rows_exported")
    head, *whole = cells(client, path, **columns)
    assert head == ["行", "姓名", "手机号", "结果"]
    assert [row[0] for row in whole] == [2, 3, 4]
    assert [row[3] for row in whole] == ["新增", "错误", "错误"]
    # What the page hides, the file hides.
    assert whole[0][2] == "138****0001"
    assert [row[0] for row in cells(client, path, outcome="error", sort="-number", **columns)[1:]] == [4, 3]
    assert [row[0] for row in cells(client, path, q="26S00002")[1:]] == [3]
    assert cells(client, path, lang="en", outcome="error")[1][-1].startswith("Phone")
    assert [event["rows"] for event in recorded("planning.import_rows_exported")] == [3, 2, 1, 2]


def test_portraits_are_exported_as_they_are_filtered(site: Site, client: Client) -> None:
    made = PortraitImport.objects.create(
        session=site.session, uploaded_by_id=uuid4(), state="checked", total=2
    )
    good: dict[str, Any] = {"outcome": "new", "width": 400, "height": 600}
    bad: dict[str, Any] = {
        "outcome": "error",
        "problem": "number_unknown",
        "problem_params": {"number": "P2"},
    }
    for number, more in enumerate((good, bad), 1):
        PortraitRow.objects.create(
            portrait_import=made,
            number=number,
            file_name=f"{number}.jpg",
            candidate_number=f"P{number}",
            **more,
        )
    path = f"portrait-imports/{made.pk}/rows/export"
    assert cells(client, path, columns="file,problem") == [
        ["文件", "问题或尺寸"],
        ["2.jpg", "本场考试没有考生编号 P2"],
        ["1.jpg", "400 × 600"],
    ]
    assert [row[0] for row in cells(client, path, outcome="new")[1:]] == ["P1"]
    assert [row[0] for row in cells(client, path, q="2.jpg")[1:]] == ["P2"]
    assert client.get(f"{SCHOOL}/{path}?columns=picture").status_code == 422
    assert [event["rows"] for event in recorded("planning.portrait_rows_exported")] == [2, 1, 1]


@pytest.mark.parametrize(("model", "path"), [(RosterImport, "imports"), (PortraitImport, "portrait-imports")])
def test_the_twenty_first_file_is_reached(site: Site, client: Client, model: Any, path: str) -> None:
    made = [
        model.objects.create(
            session=site.session, uploaded_by_id=uuid4(), state="discarded", file_name=f"{n}"
        )
        for n in range(23)
    ]
    names = [one.file_name for one in reversed(made)]
    url = f"{SCHOOL}/exams/{site.session.pk}/{path}"
    assert client.get(f"{url}?newest=0").status_code == 422
    assert [one["file_name"] for one in client.get(url).json()] == names[:20]
    assert [one["file_name"] for one in client.get(f"{url}?newest=21").json()] == names[:21]
    assert [one["file_name"] for one in client.get(f"{url}?newest=41").json()] == names
