"""Long work as whoever began it sees it: counted while it runs, told when it has ended."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.test import Client

from kaochang.audit.models import TrailEntry
from kaochang.core.models import WorkProgress
from kaochang.core.progress import Progress, in_parts, list_progress, progress_on
from kaochang.exams.errors import ExamClosed
from kaochang.exams.models import ExamSession, RosterEntry
from kaochang.exams.states import SessionState
from kaochang.notifications.models import Notification
from kaochang.planning import import_writing, imports, portraits
from kaochang.planning.models import RosterImport
from kaochang.planning.queries import shown_import
from kaochang.schools.services import add_membership
from kaochang.storage.errors import FileRefused
from kaochang.storage.http import WholeBody
from kaochang.storage.models import StoredFile
from tests.accounts.factories import log_in
from tests.factories import make_person
from tests.planning.hostile_pictures import picture, zipped
from tests.planning.rosters import BY, TITLES, Site, dry_run, line, make_site, manager, write, xlsx
from tests.traces import channels_of, refused

SUBJECT = UUID(int=7)


@pytest.fixture
def site(db: None) -> Site:
    return make_site()


def told(site: Site) -> list[tuple[str, int]]:
    """Newest first, without what a newer one replaced."""
    mine = Notification.objects.filter(person=site.person, kind="work_ended", superseded_at__isnull=True)
    return [(one.params["work"], one.params["count"]) for one in mine.order_by("-created_at")]


@pytest.mark.django_db(transaction=True)
def test_the_counts_are_seen_before_the_work_is_committed_and_go_with_it() -> None:
    with progress_on(SUBJECT) as progress:
        with transaction.atomic():
            progress.begin(3)
            RosterImport.objects.count()
            transaction.set_rollback(True)
        # What the transaction did is gone; what was told beside it is not.
        shown = list_progress([SUBJECT])[SUBJECT]
        assert (shown.done, shown.total) == (0, 3)
    assert not WorkProgress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_counts_go_also_when_the_work_breaks() -> None:
    with pytest.raises(OSError, match="no space"), progress_on(SUBJECT) as progress:
        progress.begin(3)
        raise OSError("no space")
    assert not WorkProgress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_parts_count_when_they_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaochang.core.progress.APART_SECONDS", 0)
    monkeypatch.setattr("kaochang.core.progress.PART", 2)
    seen = []
    with progress_on(SUBJECT) as progress:
        progress.begin(5)
        for part in in_parts("abcde", progress):
            seen.append((len(part), list_progress([SUBJECT])[SUBJECT].done))
        assert list_progress([SUBJECT])[SUBJECT].done == 5
    assert seen == [(2, 0), (2, 2), (1, 4)]


@pytest.mark.django_db(transaction=True)
def test_no_connection_left_for_the_count_stops_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    RosterImport.objects.count()
    # Nobody answers there; the connection of the work itself is open.
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    with progress_on(SUBJECT) as progress:
        progress.begin(3)
        progress.add(3)
    assert not WorkProgress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_count_that_is_cut_off_stops_no_work_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaochang.core.progress.APART_SECONDS", 0)
    with progress_on(SUBJECT) as progress, transaction.atomic():
        progress.begin(3)
        with connection.cursor() as cursor:
            # Whoever else of this database is connected: the count.
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND query LIKE '%INSERT INTO core_workprogress%'"
            )
            assert cursor.fetchone() == (1,)
        progress.add(2)
        assert list_progress([SUBJECT])[SUBJECT].done == 0
    assert not WorkProgress.objects.exists()


def test_work_that_was_never_begun_opens_no_connection() -> None:
    Progress(SUBJECT).end()


def test_the_counts_are_in_the_answers(site: Site) -> None:
    made = dry_run(site, xlsx([line(1)]))
    browser = manager(site.school, site.session.college)
    address = f"/api/v1/school/imports/{made.pk}"
    assert browser.get(address).json()["progress"] is None
    WorkProgress.objects.create(subject_id=made.pk, done=3, total=8, updated_at=made.created_at)
    assert browser.get(address).json()["progress"] == {"done": 3, "total": 8}
    assert browser.get("/api/v1/school/overview").json()["imports"][0]["progress"] == {"done": 3, "total": 8}


def test_whoever_began_is_told_of_each_end_and_nobody_else(site: Site) -> None:
    before = TrailEntry.objects.count()
    made = dry_run(site, xlsx([line(1), line(2)]))
    assert told(site) == [("roster_checked", 2)]
    notice = Notification.objects.get()
    assert notice.params["session_id"] == str(site.session.pk)
    assert channels_of("notifications.notification_sent") == {f"person:staff:{site.person.pk}"}
    write(site, made)
    # One about each file: the newer end takes the place of the older.
    assert told(site) == [("roster_written", 2)]
    import_writing.start_roll_back(made, by=site.by)
    import_writing.roll_back(made.pk, site.by)
    assert told(site) == [("roster_rolled_back", 2)]
    assert set(Notification.objects.values_list("person_id", flat=True)) == {site.person.pk}
    news = TrailEntry.objects.filter(event="notifications.notification_sent")
    assert TrailEntry.objects.count() > before and not news.exists()


def test_each_step_is_told_to_whoever_asked_for_it(site: Site) -> None:
    made = dry_run(site, xlsx([line(1)]))
    colleague = Site(site.school, site.session, site.rooms, site.major, make_person(name="李岩"))
    add_membership(colleague.person, site.school, "school_admin", by=BY)
    write(colleague, made)
    assert (told(colleague), told(site)) == ([("roster_written", 1)], [("roster_checked", 1)])


def test_whose_dry_run_a_colleague_mended_is_told_by_whom(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="12")]))
    colleague = Site(site.school, site.session, site.rooms, site.major, make_person(name="李岩"))
    add_membership(colleague.person, site.school, "school_admin", by=BY)
    place = f"3-{made.pk.hex[-8:]}"
    again = dry_run(colleague, xlsx([[*line(2), place]], [*TITLES, "原行号"]), name="错误行.xlsx")
    made.refresh_from_db()
    assert (made.state, again.state, again.total) == ("discarded", "checked", 2)
    assert (told(colleague), told(site)) == ([("roster_checked", 2)], [("roster_merged", 2)])
    assert Notification.objects.get(person=site.person, superseded_at=None).params["by"] == "李岩"
    # Their own they know.
    place = f"3-{again.pk.hex[-8:]}"
    dry_run(colleague, xlsx([[*line(2, phone="34"), place]], [*TITLES, "原行号"]))
    assert {work for work, _ in told(colleague)} == {"roster_checked"}


def test_whose_import_a_colleague_took_back_is_told_by_whom(site: Site) -> None:
    made = dry_run(site, xlsx([line(1)]))
    write(site, made)
    colleague = Site(site.school, site.session, site.rooms, site.major, make_person(name="李岩"))
    add_membership(colleague.person, site.school, "school_admin", by=BY)
    import_writing.start_roll_back(made, by=colleague.by)
    import_writing.roll_back(made.pk, colleague.by)
    assert (told(colleague), told(site)) == ([("roster_rolled_back", 1)],) * 2
    by = {one.person_id: one.params["by"] for one in Notification.objects.filter(superseded_at=None)}
    assert by == {colleague.person.pk: "", site.person.pk: "李岩"}
    made.refresh_from_db()
    assert shown_import(made)["rolled_back_by_name"] == "李岩"


def test_what_did_not_happen_is_told_too(site: Site) -> None:
    pdf = dry_run(site, b"%PDF-1.7 no table", "名单.pdf")
    assert pdf.state == "refused" and told(site) == [("roster_refused", 0)]
    made = dry_run(site, xlsx([line(1)]))
    import_writing.start_writing(made, only_good=False, reason="", version=made.version, by=site.by)
    RosterEntry.objects.create(session=site.session, person=make_person(), candidate_number="26S00001")
    import_writing.write_rows(made.pk, site.by)
    assert told(site)[0] == ("roster_not_written", 0)


def test_a_reader_that_breaks_leaves_nobody_waiting(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: Any) -> Any:
        raise OSError("no space left on device")

    monkeypatch.setattr(imports, "read_table", breaks)
    made = imports.upload(site.session, io.BytesIO(xlsx([line(1)])), name="名单.xlsx", by=site.by)
    with pytest.raises(OSError, match="no space"):
        imports.read(made.pk)
    made.refresh_from_db()
    assert (made.state, made.problem, told(site)) == ("refused", "file_broken", [("roster_refused", 0)])


def test_portraits_that_were_read_are_told(site: Site) -> None:
    data = io.BytesIO(zipped(("P001.jpg", picture()), ("P002.jpg", picture())))
    made = portraits.upload(site.session, data, name="照片.zip", by=site.by)
    portraits.read(made.pk)
    assert told(site) == [("portraits_checked", 2)]
    broken = portraits.upload(site.session, io.BytesIO(b"no zip"), name="照片.zip", by=site.by)
    portraits.read(broken.pk)
    assert told(site) == [("portraits_refused", 0), ("portraits_checked", 2)]


def test_the_inbox_has_it_and_the_list_of_changes_has_not(site: Site) -> None:
    dry_run(site, xlsx([line(1)]))
    browser = Client(headers={"X-Kaochang": "1"})
    log_in(browser, site.person, "staff", site.school.pk)
    inbox = browser.get("/api/v1/staff/notifications").json()
    assert [(one["kind"], one["params"]["work"]) for one in inbox["items"]] == [
        ("work_ended", "roster_checked")
    ]
    assert browser.get("/api/v1/school/notifications").json()["total"] == 0


def test_a_sender_who_goes_away_halfway_leaves_nothing(site: Site) -> None:
    data = xlsx([line(1)])
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(data) + 1), "wsgi.input": io.BytesIO(data)}
    with refused(FileRefused, reason="file_broken"):
        imports.upload(site.session, WholeBody(WSGIRequest(environ)), name="名单.xlsx", by=site.by)
    whole = {**environ, "CONTENT_LENGTH": str(len(data)), "wsgi.input": io.BytesIO(data)}
    made = imports.upload(site.session, WholeBody(WSGIRequest(whole)), name="名单.xlsx", by=site.by)
    assert made.file is not None and made.file.size == len(data)


def test_an_exam_that_ends_while_the_file_is_on_its_way_takes_nothing_of_it(site: Site) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            ExamSession.objects.filter(pk=site.session.pk).update(state=SessionState.CLOSED)
            return super().read(size)

    with pytest.raises(ExamClosed):
        imports.upload(site.session, Slow(xlsx([line(1)])), name="名单.xlsx", by=site.by)
    assert not StoredFile.objects.exists() and not RosterImport.objects.exists()
