"""Rosters of an exam that people rely on already: moved by the timetable's rules, or not at all."""

import threading
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.desks.models import Desk
from kaochang.exams.errors import ExamClosed
from kaochang.exams.models import ExamRoom, ExamSession, ReferencePortrait, RosterEntry
from kaochang.exams.services import withdraw_session
from kaochang.notifications.models import Notification
from kaochang.planning import import_writing
from kaochang.planning.clashes import find_clashes
from kaochang.planning.errors import ImportHasErrors, ImportReasonNeeded
from kaochang.planning.models import RosterImport
from kaochang.planning.roster.files import answer_roster
from kaochang.planning.services import publish_exam
from kaochang.planning.timetable_queries import read_timetable
from kaochang.schools.models import Major
from kaochang.schools.services import add_membership
from kaochang.sms.models import SmsMessage
from kaochang.waiting.models import QueueEntry
from tests.factories import Place, make_person
from tests.planning.places import ready_draft
from tests.planning.rosters import KEYS, Site, dry_run, found, line, make_site, rows_of, write, xlsx
from tests.traces import recorded, refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def site_of(place: Place) -> Site:
    person = make_person(name="韩雪")
    add_membership(person, place.school, "school_admin", by=BY)
    major = Major.objects.create(college=place.college, name="材料科学与工程")
    return Site(place.school, place.session, [place.room], major, person)


def draft(candidates: int) -> Place:
    """On whole minutes, as files say them."""
    place = ready_draft(candidates)
    at = place.session.starts_at.replace(second=0, microsecond=0)
    ExamSession.objects.filter(pk=place.session.pk).update(starts_at=at)
    for number, entry in enumerate(place.entries):
        RosterEntry.objects.filter(pk=entry.pk).update(slot_starts_at=at + timedelta(minutes=15 * number))
    place.session = ExamSession.objects.get(pk=place.session.pk)
    place.entries = list(RosterEntry.objects.filter(session=place.session).order_by("order_number"))
    return place


def published(candidates: int) -> Place:
    place = draft(candidates)
    place.session = publish_exam(place.session, version=place.session.version, by=BY)
    return place


def local(at: datetime) -> str:
    return at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")


def row_of(entry: RosterEntry, **cells: str) -> list[Any]:
    row = {"candidate_number": entry.candidate_number, "name": entry.person.name, **cells}
    return [row.get(key, "") for key in KEYS]


def slot(place: Place, minutes: int) -> datetime:
    return place.session.starts_at + timedelta(minutes=minutes)


def test_another_slot_is_a_move() -> None:
    place = published(3)
    site, first = site_of(place), place.entries[0]
    RosterEntry.objects.filter(pk=first.pk).update(notice_read_at=clock.now(), room_confirmed_at=clock.now())
    made = dry_run(site, xlsx([row_of(first, slot_starts_at=local(slot(place, 60)))]))
    made = write(site, made, reason="考官临时有事")
    assert (made.state, made.problem) == ("written", "")
    first.refresh_from_db()
    assert (first.slot_starts_at, first.room_confirmed_at) == (slot(place, 60), None)
    order = RosterEntry.objects.filter(session=place.session).order_by("order_number")
    assert [one.pk for one in order] == [place.entries[1].pk, place.entries[2].pk, first.pk]
    line_up = QueueEntry.objects.filter(room=place.room).order_by("position")
    assert [one.roster_entry_id for one in line_up] == [one.pk for one in order]
    (told,) = Notification.objects.filter(area="candidate")
    assert (told.person, told.kind, told.reason) == (first.person, "slot_changed", "考官临时有事")
    assert recorded("exams.roster_entry_placed")[-1]["reason"] == "考官临时有事"
    assert recorded("planning.import_state_changed")[-1]["reason"] == "考官临时有事"
    # And back, by the same rules.
    import_writing.start_roll_back(made, reason="改回", by=site.by)
    import_writing.roll_back(made.pk, site.by)
    made.refresh_from_db()
    first.refresh_from_db()
    assert (made.state, first.slot_starts_at, first.order_number) == ("rolled_back", slot(place, 0), 1)
    newest = Notification.objects.filter(area="candidate").order_by("created_at").last()
    assert newest is not None and newest.reason == "改回"


def test_the_dry_run_names_the_clash() -> None:
    place = published(2)
    site, (first, second) = site_of(place), place.entries
    made = dry_run(
        site,
        xlsx(
            [
                # Five minutes into the interview of the other.
                row_of(first, slot_starts_at=local(slot(place, 20))),
                line(7, room=place.room.name, slot_starts_at=local(slot(place, 235))),
            ]
        ),
    )
    assert ("slot_starts_at", "clash_slot_overlap") in [pair[1:] for pair in found(made) if pair[0] == 2]
    assert (3, "slot_starts_at", "clash_outside_window") in found(made)
    names = [one["params"]["name"] for row in rows_of(made) for one in row.findings if row.number == 2]
    assert names == [second.person.name]
    # Written against what the rules see, and the exam has none of it.
    with refused(ImportHasErrors):
        write(site, made, reason="补录")


def test_a_draft_may_clash_until_it_is_published() -> None:
    place = draft(2)
    site = site_of(place)
    made = dry_run(site, xlsx([row_of(place.entries[0], slot_starts_at=local(slot(place, 20)))]))
    assert write(site, made).state == "written"
    assert {clash.kind for clash in find_clashes(read_timetable(place.session))} == {"slot_overlap"}
    assert not Notification.objects.filter(area="candidate").exists()
    orders = RosterEntry.objects.filter(session=place.session).order_by("slot_starts_at")
    assert [one.order_number for one in orders] == [1, 2]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        # Within a transaction the first look at the activity is kept.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_who_is_written_beside_a_publication_stands_in_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    place = draft(2)
    site, told = site_of(place), []
    made = dry_run(site, xlsx([line(7, room=place.room.name, slot_starts_at=local(slot(place, 90)))]))
    real = import_writing._keep_undo

    def publish() -> None:
        try:
            session = ExamSession.objects.get(pk=place.session.pk)
            told.append(publish_exam(session, version=session.version, by=BY).state)
        finally:
            connection.close()

    colleague = threading.Thread(target=publish)

    def write_beside(rows: Any) -> None:
        colleague.start()
        until = time.monotonic() + 30
        while colleague.is_alive() and not _somebody_waits() and time.monotonic() < until:
            time.sleep(0.01)
        real(rows)

    monkeypatch.setattr(import_writing, "_keep_undo", write_beside)
    made = write(site, made)
    colleague.join()
    entry = RosterEntry.objects.get(candidate_number="26S00007")
    assert (made.state, told) == ("written", ["published"])
    assert QueueEntry.objects.filter(roster_entry=entry, room=place.room).exists()
    assert Desk.objects.filter(roster_entry=entry).exists()


@pytest.mark.parametrize(
    ("state", "problem"), [("published", "import_reason_needed"), ("closed", "exam_closed")]
)
def test_what_became_of_the_exam_meanwhile_is_asked_again(state: str, problem: str) -> None:
    site = make_site()
    made = dry_run(site, xlsx([line(1)]))
    import_writing.start_writing(made, only_good=False, reason="", version=made.version, by=site.by)
    ExamSession.objects.filter(pk=site.session.pk).update(state=state)
    import_writing.write_rows(made.pk, site.by)
    made.refresh_from_db()
    assert (made.state, made.problem) == ("checked", problem)
    assert not RosterEntry.objects.filter(session=site.session).exists()


def test_a_closed_exam_takes_nothing_back() -> None:
    site = make_site()
    written = write(site, dry_run(site, xlsx([line(1)])))
    ExamSession.objects.filter(pk=site.session.pk).update(state="closed")
    written.refresh_from_db()
    with refused(ExamClosed):
        import_writing.start_roll_back(written, by=site.by)
    # Closed between the press and the job.
    ExamSession.objects.filter(pk=site.session.pk).update(state="draft")
    written.refresh_from_db()
    import_writing.start_roll_back(written, by=site.by)
    ExamSession.objects.filter(pk=site.session.pk).update(state="archived")
    import_writing.roll_back(written.pk, site.by)
    written.refresh_from_db()
    assert (written.state, written.problem) == ("written", "exam_closed")
    assert RosterEntry.objects.filter(session=site.session).count() == 1


def test_a_published_exam_gives_candidates_back_with_a_reason_that_they_read() -> None:
    site = make_site()
    write(site, dry_run(site, xlsx([line(1)])))
    person = RosterEntry.objects.get(session=site.session).person
    place = published(1)
    ExamSession.objects.filter(pk=place.session.pk).update(school=site.school, college=site.session.college)
    there = Site(
        site.school, ExamSession.objects.get(pk=place.session.pk), [place.room], site.major, site.person
    )
    row = line(1, room=place.room.name, slot_starts_at=local(slot(place, 60)))
    stranger = line(9, room=place.room.name, slot_starts_at=local(slot(place, 30)))
    made = write(there, dry_run(there, xlsx([row, stranger])), reason="补录")
    assert made.state == "written", found(made)
    assert [
        one.position
        for one in QueueEntry.objects.filter(room=place.room).order_by("roster_entry__slot_starts_at")
    ] == [1, 2, 3]
    with refused(ImportReasonNeeded):
        import_writing.start_roll_back(made, by=site.by)
    import_writing.start_roll_back(made, reason="传错名单", by=site.by)
    import_writing.roll_back(made.pk, site.by)
    made.refresh_from_db()
    assert (made.state, made.problem) == ("rolled_back", "")
    told = Notification.objects.filter(kind="exam_left")
    assert [(one.person, one.reason) for one in told] == [(person, "传错名单")]
    assert {one["reason"] for one in recorded("exams.roster_entry_removed")} == {"传错名单"}
    assert QueueEntry.objects.filter(room=place.room).count() == 1


def test_who_was_told_a_slot_hears_that_it_is_void_also_after_a_withdrawal() -> None:
    place = published(1)
    site = site_of(place)
    stranger = line(9, room=place.room.name, slot_starts_at=local(slot(place, 30)))
    made = write(site, dry_run(site, xlsx([stranger])), reason="补录")
    assert made.state == "written", found(made)
    session = ExamSession.objects.get(pk=place.session.pk)
    withdraw_session(session, reason="考官出差", version=session.version, by=BY)
    before = set(SmsMessage.objects.values_list("pk", flat=True))
    take_back(made, site)
    (gone,) = SmsMessage.objects.exclude(pk__in=before)
    assert made.state == "rolled_back" and "您已不在考生名单中" in (gone.values or "")


def with_extra_time(place: Place, site: Site, percent: int) -> RosterImport:
    """The last candidate gets it by a file."""
    last = place.entries[-1]
    made = write(site, dry_run(site, xlsx([row_of(last, extra_time_percent=str(percent))])), reason="听障")
    assert made.state == "written", found(made)
    return made


def take_back(made: RosterImport, site: Site) -> None:
    import_writing.start_roll_back(made, reason="传错名单", by=site.by)
    import_writing.roll_back(made.pk, site.by)
    made.refresh_from_db()


def lengths_told(entry: RosterEntry) -> list[tuple[str, str, str]]:
    found = Notification.objects.filter(person=entry.person, params__has_key="minutes").order_by("created_at")
    return [(one.params["was_minutes"], one.params["minutes"], one.reason) for one in found]


def test_lengths_that_are_taken_back_are_told() -> None:
    place = published(2)
    site, last = site_of(place), place.entries[-1]
    take_back(with_extra_time(place, site, 50), site)
    assert lengths_told(last) == [("15", "22.5", "听障"), ("22.5", "15", "传错名单")]


def test_a_file_tells_lengths_to_who_is_still_to_come() -> None:
    place = published(2)
    site, last = site_of(place), place.entries[-1]
    QueueEntry.objects.filter(roster_entry=last).update(state="finished", arrived_at=clock.now())
    made = with_extra_time(place, site, 50)
    take_back(made, site)
    assert (made.state, lengths_told(last)) == ("rolled_back", [])


def test_no_roll_back_brings_a_clash() -> None:
    place = published(2)
    site, (first, last) = site_of(place), place.entries
    RosterEntry.objects.filter(pk=first.pk).update(extra_time_percent=50)
    RosterEntry.objects.filter(pk=last.pk).update(slot_starts_at=slot(place, 60))
    shorter = write(site, dry_run(site, xlsx([row_of(first, extra_time_percent="0")])), reason="更正")
    # Somebody else moves into the time that came free.
    RosterEntry.objects.filter(pk=last.pk).update(slot_starts_at=slot(place, 15))
    take_back(shorter, site)
    first.refresh_from_db()
    assert (shorter.state, shorter.problem) == ("written", "new_clash")
    assert (first.extra_time_percent, lengths_told(first)) == (0, [("22.5", "15", "更正")])


def test_no_roll_back_takes_a_portrait_along() -> None:
    site = make_site()
    written = write(site, dry_run(site, xlsx([line(1)])))
    entry = RosterEntry.objects.get(session=site.session)
    ReferencePortrait.objects.create(roster_entry=entry, picture=b"x", sha256="0" * 64, width=1, height=1)
    import_writing.start_roll_back(written, by=site.by)
    import_writing.roll_back(written.pk, site.by)
    written.refresh_from_db()
    assert (written.state, written.problem) == ("written", "import_acted_upon")
    assert ReferencePortrait.objects.count() == 1


def test_an_export_comes_back_identical_whatever_was_shut_meanwhile() -> None:
    site = make_site()
    rows = [line(1, major="材料科学与工程", room="第二考场"), line(2, room="第三考场")]
    write(site, dry_run(site, xlsx(rows)))
    first, second = RosterEntry.objects.filter(session=site.session).order_by("candidate_number")
    at = site.session.starts_at.replace(second=30, microsecond=5)
    RosterEntry.objects.filter(pk=first.pk).update(slot_starts_at=at)
    RosterEntry.objects.filter(pk=second.pk).update(remark="一  二\n三")
    Major.objects.update(enabled=False)
    ExamRoom.objects.filter(name="第三考场").update(state="closed", closed_at=clock.now())
    export: Any = answer_roster(site.session, "zh")
    again = dry_run(site, b"".join(export.streaming_content))
    assert again.counts == {"new": 0, "update": 0, "unchanged": 2, "confirm": 0, "error": 0}, found(again)
    # Nobody else comes in.
    made = dry_run(site, xlsx([line(3, major="材料科学与工程"), line(4, room="第三考场")]))
    assert [code for _, _, code in found(made)] == ["major_shut", "room_shut"]
