"""A roster from the file into the exam, and back out of it."""

import io
import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.accounts.models import LoginCredential, Person
from kaochang.core import clock
from kaochang.desks.models import Desk
from kaochang.exams.errors import ExamClosed
from kaochang.exams.models import RosterEntry, Ticket
from kaochang.exams.states import SessionState
from kaochang.notifications.models import Notification
from kaochang.planning import import_writing, imports
from kaochang.planning.errors import (
    ImportHasErrors,
    ImportNotReady,
    ImportReasonNeeded,
    ImportTooOld,
)
from kaochang.planning.models import RosterImport
from kaochang.planning.roster.files import answer_bad_rows, answer_roster, answer_template
from kaochang.sms.models import SmsMessage
from kaochang.storage import table_reader
from kaochang.storage.errors import FileTooLarge
from kaochang.storage.models import StoredFile
from kaochang.storage.services import Limits, forget_unused_files, path_of, save_upload
from kaochang.waiting.models import QueueEntry
from tests.factories import make_entry, make_person, make_room, make_session
from tests.planning.rosters import (
    TITLES,
    Site,
    dry_run,
    found,
    identity,
    line,
    make_site,
    rows_of,
    write,
    xlsx,
)
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return make_site()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_new_candidates_are_placed_and_can_log_in(site: Site) -> None:
    rows = [
        line(
            1,
            room="第二考场",
            major="材料科学与工程",
            identity_number=identity(1),
            college=site.session.college.name,
        ),
        line(
            2,
            room="第二考场",
            order_number="1",
            language="英文",
            time_zone="Europe/London",
            extra_time_percent="25",
        ),
        line(3, phone="+44 7700 900123", remark="=1+1"),
    ]
    made = dry_run(site, xlsx(rows))
    assert made.state == "checked" and made.counts["new"] == 3, found(made)
    assert not RosterEntry.objects.filter(session=site.session).exists()
    written = write(site, made)
    assert (written.state, written.done) == ("written", 3)
    first, second, third = RosterEntry.objects.filter(session=site.session).order_by("candidate_number")
    assert (first.room, first.order_number, first.major) == (site.rooms[0], 2, site.major)
    assert (second.order_number, second.language, second.time_zone, second.extra_time_percent) == (
        1,
        "en",
        "Europe/London",
        25,
    )
    assert (third.room, third.order_number, third.person.phone) == (None, None, "+447700900123")
    assert first.person.identity_number == identity(1) and third.remark == "=1+1"
    assert not QueueEntry.objects.exists() and not Desk.objects.exists()
    assert LoginCredential.objects.filter(person=third.person, scope_id=site.school.pk).count() == 2
    assert len(recorded("exams.roster_entry_added")) == len(recorded("accounts.person_created")) == 3
    assert [row["state"] for row in recorded("planning.import_state_changed")] == [
        "checked",
        "writing",
        "written",
    ]


def test_in_a_published_exam_they_stand_in_line_at_once() -> None:
    site = make_site(state=SessionState.PUBLISHED)
    made = dry_run(
        site, xlsx([line(1, room="第二考场"), line(2, room="第二考场", order_number="1"), line(3)])
    )
    written = write(site, made, reason="补录")
    line_up = QueueEntry.objects.filter(room=site.rooms[0]).order_by("position")
    assert [(one.roster_entry.candidate_number, one.position) for one in line_up] == [
        ("26S00002", 1),
        ("26S00001", 2),
    ]
    assert Desk.objects.filter(room=site.rooms[0]).count() == len(recorded("waiting.added_to_queue")) == 2
    # Who has a place is told of it; who has none will be, by getting one.
    told = Notification.objects.filter(kind="slot_changed", reason="补录")
    assert {one.person.name for one in told} == {one.roster_entry.person.name for one in line_up}
    assert {(one.params["room"], one.params["was_room"]) for one in told} == {("第二考场", "")}
    assert {json.loads(one.values or "")["summary"] for one in SmsMessage.objects.all()} == {
        "硕士复试：您的面试在 第二考场"
    }
    import_writing.start_roll_back(written, reason="传错", by=site.by)
    import_writing.roll_back(written.pk, site.by)
    assert not RosterEntry.objects.exists() and not QueueEntry.objects.exists() and not Desk.objects.exists()
    # Their pages are gone with them; the message is not.
    assert not Notification.objects.filter(area="candidate").exists()
    told_so = {one["candidate_number"] for one in recorded("exams.removal_told")}
    assert told_so == {"26S00001", "26S00002"}
    gone = SmsMessage.objects.order_by("created_at")[2:]
    assert [json.loads(one.values or "")["summary"] for one in gone] == ["硕士复试：您已不在考生名单中"] * 2


def test_what_is_wrong_is_said_by_row_column_and_reason(site: Site) -> None:
    taken = make_entry(site.rooms[0], candidate_number="26S09999", order_number=7)
    rows = [
        line(1),
        line(2, phone="1381234567"),
        line(3, room="第三考厂"),
        line(1, phone="13900000001"),
        line(5, identity_number="110105199003071234"),
        line(6, identity_number="11010519900230123X"),
        line(7, phone="138" + "1".zfill(8)),
        line(8, room="第二考场", order_number="7"),
        line(9, name=""),
        line(10, college="外国语学院"),
        line(11, order_number="3"),
        line(12, slot_starts_at="明天下午"),
        line(13, time_zone="Mars/Base"),
        line(14, extra_time_percent="250"),
        line(15, language="火星文"),
        line(16, identity_number=110105199003071234),
        line(17, phone=13812345678),
        line(18, candidate_number=26000017),
        line(19, name="=cmd|' /C calc'!A0"),
    ]
    made = dry_run(site, xlsx(rows))
    assert found(made) == [
        (3, "phone", "phone_length"),
        (4, "room", "room_unknown"),
        (5, "candidate_number", "twice_in_file"),
        (6, "identity_number", "identity_check"),
        (7, "identity_number", "identity_birthday"),
        (8, "phone", "twice_in_file"),
        (9, "order_number", "order_taken"),
        (10, "name", "missing"),
        (11, "college", "college_of_another"),
        (12, "order_number", "order_without_room"),
        (13, "slot_starts_at", "time_form"),
        (14, "time_zone", "time_zone_unknown"),
        (15, "extra_time_percent", "extra_time_form"),
        (16, "language", "language_unknown"),
        (17, "identity_number", "number_for_text"),
        (19, "candidate_number", "number_for_text"),
        (20, "name", "name_form"),
    ]
    assert made.counts == {"new": 2, "update": 0, "unchanged": 0, "confirm": 0, "error": 17}
    assert rows_of(made)[2].findings[0]["params"] == {"text": "第三考厂", "suggestion": "第三考场"}
    assert rows_of(made)[7].findings[0]["params"] == {"number": taken.candidate_number}


def test_the_same_person_by_the_same_number_is_said_once(site: Site) -> None:
    entry = make_entry(site.rooms[0], candidate_number="26S00001")
    rows = [line(1, name=entry.person.name, phone="")] * 2
    assert found(dry_run(site, xlsx(rows))) == [(3, "candidate_number", "twice_in_file")]


def test_a_room_examines_one_at_a_time_and_a_closed_one_nobody(site: Site) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    times = [
        (site.session.starts_at + timedelta(minutes=20 * number))
        .astimezone(zone)
        .replace(second=0, microsecond=0)
        for number in (1, 2)
    ]
    make_entry(site.rooms[0], candidate_number="26S09999", slot_starts_at=times[0])
    site.rooms[1].state, site.rooms[1].closed_at = "closed", clock.now()
    site.rooms[1].save()
    first, second = (at.strftime("%Y-%m-%d %H:%M") for at in times)
    rows = [
        line(1, room="第二考场", slot_starts_at=first),
        line(2, room="第二考场", slot_starts_at=second),
        line(3, room="第二考场", slot_starts_at=second),
        line(4, room="第三考场"),
    ]
    assert found(dry_run(site, xlsx(rows))) == [
        (2, "slot_starts_at", "slot_taken"),
        (4, "slot_starts_at", "twice_in_file"),
        (5, "room", "room_shut"),
    ]


def test_a_row_is_mended_in_place_and_all_are_checked_again(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(1, phone="13900000001")]))
    assert found(made) == [(3, "candidate_number", "twice_in_file")]
    with refused(ImportHasErrors, bad=1, good=1):
        import_writing.start_writing(made, only_good=False, reason="", version=made.version, by=site.by)
    row = rows_of(made)[0]
    imports.mend_row(
        made, 2, {"candidate_number": "26S00007"}, confirmed=None, version=row.version, by=site.by
    )
    with pytest.raises(ChangedMeanwhile):
        imports.mend_row(made, 2, {"name": "某"}, confirmed=None, version=row.version, by=site.by)
    imports.recheck(made.pk, site.person.pk)
    made.refresh_from_db()
    assert (made.state, made.counts["new"], found(made)) == ("checked", 2, [])
    assert recorded("planning.import_row_mended")[0]["columns"] == ["candidate_number"]


def test_only_the_good_rows(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="1")]))
    assert write(site, made, only_good=True).done == 1
    assert [entry.candidate_number for entry in RosterEntry.objects.filter(session=site.session)] == [
        "26S00001"
    ]


def test_nothing(site: Site) -> None:
    made = dry_run(site, xlsx([line(1)]))
    file = made.file
    assert file is not None and path_of(file.pk).stat().st_mode & 0o777 == 0o600
    imports.discard(made, by=site.by)
    made.refresh_from_db()
    assert (made.state, made.rows.count(), made.file) == ("discarded", 0, None)
    assert not StoredFile.objects.exists() and not RosterEntry.objects.exists()
    with refused(ImportNotReady, state="discarded"):
        import_writing.start_writing(made, only_good=False, reason="", version=made.version, by=site.by)


def test_an_update_shows_before_and_after_masked_and_comes_back(site: Site) -> None:
    write(site, dry_run(site, xlsx([line(1, room="第二考场"), line(2), line(3)])))
    before = state_of(site)
    rows = [
        line(1),
        line(2, phone="13911112222", extra_time_percent="25", room="第三考场"),
        line(3, name="新名"),
    ]
    made = dry_run(site, xlsx(rows))
    assert [row.outcome for row in rows_of(made)] == ["unchanged", "update", "confirm"]
    assert {change["field"]: (change["before"], change["after"]) for change in rows_of(made)[1].changes} == {
        "phone": ("+86138****0002", "+86139****2222"),
        "extra_time_percent": (0, 25),
        "room": ("", "第三考场"),
        "order_number": (None, None),
    }
    imports.mend_row(made, 4, {}, confirmed=True, version=rows_of(made)[2].version, by=site.by)
    imports.recheck(made.pk, site.person.pk)
    made.refresh_from_db()
    assert made.counts == {"new": 0, "update": 2, "unchanged": 1, "confirm": 0, "error": 0}
    written = write(site, made)
    second = RosterEntry.objects.get(session=site.session, candidate_number="26S00002")
    assert (second.room, second.order_number, second.extra_time_percent) == (site.rooms[1], 1, 25)
    import_writing.start_roll_back(written, by=site.by)
    import_writing.roll_back(written.pk, site.by)
    written.refresh_from_db()
    assert (written.state, state_of(site)) == ("rolled_back", before)


def state_of(site: Site) -> list[Any]:
    entries = RosterEntry.objects.filter(session=site.session).select_related("person")
    return [
        (
            one.candidate_number,
            one.person.name,
            one.person.phone,
            one.room_id,
            one.order_number,
            one.extra_time_percent,
            QueueEntry.objects.filter(roster_entry=one).count(),
            sorted(one.person.credentials.values_list("lookup_hash", flat=True)),
        )
        for one in entries.order_by("candidate_number")
    ]


def test_a_roll_back_leaves_nobody_behind(site: Site) -> None:
    people = Person.objects.count()
    written = write(site, dry_run(site, xlsx([line(1, room="第二考场"), line(2)])))
    assert Person.objects.count() == people + 2
    import_writing.start_roll_back(written, by=site.by)
    import_writing.roll_back(written.pk, site.by)
    assert not RosterEntry.objects.exists() and not QueueEntry.objects.exists()
    assert Person.objects.count() == people
    assert not LoginCredential.objects.filter(scope_id=site.school.pk).exists()


def test_no_roll_back_after_somebody_acted(site: Site) -> None:
    written = write(site, dry_run(site, xlsx([line(1, room="第二考场"), line(2)])))
    site.session.state = SessionState.PUBLISHED
    site.session.save()
    entry = RosterEntry.objects.get(candidate_number="26S00001")
    Ticket.objects.create(roster_entry=entry, text="姓名不对")
    import_writing.start_roll_back(written, reason="传错", by=site.by)
    import_writing.roll_back(written.pk, site.by)
    written.refresh_from_db()
    assert (written.state, written.problem) == ("written", "import_acted_upon")
    assert RosterEntry.objects.count() == 2 and Ticket.objects.count() == 1


def test_no_roll_back_after_thirty_days(site: Site) -> None:
    written = write(site, dry_run(site, xlsx([line(1)])))
    RosterImport.objects.update(written_at=clock.now() - timedelta(days=31))
    with refused(ImportTooOld, days=30):
        import_writing.start_roll_back(written, by=site.by)


def test_a_roster_that_changed_meanwhile_is_looked_at_again(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2)]))
    import_writing.start_writing(made, only_good=False, reason="", version=made.version, by=site.by)
    make_entry(site.rooms[0], candidate_number="26S00002", person=make_person(name="别人"))
    import_writing.write_rows(made.pk, site.by)
    made.refresh_from_db()
    assert (made.state, made.problem) == ("checked", "import_outdated")
    assert made.counts["new"] == 1 and RosterEntry.objects.count() == 1


@pytest.mark.parametrize("spelled", ["ＬＩ Ming", "li  ming", "LiMing"])
def test_a_name_spelled_otherwise_is_no_other_name(site: Site, spelled: str) -> None:
    write(site, dry_run(site, xlsx([line(1, name="Li Ming")])))
    other = make_session(site.school, college=site.session.college, state="draft", name="另一场")
    again = Site(site.school, other, [make_room(other, name="考场")], site.major, site.person)
    made = dry_run(again, xlsx([line(1, name=spelled)]))
    assert (found(made), made.counts["new"]) == ([], 1)
    write(again, made)
    # Spelled as it was.
    assert {one.name for one in Person.objects.filter(roster_entries__isnull=False)} == {"Li Ming"}


def test_who_is_known_to_the_school(site: Site) -> None:
    write(site, dry_run(site, xlsx([line(1), line(2)])))
    other = make_session(site.school, college=site.session.college, state="draft", name="另一场")
    room = make_room(other, name="考场")
    same, stranger = line(1), line(9, phone="13800000002", name="冒名")
    again = Site(site.school, other, [room], site.major, site.person)
    made = dry_run(again, xlsx([same, stranger]))
    assert found(made) == [(3, "phone", "phone_of_another")]
    people = Person.objects.count()
    write(again, made, only_good=True)
    assert Person.objects.count() == people
    assert {entry.session_id for entry in RosterEntry.objects.filter(candidate_number="26S00001")} == {
        site.session.pk,
        other.pk,
    }


def test_an_interview_elsewhere_at_the_same_time_asks(site: Site) -> None:
    at = (site.session.starts_at + timedelta(hours=1)).replace(second=0, microsecond=0)
    write(site, dry_run(site, xlsx([line(1)])))
    other = make_session(site.school, state="draft", name="外国语")
    person = RosterEntry.objects.get(session=site.session).person
    make_entry(make_room(other, name="第一考场"), person=person, slot_starts_at=at)
    local = at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
    made = dry_run(site, xlsx([line(1, slot_starts_at=local)]))
    assert found(made) == [(2, "slot_starts_at", "slot_clash")]
    assert made.counts["confirm"] == 1


@pytest.mark.parametrize(("there", "here", "clashes"), [(0, 0, False), (50, 0, True), (0, 50, True)])
def test_extra_time_of_either_interview_counts(site: Site, there: int, here: int, clashes: bool) -> None:
    at = (site.session.starts_at + timedelta(hours=1)).replace(second=0, microsecond=0)
    write(site, dry_run(site, xlsx([line(1)])))
    person = RosterEntry.objects.get(session=site.session).person
    length = timedelta(seconds=site.session.interview_seconds)
    # With extra time there it ends after this one begins, with extra time here this one ends after it began.
    begins = at - length if there else at + length
    other = make_session(site.school, state="draft", interview_seconds=site.session.interview_seconds)
    make_entry(make_room(other), person=person, slot_starts_at=begins, extra_time_percent=there)
    local = at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
    made = dry_run(site, xlsx([line(1, slot_starts_at=local, extra_time_percent=str(here))]))
    assert found(made) == ([(2, "slot_starts_at", "slot_clash")] if clashes else [])


def test_a_published_exam_asks_for_a_reason_and_a_closed_one_takes_nothing(site: Site) -> None:
    made = dry_run(site, xlsx([line(1)]))
    site.session.state = SessionState.PUBLISHED
    site.session.save()
    with refused(ImportReasonNeeded):
        import_writing.start_writing(made, only_good=False, reason=" ", version=made.version, by=site.by)
    assert write(site, made, reason="补录").state == "written"
    site.session.state = SessionState.CLOSED
    site.session.save()
    with refused(ExamClosed):
        imports.upload(site.session, io.BytesIO(b"x"), name="a.csv", by=site.by)


def test_a_file_that_is_too_large_leaves_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "UPLOAD", Limits(most_bytes=1000))
    with refused(FileTooLarge, most_bytes=1000):
        imports.upload(site.session, io.BytesIO(b"x" * 1001), name="a.csv", by=site.by)


def test_the_export_comes_back_identical(site: Site) -> None:
    rows = [
        line(
            1,
            room="第二考场",
            order_number="2",
            identity_number=identity(1),
            slot_starts_at="2026-11-30 14:30",
        ),
        line(2, phone="+44 7700 900123", language="英文", time_zone="Europe/London", remark="=1+1 @x"),
        line(3, phone="", major="材料科学与工程", extra_time_percent="50"),
    ]
    made = dry_run(site, xlsx(rows))
    # Its time is outside the exam's hours.
    [row] = [row for row in rows_of(made) if row.outcome == "confirm"]
    imports.mend_row(made, row.number, {}, confirmed=True, version=row.version, by=site.by)
    imports.recheck(made.pk, site.person.pk)
    made.refresh_from_db()
    write(site, made)
    for lang in ("zh", "en"):
        again = dry_run(site, body(answer_roster(site.session, lang)))
        assert again.counts == {"new": 0, "update": 0, "unchanged": 3, "confirm": 0, "error": 0}, found(again)
        assert again.ignored_headings == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_is_read_and_its_example_is_no_candidate(site: Site, lang: Any) -> None:
    made = dry_run(site, body(answer_template(site.session, lang)))
    assert (made.state, made.problem) == ("refused", "no_rows")


def test_the_bad_rows_as_a_file_can_be_mended_there(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="1381234567")]))
    again = dry_run(site, body(answer_bad_rows(made, "zh")))
    assert again.total == 2 and found(again) == [(3, "phone", "phone_length")]
    assert again.ignored_headings == []


def test_old_imports_keep_no_personal_data(site: Site) -> None:
    made = dry_run(site, xlsx([line(1)]))
    RosterImport.objects.update(created_at=clock.now() - timedelta(days=61))
    assert imports.forget_old_imports() == 1
    assert made.rows.count() == 0 and not StoredFile.objects.exists()


def test_a_file_that_nothing_was_made_of_lies_for_a_day(
    site: Site, django_capture_on_commit_callbacks: Any
) -> None:
    """The web server was killed after the file had come and before the import was made."""
    dry_run(site, xlsx([line(1)]))
    used = StoredFile.objects.get()
    lost = save_upload(
        io.BytesIO(b"x"), scope_id=site.school.pk, purpose="roster", name="a.csv", limits=Limits(9)
    )
    assert forget_unused_files() == 0
    StoredFile.objects.update(created_at=clock.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_unused_files() == 1
    assert StoredFile.objects.get() == used and not path_of(lost.pk).exists() and path_of(used.pk).exists()


def bad_rows(made: RosterImport, **mended: str) -> bytes:
    """The file of the rows to mend, filled in anew: `mended` by the text that stands there."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(answer_bad_rows(made, "zh"))))
    titles, *rows = book.get_sheet_by_index(0).to_python()
    return xlsx([[mended.get(str(cell), cell) for cell in row] for row in rows], titles)


def replace(site: Site, made: RosterImport, data: bytes) -> RosterImport:
    again = imports.upload(site.session, io.BytesIO(data), name="错误行.xlsx", by=site.by, replaces=made)
    imports.read(again.pk, made.pk)
    for one in (made, again):
        one.refresh_from_db()
    return again


def test_mended_rows_come_back_to_their_places_among_the_good_ones(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="12"), line(3), line(4, phone="34")]))
    again = replace(site, made, bad_rows(made, **{"12": "13900000002"}))
    assert (made.state, made.rows.count()) == ("discarded", 0)
    assert (again.state, again.total, again.ignored_headings) == ("checked", 4, [])
    assert again.file_name == "名单.xlsx + 错误行.xlsx"
    assert [(row.number, row.outcome) for row in rows_of(again)] == [
        (2, "new"),
        (3, "new"),
        (4, "new"),
        (5, "error"),
    ]
    last = replace(site, again, bad_rows(again, **{"34": "13900000004"}))
    assert write(site, last).done == 4
    phones = {one.candidate_number: one.person.phone for one in RosterEntry.objects.select_related("person")}
    assert (phones["26S00002"], phones["26S00004"]) == ("+8613900000002", "+8613900000004")


def test_a_row_that_stands_there_twice_or_is_new_pushes_out_no_other(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="12")]))
    mark = made.pk.hex[-8:]
    places = [f"3-{mark}", f"3-{mark}", f"2-{mark}", f"99-{mark}", ""]
    mended = [[*line(number), place] for number, place in zip((2, 5, 6, 7, 8), places, strict=True)]
    again = replace(site, made, xlsx(mended, [*TITLES, "原行号"]))
    assert [row.number for row in rows_of(again)] == [2, 3, 4, 5, 6, 7]
    assert again.counts["new"] == 6


def test_a_file_may_hold_what_its_reader_takes() -> None:
    assert imports.MOST_ROWS == table_reader.MOST_ROWS


def test_a_dry_run_that_is_put_away_whole_is_not_checked_once_more(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="12")]))
    imports.mend_row(made, 3, {"phone": "13900000002"}, confirmed=None, version=1, by=site.by)
    monkeypatch.setattr(imports, "check_again", lambda *_: pytest.fail("checked for nobody"))
    again = replace(site, made, xlsx([line(3)]))
    made.refresh_from_db()
    assert (made.state, again.state, again.total) == ("discarded", "checked", 1)


def test_mended_rows_and_the_good_ones_together_are_no_more_than_a_file_may_hold(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dry_run(site, xlsx([line(1), line(2), line(3, phone="12")]))
    place = f"4-{made.pk.hex[-8:]}"
    mended = [[*line(3), place], [*line(4), ""]]
    monkeypatch.setattr(imports, "MOST_ROWS", 3)
    again = replace(site, made, xlsx(mended, [*TITLES, "原行号"]))
    assert (again.state, again.problem, again.problem_params) == (
        "refused",
        "too_many_rows_together",
        {"most": 3},
    )
    assert (made.state, made.rows.count(), again.rows.count()) == ("checked", 3, 0)
    monkeypatch.setattr(imports, "MOST_ROWS", 4)
    assert replace(site, made, xlsx(mended, [*TITLES, "原行号"])).total == 4


def test_mended_rows_find_their_own_dry_run_whichever_is_open(site: Site) -> None:
    mine = dry_run(site, xlsx([line(1), line(2, phone="12")]))
    mended = bad_rows(mine, **{"12": "13900000002"})
    colleagues = dry_run(site, xlsx([line(11), line(12, phone="34")]), name="同事.xlsx")
    again = replace(site, colleagues, mended)
    mine.refresh_from_db()
    assert (mine.state, colleagues.state, colleagues.rows.count()) == ("discarded", "checked", 2)
    assert [row.outcome for row in rows_of(again)] == ["new", "new"]


@pytest.mark.parametrize("checked_again", [True, False])
def test_what_was_mended_in_the_page_meanwhile_is_not_overwritten(site: Site, checked_again: bool) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="12"), line(3, phone="34")]))
    stale = bad_rows(made, **{"34": "13900000003"})
    row = rows_of(made)[1]
    imports.mend_row(made, 3, {"phone": "13900000002"}, confirmed=None, version=row.version, by=site.by)
    if checked_again:
        imports.recheck(made.pk, site.person.pk)
    made.refresh_from_db()
    again = replace(site, made, stale)
    imports.recheck(made.pk, site.person.pk)
    made.refresh_from_db()
    assert made.state == "discarded"
    kept = json.loads(rows_of(again)[1].cells)
    assert (kept["phone"], [row.number for row in rows_of(again)]) == ("13900000002", [2, 3, 4, 5])
    # The stale row stands behind them and is named a twin.
    assert rows_of(again)[3].outcome == "error"


def test_a_whole_file_takes_the_place_of_the_one_before(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2)]))
    again = replace(site, made, xlsx([line(3)]))
    assert (made.state, again.total, again.file_name) == ("discarded", 1, "错误行.xlsx")


def test_what_cannot_be_read_or_was_written_meanwhile_is_not_put_away(site: Site) -> None:
    made = dry_run(site, xlsx([line(1), line(2, phone="12")]))
    mended = bad_rows(made, **{"12": "13900000002"})
    assert (replace(site, made, b"%PDF").state, made.state) == ("refused", "checked")
    write(site, made, only_good=True)
    assert (replace(site, made, mended).total, made.state) == (1, "written")
