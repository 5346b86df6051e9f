"""「打印登录码」: preview, the sheet and the table, what becomes of older codes, who may fetch the files."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kaochang.accounts.models import LoginCredential
from kaochang.accounts.services import codes, issue_one_time_code
from kaochang.accounts.services.codes import put_codes_in_force
from kaochang.candidates import code_files, code_sheets
from kaochang.candidates.errors import NoChineseFont
from kaochang.candidates.models import CodeSheet
from kaochang.core import clock
from kaochang.core.progress import Progress
from kaochang.exams.states import SessionState
from kaochang.notifications.models import Notification
from kaochang.planning.deleting import delete_exam
from kaochang.storage.models import StoredFile
from tests.candidates.test_list import BY, manager
from tests.factories import Place, make_entry, make_place, make_room, make_session
from tests.traces import channels_of, recorded

pytestmark = pytest.mark.django_db
SHEETS, JSON = "/api/v1/school/code-sheets", "application/json"


@pytest.fixture
def place() -> Place:
    place = make_place(candidates=3)
    for entry in place.entries:
        issue(place, entry.candidate_number, entry.person)
    return place


def issue(place: Place, number: str, person: Any) -> str:
    return issue_one_time_code(person, scope_id=place.school.pk, candidate_number=number, by=BY).code


def ask(client: Client, path: str = "", **body: Any) -> Any:
    return client.post(f"{SHEETS}{path}", body, content_type=JSON)


def make(client: Client, **body: Any) -> CodeSheet:
    answer = ask(client, **body)
    assert answer.status_code == 201, answer.content
    code_sheets.make_sheet(answer.json()["id"])
    return CodeSheet.objects.get(pk=answer.json()["id"])


def told(sheet: CodeSheet) -> list[dict[str, Any]]:
    """On the page of whoever asked."""
    mine = Notification.objects.filter(person_id=sheet.made_by_id, kind="work_ended", subject_id=sheet.pk)
    return [one.params for one in mine]


def fetch(client: Client, sheet: CodeSheet, form: str) -> Any:
    return client.get(f"{SHEETS}/{sheet.pk}/{form}")


def codes_of(client: Client, sheet: CodeSheet) -> dict[str, str]:
    data = BytesIO(b"".join(fetch(client, sheet, "xlsx")))
    _, *rows = CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python()
    return {str(row[0]): str(row[2]) for row in rows}


def log_in(place: Place, number: str, code: str) -> int:
    body = {"school_id": str(place.school.pk), "candidate_number": number, "code": code}
    answer = Client(headers={"X-Kaochang": "1"}).post("/api/v1/login/one-time-code", body, content_type=JSON)
    return answer.status_code


def test_printed_codes_log_in_and_older_ones_do_not(place: Place) -> None:
    admin, (first, second, third) = manager(place.school), place.entries
    old = issue(place, first.candidate_number, first.person)
    untouched = issue(place, third.candidate_number, third.person)
    chosen = {"ids": [str(first.pk), str(second.pk)]}
    assert ask(admin, "/preview", **chosen).json() == {"will": 2, "replaced": 2, "skipped": []}
    sheet = make(admin, **chosen)
    assert (sheet.state, sheet.total) == ("done", 2)
    assert told(sheet) == [{"work": "codes_ready", "count": 2}]
    pdf = b"".join(fetch(admin, sheet, "pdf"))
    assert pdf.startswith(b"%PDF-") and len(pdf) > 5000
    codes = codes_of(admin, sheet)
    assert set(codes) == {first.candidate_number, second.candidate_number}
    assert log_in(place, first.candidate_number, old) != 200
    assert log_in(place, first.candidate_number, codes[first.candidate_number]) == 200
    assert log_in(place, first.candidate_number, codes[first.candidate_number]) != 200
    assert log_in(place, third.candidate_number, untouched) == 200
    # Only hashes are kept, and the trail never had a code.
    kept = str(list(LoginCredential.objects.values_list())) + str(list(CodeSheet.objects.values_list()))
    assert codes[second.candidate_number] not in kept
    assert recorded("candidates.code_sheet_changed")[-1]["codes"] == 2
    assert [one["form"] for one in recorded("candidates.code_sheet_fetched")] == ["pdf", "xlsx"]
    assert len(recorded("accounts.one_time_code_issued")) == 3 + 2 + 2
    assert channels_of("candidates.code_sheet_changed") == {f"person:staff:{sheet.made_by_id}"}


def test_of_a_roster_that_is_gone_nobody_gets_the_files(
    place: Place, django_capture_on_commit_callbacks: Any
) -> None:
    admin, entry = manager(place.school), place.entries[0]
    draft = make_session(place.school, state=SessionState.DRAFT)
    lone = make_entry(make_room(draft))
    issue(place, lone.candidate_number, lone.person)
    sheet, kept = make(admin, ids=[str(lone.pk)]), make(admin, ids=[str(entry.pk)])
    assert fetch(admin, sheet, "pdf").status_code == 200
    shown = {"version": draft.version, "rooms": 1, "candidates": 1}
    delete_exam(draft, **shown, by=BY)
    for form in ("pdf", "xlsx"):
        gone = fetch(admin, sheet, form)
        assert (gone.status_code, gone.json()["code"]) == (410, "code_sheet_of_nobody")
    assert fetch(admin, kept, "pdf").status_code == 200
    files = StoredFile.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        assert code_sheets.forget_old_sheets() == 1
    sheet.refresh_from_db()
    assert (sheet.pdf, sheet.xlsx, StoredFile.objects.count()) == (None, None, files - 2)
    assert sheet.files_until is not None and sheet.files_until <= clock.now()
    assert code_sheets.forget_old_sheets() == 0 and fetch(admin, kept, "pdf").status_code == 200


def test_a_code_lasts_until_the_exam_is_over(place: Place) -> None:
    place.session.ends_at = clock.now() + timedelta(days=30)
    place.session.save()
    make(manager(place.school), ids=[str(place.entries[0].pk)])
    until = LoginCredential.objects.filter(person=place.entries[0].person).latest("secret_expires_at")
    assert until.secret_expires_at == place.session.ends_at


def test_all_under_the_filters_with_those_who_are_skipped(place: Place) -> None:
    admin, first = manager(place.school), place.entries[0]
    again = make_entry(
        make_room(make_session(place.school)), person=first.person, candidate_number=first.candidate_number
    )
    over = make_entry(make_room(make_session(place.school, state=SessionState.CLOSED)))
    preview = ask(admin, "/preview", asked={"q": "", "stage": ["not_logged_in"]}).json()
    assert (preview["will"], preview["replaced"]) == (3, 3)
    assert preview["skipped"] == [
        {"reason": "exam_over", "count": 1, "names": [over.person.name]},
        {"reason": "same_number", "count": 1, "names": [again.person.name]},
    ]
    assert make(admin, asked={"q": first.candidate_number}).total == 1
    nobody = ask(admin, ids=[str(over.pk)])
    assert (nobody.status_code, nobody.json()["code"]) == (422, "nobody_chosen")
    malformed: tuple[dict[str, Any], ...] = ({}, {"ids": [], "asked": {}}, {"ids": ["x"]})
    for wrong in malformed:
        assert ask(admin, "/preview", **wrong).status_code == 422


def test_a_college_prints_for_its_own_and_only_the_maker_fetches(place: Place) -> None:
    college, other = manager(place.school, place.college), manager(place.school)
    foreign = make_entry(make_room(make_session(place.school)))
    assert ask(college, "/preview", ids=[str(foreign.pk)]).json()["will"] == 0
    sheet = make(college, ids=[str(place.entries[0].pk), str(foreign.pk)])
    assert sheet.total == 1
    assert fetch(college, sheet, "pdf").status_code == 200
    assert fetch(other, sheet, "pdf").status_code == 404
    assert [one["id"] for one in college.get(SHEETS).json()] == [str(sheet.pk)]
    assert other.get(SHEETS).json() == []
    head = fetch(college, sheet, "xlsx")
    assert (
        head["Content-Disposition"].startswith("attachment") and head["X-Content-Type-Options"] == "nosniff"
    )


def test_files_go_after_a_day(place: Place) -> None:
    admin = manager(place.school)
    sheet = make(admin, ids=[str(place.entries[0].pk)])
    assert code_sheets.forget_old_sheets() == 0
    CodeSheet.objects.filter(pk=sheet.pk).update(files_until=clock.now())
    assert fetch(admin, sheet, "pdf").json()["code"] == "code_sheet_gone"
    assert code_sheets.forget_old_sheets() == 1
    assert not StoredFile.objects.filter(purpose="code_sheet").exists()
    assert fetch(admin, sheet, "pdf").status_code == 410


def test_a_sheet_that_cannot_be_made_kills_no_code(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    first = place.entries[0]
    old = issue(place, first.candidate_number, first.person)
    admin = manager(place.school)
    monkeypatch.setattr(code_files, "CHINESE", ("No such font",))
    code_files.chinese_font.cache_clear()
    sheet = make(admin, ids=[str(first.pk)])
    code_files.chinese_font.cache_clear()
    assert (sheet.state, sheet.problem) == ("failed", NoChineseFont.code)
    assert told(sheet) == [{"work": "codes_not_ready", "count": 1}]
    assert log_in(place, first.candidate_number, old) == 200


def test_the_job_runs_once(place: Place) -> None:
    admin, first = manager(place.school), place.entries[0]
    sheet = make(admin, ids=[str(first.pk)])
    codes = codes_of(admin, sheet)
    code_sheets.make_sheet(sheet.pk)
    assert codes_of(admin, sheet) == codes
    assert log_in(place, first.candidate_number, codes[first.candidate_number]) == 200


def test_a_sheet_whose_worker_was_lost_is_said_to_have_failed(place: Place) -> None:
    admin, first = manager(place.school), place.entries[0]
    old = issue(place, first.candidate_number, first.person)
    asked = ask(admin, ids=[str(first.pk)]).json()["id"]
    CodeSheet.objects.filter(pk=asked).update(state="running")
    code_sheets.make_sheet(asked)
    sheet = CodeSheet.objects.get(pk=asked)
    assert (sheet.state, sheet.problem, sheet.pdf) == ("failed", "code_sheet_failed", None)
    assert told(sheet) == [{"work": "codes_not_ready", "count": 1}]
    assert log_in(place, first.candidate_number, old) == 200


def test_a_worker_that_was_taken_for_lost_puts_no_code_in_force(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, first = manager(place.school), place.entries[0]
    old = issue(place, first.candidate_number, first.person)
    asked = ask(admin, ids=[str(first.pk)]).json()["id"]

    def while_another_looks(*given: Any) -> bytes:
        code_sheets.make_sheet(asked)
        return code_files.set_pdf(*given)

    monkeypatch.setattr(code_sheets, "set_pdf", while_another_looks)
    code_sheets.make_sheet(asked)
    sheet = CodeSheet.objects.get(pk=asked)
    assert (sheet.state, sheet.problem, sheet.pdf) == ("failed", "code_sheet_failed", None)
    assert not StoredFile.objects.filter(purpose="code_sheet").exists()
    assert told(sheet) == [{"work": "codes_not_ready", "count": 1}]
    assert log_in(place, first.candidate_number, old) == 200


def test_a_sheet_that_was_made_stays_made_whatever_comes_after(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = Progress.end

    def breaks(progress: Progress) -> None:
        end(progress)
        raise OSError("no connection")

    monkeypatch.setattr(Progress, "end", breaks)
    admin, first = manager(place.school), place.entries[0]
    asked = ask(admin, ids=[str(first.pk)]).json()["id"]
    with pytest.raises(OSError, match="no connection"):
        code_sheets.make_sheet(asked)
    sheet = CodeSheet.objects.get(pk=asked)
    assert (sheet.state, sheet.problem) == ("done", "")
    assert log_in(place, first.candidate_number, codes_of(admin, sheet)[first.candidate_number]) == 200


def test_two_sheets_of_the_same_candidates_hold_them_in_one_order(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaochang.core.progress.PART", 1)
    held: list[UUID] = []

    def noted(part: Any, **given: Any) -> None:
        held.extend(one.credential_id for one in part)
        put_codes_in_force(part, **given)

    monkeypatch.setattr(codes, "put_codes_in_force", noted)
    admin, ids = manager(place.school), [str(entry.pk) for entry in place.entries]
    for chosen in (ids, ids[::-1]):
        make(admin, ids=chosen)
    assert held == sorted(set(held)) * 2 and len(held) == 6


def test_what_a_name_holds_is_text(place: Place) -> None:
    entry = place.entries[0]
    entry.person.name = '#panic("x") $1$ <a> *b* \\ "'
    entry.person.save()
    assert make(manager(place.school), ids=[str(entry.pk)]).state == "done"
