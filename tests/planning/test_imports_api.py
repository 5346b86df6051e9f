"""Imports over HTTP, as the school's page asks for them; the jobs run as the worker runs them."""

import threading
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.planning import imports
from kaochang.planning.models import ImportRow, RosterImport
from kaochang.storage.models import StoredFile
from kaochang.storage.services import Limits
from tests.factories import make_session
from tests.planning.rosters import Site, csv_of, dry_run, line, make_site, manager, xlsx
from tests.traces import recorded

pytestmark = pytest.mark.django_db
SCHOOL, JSON = "/api/v1/school", "application/json"


@pytest.fixture
def site(db: None) -> Site:
    return make_site()


@pytest.fixture
def client(site: Site) -> Client:
    return manager(site.school)


def jobs_of(import_id: str) -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(args__import_id=import_id).order_by("pk"))


def work(import_id: str) -> None:
    """What the worker would do now; a job may run twice."""
    for job in jobs_of(import_id):
        app.tasks[job.task_name](**job.args)


def upload(client: Client, session: ExamSession, data: bytes, name: str = "名单.xlsx") -> Any:
    url = f"{SCHOOL}/exams/{session.pk}/imports?name={name}"
    return client.post(url, data, "application/octet-stream")


def checked(client: Client, site: Site, data: bytes, name: str = "名单.xlsx") -> dict[str, Any]:
    answer = upload(client, site.session, data, name)
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "reading"
    work(answer.json()["id"])
    return seen(client, answer.json()["id"])


def seen(client: Client, import_id: str) -> dict[str, Any]:
    answer = client.get(f"{SCHOOL}/imports/{import_id}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def act(client: Client, import_id: str, what: str, **body: Any) -> Any:
    return client.post(f"{SCHOOL}/imports/{import_id}/{what}", body, JSON)


def numbers() -> list[str]:
    return list(RosterEntry.objects.order_by("candidate_number").values_list("candidate_number", flat=True))


def test_from_the_file_to_the_roster_and_back(client: Client, site: Site) -> None:
    made = checked(client, site, xlsx([line(1, room="第二考场"), line(2, phone="1381234567")]))
    url = f"{SCHOOL}/imports/{made['id']}"
    assert (made["state"], made["file_name"], made["total"], made["reason_needed"]) == (
        "checked",
        "名单.xlsx",
        2,
        False,
    )
    assert made["counts"] == {"new": 1, "update": 0, "unchanged": 0, "confirm": 0, "error": 1}
    page = client.get(f"{url}/rows?outcome=error").json()
    [bad] = page["items"]
    assert (page["total"], bad["number"], bad["cells"]["candidate_number"]) == (1, 3, "26S00002")
    assert bad["findings"][0]["sentence"] == {
        "zh": "手机号应为 11 位，现为 10 位",
        "en": "A mobile number has 11 digits; this has 10",
    }
    assert bad["cells"]["phone"] != "1381234567"
    whole = client.get(f"{url}/rows/3").json()
    assert whole["cells"]["phone"] == "1381234567"
    refusal = act(client, made["id"], "writing", version=made["version"])
    assert (refusal.status_code, refusal.json()["code"]) == (409, "import_has_errors")
    assert refusal.json()["params"] == {"bad": 1, "good": 1}
    mended = client.patch(
        f"{url}/rows/3", {"version": whole["version"], "values": {"phone": "13812345678"}}, JSON
    )
    assert mended.status_code == 200, mended.content
    late = client.patch(f"{url}/rows/3", {"version": whole["version"], "values": {"phone": "1"}}, JSON)
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    work(made["id"])
    made = seen(client, made["id"])
    assert made["counts"]["new"] == 2
    assert act(client, made["id"], "writing", version=made["version"]).json()["state"] == "writing"
    work(made["id"])
    made = seen(client, made["id"])
    assert (made["state"], made["done"], numbers()) == ("written", 2, ["26S00001", "26S00002"])
    assert made["uploaded_by_name"] and made["roll_back_until"] > made["written_at"]
    assert made["written_by_name"] == made["uploaded_by_name"]
    listed = client.get(f"{SCHOOL}/exams/{site.session.pk}/imports").json()
    assert listed == [made]
    assert act(client, made["id"], "roll-back", reason="").json()["state"] == "rolling_back"
    work(made["id"])
    undone = seen(client, made["id"])
    assert undone["state"] == "rolled_back" and not numbers()
    assert undone["rolled_back_by_name"] == made["uploaded_by_name"]


def test_a_row_names_its_columns_and_says_the_same_thing_once(client: Client, site: Site) -> None:
    same = {"identity_number": "E12345678", "room": "第二考场", "order_number": "7"}
    rows = [
        line(1, **same),
        line(1, **same),
        line(3, name="", phone="1381"),
        line(4, room="第二考厂"),
    ]
    made = checked(client, site, xlsx(rows))
    items = client.get(f"{SCHOOL}/imports/{made['id']}/rows", {"outcome": "error"}).json()["items"]
    name = "赵一鸣"
    assert [[one["zh"] for one in item["reasons"]] for item in items] == [
        [f"考生编号、手机号、证件号码、顺序号：与第 2 行 {name} 重复"],
        ["姓名：此项必填", "手机号应为 11 位，现为 4 位"],
        ["没有名为「第二考厂」的考场，是否指「第二考场」"],
    ]
    assert [[one["en"] for one in item["reasons"]] for item in items][:2] == [
        [f"Candidate number, Phone, Identity number, Order: The same as in row 2, {name}"],
        ["Name: This is required", "Phone: A mobile number has 11 digits; this has 4"],
    ]
    # At its cell the column is in sight.
    assert items[1]["findings"][0]["sentence"]["zh"] == "此项必填"
    file = client.get(f"{SCHOOL}/imports/{made['id']}/bad-rows")
    assert file.status_code == 200 and file.getvalue()[:2] == b"PK"


def test_rows_are_looked_for_and_put_in_order_as_they_are_shown(client: Client, site: Site) -> None:
    rows = [
        line(1, name="孙婧", extra_time_percent="25", phone="13812345678"),
        line(2, name="周子航", extra_time_percent="100"),
        line(3, name="Li Hua", phone="1381"),
        line(4, name="", extra_time_percent="5"),
    ]
    made = checked(client, site, xlsx(rows))

    def found(**query: Any) -> list[int]:
        answer = client.get(f"{SCHOOL}/imports/{made['id']}/rows", query)
        assert answer.status_code == 200, answer.content
        items = [item["number"] for item in answer.json()["items"]]
        assert answer.json()["total"] == len(items)
        return items

    assert found() == [2, 3, 4, 5] and found(sort="-number") == [5, 4, 3, 2]
    assert found(q="li hua") == found(q="LI 26s00003") == [4] and found(q="没有这样的") == []
    # By the sentence that says why, in either language; with a filter too.
    assert found(q="应为 11 位") == found(q="11 digits") == found(q="应为", outcome="error") == [4]
    assert found(q="应为", outcome="new") == []
    # Never by what is hidden, and the database has nothing else to look in.
    assert found(q="13812345678") == [] and found(q="5678") == [2]
    [kept] = ImportRow.objects.filter(number=2).values_list("words", "places")
    assert "1381234" not in str(kept) and "138****5678" in kept[0]
    assert found(sort="extra_time_percent") == [5, 2, 3, 4]
    assert found(sort="-extra_time_percent", q="26S") == [3, 2, 5, 4]
    assert found(sort="outcome")[:2] == [4, 5]
    assert found(sort="column", outcome="error") == [5, 4]
    assert found(sort="-column", outcome="error") == [4, 5]
    assert set(found(sort="reason", q="26S")) == {2, 3, 4, 5}
    refused = client.get(f"{SCHOOL}/imports/{made['id']}/rows", {"sort": "undo"})
    assert (refused.status_code, refused.json()["code"]) == (422, "sort_unknown")


def test_empty_cells_come_last_either_way_and_no_number_is_too_long_to_be_put_in_order(
    client: Client, site: Site
) -> None:
    names = ("", "1" * 5000, "2", "10")
    made = checked(client, site, xlsx([line(at, name=name) for at, name in enumerate(names, 1)]))
    rows = f"{SCHOOL}/imports/{made['id']}/rows"
    for sort, order in (("name", [4, 5, 3, 2]), ("-name", [3, 5, 4, 2])):
        answer = client.get(rows, {"sort": sort})
        assert answer.status_code == 200
        assert [item["number"] for item in answer.json()["items"]] == order


def test_a_mended_row_is_found_by_what_it_holds_now_and_by_what_is_said_of_it(
    client: Client, site: Site
) -> None:
    made = checked(client, site, xlsx([line(1, name="孙婧", phone="1381"), line(2)]))
    rows = f"{SCHOOL}/imports/{made['id']}/rows"

    def found(word: str) -> list[int]:
        return [item["number"] for item in client.get(rows, {"q": word}).json()["items"]]

    assert (found("孙婧"), found("应为 11 位")) == ([2], [2])
    values = {"name": "周子航", "phone": "13812345678"}
    assert client.patch(f"{rows}/2", {"version": 1, "values": values}, JSON).status_code == 200
    # Before it is checked again, and after.
    assert (found("孙婧"), found("周子航")) == ([], [2])
    work(made["id"])
    assert (found("周子航"), found("应为 11 位"), found("12345678")) == ([2], [], [])


def test_rows_from_before_are_found_as_new_ones_are(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="1381")]))
    kept = list(made.rows.order_by("number").values_list("words", "places"))
    assert all(words and places for words, places in kept)
    made.rows.update(words="", places={})
    import_module("kaochang.planning.migrations.0004_row_words").note_rows(apps, None)
    assert list(made.rows.order_by("number").values_list("words", "places")) == kept


def test_the_pages_of_what_was_looked_for(client: Client, site: Site) -> None:
    made = checked(client, site, xlsx([line(number) for number in range(1, 31)]))
    rows = f"{SCHOOL}/imports/{made['id']}/rows"
    second = client.get(f"{rows}?q=26S&sort=-candidate_number&page=2").json()
    assert (second["total"], [item["number"] for item in second["items"]]) == (30, list(range(11, 1, -1)))


@pytest.mark.parametrize("values", [{"nickname": "小明"}, {"undo": "{}"}, {"name": "长" * 1001}])
def test_a_row_has_the_columns_of_a_roster_and_no_others(
    client: Client, site: Site, values: dict[str, str]
) -> None:
    made = checked(client, site, xlsx([line(1, phone="1381")]))
    url = f"{SCHOOL}/imports/{made['id']}/rows/2"
    answer = client.patch(url, {"version": 1, "values": values}, JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_body")
    assert not recorded("planning.import_row_mended")


def test_only_the_good_rows_or_nothing(client: Client, site: Site) -> None:
    rows = [line(1), line(2, name=""), line(3)]
    made = checked(client, site, xlsx(rows))
    assert act(client, made["id"], "writing", version=made["version"], only_good=True).status_code == 200
    work(made["id"])
    assert (seen(client, made["id"])["done"], numbers()) == (2, ["26S00001", "26S00003"])
    again = checked(client, site, csv_of([line(4)]))
    assert act(client, again["id"], "discarding").json()["state"] == "discarded"
    assert client.get(f"{SCHOOL}/imports/{again['id']}/rows").json()["total"] == 0
    late = act(client, again["id"], "writing", version=again["version"])
    assert (late.status_code, late.json()["code"]) == (409, "import_not_ready")
    assert numbers() == ["26S00001", "26S00003"]


def test_a_file_that_cannot_be_read_says_why(client: Client, site: Site) -> None:
    made = checked(client, site, b"%PDF-1.7 something else")
    assert (made["state"], made["problem"], made["total"]) == ("refused", "file_kind_unknown", 0)
    assert made["problem_sentence"] == {
        "zh": "不是 .xlsx、.xls 或 .csv 表格",
        "en": "This is not an .xlsx, .xls or .csv table",
    }
    assert not StoredFile.objects.exists()


def test_what_is_too_large_is_not_kept(client: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "UPLOAD", Limits(most_bytes=1000))
    answer = upload(client, site.session, b"x" * 1001)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")
    assert not RosterImport.objects.exists() and not StoredFile.objects.exists()


def test_a_published_exam_needs_a_reason(client: Client, site: Site) -> None:
    site.session.state = SessionState.PUBLISHED
    site.session.save()
    made = checked(client, site, xlsx([line(1)]))
    assert made["reason_needed"]
    refusal = act(client, made["id"], "writing", version=made["version"], reason="  ")
    assert (refusal.status_code, refusal.json()["code"]) == (422, "import_reason_needed")
    assert act(client, made["id"], "writing", version=made["version"], reason="补录").status_code == 200


def test_another_college_sees_nothing_of_it(client: Client, site: Site) -> None:
    made = checked(client, site, xlsx([line(1)]))
    other = manager(site.school, make_session(site.school).college)
    own = manager(site.school, site.session.college)
    url = f"{SCHOOL}/imports/{made['id']}"
    for path in ("", "/rows", "/rows/2", "/bad-rows"):
        assert (own.get(url + path).status_code, other.get(url + path).status_code) == (200, 404)
    assert upload(other, site.session, xlsx([line(2)])).status_code == 404
    assert act(other, made["id"], "writing", version=made["version"]).status_code == 404
    assert RosterImport.objects.count() == 1 and seen(own, made["id"])["state"] == "checked"


def test_the_files_come_as_workbooks(client: Client, site: Site) -> None:
    made = checked(client, site, xlsx([line(1), line(2, name="")]))
    exam = f"{SCHOOL}/exams/{site.session.pk}/roster"
    for path in (f"{exam}/template", f"{exam}/export", f"{SCHOOL}/imports/{made['id']}/bad-rows"):
        for lang in ("zh", "en"):
            answer = client.get(f"{path}?lang={lang}")
            assert answer["Content-Disposition"].startswith("attachment")
            with ZipFile(BytesIO(answer.getvalue())) as book:
                assert "xl/workbook.xml" in book.namelist()
    assert len(recorded("planning.roster_exported")) == 2


def test_the_number_of_queries_does_not_grow_with_rows(
    client: Client, site: Site, django_assert_num_queries: Any
) -> None:
    made = checked(client, site, xlsx([line(number) for number in range(1, 31)]))
    for size in (20, 50):
        # Log-in, offices, the import, count, rows.
        with django_assert_num_queries(6):
            page = client.get(f"{SCHOOL}/imports/{made['id']}/rows?page_size={size}").json()
        assert len(page["items"]) == min(size, 30)


@pytest.mark.django_db(transaction=True)
def test_two_press_write_at_once_and_one_is_told(site: Site) -> None:
    first, second = manager(site.school), manager(site.school)
    made = checked(first, site, xlsx([line(1)]))
    answers = at_once(
        *(
            lambda client=client: act(client, made["id"], "writing", version=made["version"])
            for client in (first, second)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    [late] = [answer for answer in answers if answer.status_code == 409]
    assert late.json()["code"] == "import_not_ready"
    assert [job.task_name for job in jobs_of(made["id"])].count("planning.write_import") == 1


@pytest.mark.django_db(transaction=True)
def test_two_files_with_one_number_are_written_at_once_and_one_falls_back(site: Site) -> None:
    client = manager(site.school)
    both = [checked(client, site, xlsx([line(1), line(number)])) for number in (2, 3)]
    for made in both:
        assert act(client, made["id"], "writing", version=made["version"]).status_code == 200
    at_once(*(lambda made=made: work(made["id"]) for made in both))
    found = sorted((seen(client, made["id"]) for made in both), key=lambda one: str(one["state"]))
    assert [one["state"] for one in found] == ["checked", "written"]
    assert found[0]["problem"] == "import_outdated" and found[0]["counts"]["unchanged"] == 1
    assert len(numbers()) == 2


def at_once(*calls: Any) -> list[Any]:
    """Each in a thread and a connection of its own; none begins before all are there."""
    barrier, answers = threading.Barrier(len(calls)), []

    def run(call: Any) -> None:
        barrier.wait()
        try:
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answers) == len(calls)
    return answers
