"""Written, published, read, published anew, withdrawn; and whom each of them concerns."""

from datetime import timedelta
from io import BytesIO

import pytest

from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import ChangedMeanwhile
from kaochang.announcements import publishing, services
from kaochang.announcements.errors import (
    AnnouncementEnglishMissing,
    AnnouncementUnread,
    AnnouncementWithdrawn,
    AttachmentKindUnknown,
    PublishTimePast,
    TooManyAttachments,
)
from kaochang.announcements.models import Announcement, Receipt, SmsRound
from kaochang.announcements.queries import access_mine, count_readers, list_mine, marks_of
from kaochang.announcements.reading import read_announcement, require_all_read
from kaochang.announcements.states import AnnouncementState
from kaochang.commitments.services import sign_commitment
from kaochang.core import clock
from kaochang.core.errors import InvalidTransition, NotFound
from kaochang.desks.checks import CheckResults
from kaochang.desks.models import DeviceCheck
from kaochang.desks.services import open_check_room, record_device_check
from kaochang.exams.errors import ReasonRequired, TextOutdated, TextRequired
from kaochang.exams.models import RosterEntry
from kaochang.exams.states import SessionState
from kaochang.notifications.queries import read_inbox
from kaochang.realtime import channels
from kaochang.schools.services import create_major
from kaochang.sms.models import SmsMessage
from kaochang.storage.errors import FileTooLarge
from kaochang.storage.models import StoredFile
from kaochang.waiting.services import enter_waiting_area
from kaochang.watch.tick import publish_due_announcements
from tests.announcements.places import BY, drafted, published
from tests.factories import (
    Place,
    make_entry,
    make_person,
    make_place,
    make_ready,
    make_room,
    make_session,
    make_waiting,
)
from tests.traces import channels_of, pushed, recorded, refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 ..."


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def titles(place: Place, index: int = 0) -> list[str]:
    return [one.in_force.title for one in list_mine(place.candidate(index)) if one.in_force]


def test_a_draft_is_for_nobody_yet_and_cleaned(place: Place) -> None:
    made = drafted(place, body="<p onclick=x>一<script>1</script></p>", title=" 标题\x07 ")
    assert (made.state, made.title, made.body) == ("draft", "标题", "<p>一</p>")
    assert titles(place) == []
    assert channels_of("announcements.announcement_created") == set(
        channels.school(place.school.pk, place.college.pk)
    )


def test_an_edit_says_before_and_after_and_refuses_the_second(place: Place) -> None:
    made = drafted(place)
    edited = services.edit_announcement(
        made, {"title": "新标题", "body": "<p>新</p>", "must_read": True}, version=made.version, by=BY
    )
    (event,) = recorded("announcements.announcement_edited")
    changes = {one["field"]: (one["before"], one["after"]) for one in event["changes"]}
    assert changes["title"] == ("第二机位摆放要求", "新标题") and changes["must_read"] == (False, True)
    assert changes["body"][0].startswith("sha256:") and changes["body"][0] != changes["body"][1]
    with refused(ChangedMeanwhile, fields=["body", "must_read", "title"]):
        services.edit_announcement(made, {"title": "别的"}, version=made.version, by=BY)
    assert edited.version == made.version + 1


def test_what_lacks_a_text_is_not_published(place: Place) -> None:
    for values, error in (
        ({"body": "<p> </p>"}, TextRequired),
        ({"title_en": "Second camera"}, AnnouncementEnglishMissing),
        ({"body_en": "<p>Put it there.</p>"}, AnnouncementEnglishMissing),
    ):
        made = drafted(place, **values)
        with refused(error):
            publishing.publish(made, version=made.version, by=BY)
        with refused(error):
            later = clock.now() + timedelta(hours=1)
            publishing.schedule(made, publish_at=later, version=made.version, by=BY)


def test_what_goes_out_by_itself_stays_complete(place: Place) -> None:
    made = drafted(place)
    later = clock.now() + timedelta(hours=1)
    made = publishing.schedule(made, publish_at=later, version=made.version, by=BY)
    for values, error in (
        ({"body": "<p> </p>"}, TextRequired),
        ({"title_en": "Camera"}, AnnouncementEnglishMissing),
    ):
        with refused(error):
            services.edit_announcement(made, values, version=made.version, by=BY)
    assert services.edit_announcement(made, {"body": "<p>新</p>"}, version=made.version, by=BY).body


def test_published_it_reaches_the_open_pages_of_those_concerned(place: Place) -> None:
    unplaced = RosterEntry.objects.create(
        session=place.session, person=make_entry(make_room()).person, candidate_number="26S99999"
    )
    made = published(place, must_read=True)
    assert (made.state, made.edition, made.read_from_edition) == ("published", 1, 1)
    assert channels_of("announcements.announcement_published") == {
        channels.room_candidates(place.room.pk),
        channels.person("candidate", unplaced.person_id),
        *channels.school(place.school.pk, place.college.pk),
    }
    (row,) = pushed("announcements.announcement_published")
    assert row.payload["data"]["title"] == made.title and row.payload["data"]["must_read"] is True


def test_each_level_has_its_readers(place: Place) -> None:
    other = make_session(place.school)
    major = create_major(place.college, name="材料物理", by=BY)
    mine, in_major = place.entries
    RosterEntry.objects.filter(pk=in_major.pk).update(major=major)
    stranger = make_entry(make_room(other))
    published(place, "school", title="全校")
    published(place, "college", title="学院")
    published(place, "exam", title="考试")
    made = services.create_announcement(
        place.school, level="major", college=place.college, major=major, title="专业", body="<p>一</p>", by=BY
    )
    publishing.publish(made, version=made.version, by=BY)
    assert sorted(titles(place, 0)) == sorted(["全校", "学院", "考试"])
    assert sorted(titles(place, 1)) == sorted(["全校", "学院", "考试", "专业"])
    theirs = marks_of(stranger.person_id, [stranger])
    assert [one.in_force.title for one in theirs if one.in_force] == ["全校"]
    assert list_mine(make_place().candidate()) == []
    assert count_readers(made)["recipients"] == 1
    place.session.state = SessionState.DRAFT
    place.session.save()
    assert titles(place, 0) == []
    assert mine.pk


def test_read_once_however_often(place: Place) -> None:
    made = published(place)
    first = read_announcement(made, edition=1, by=place.candidate())
    again = read_announcement(made, edition=1, by=place.candidate())
    assert first.pk == again.pk and Receipt.objects.count() == 1
    assert len(recorded("announcements.announcement_read")) == 1
    assert count_readers(made) == {
        "recipients": 2,
        "read": 1,
        "reached": 2,
        "with_phone": 2,
        "unread_with_phone": 1,
    }
    with refused(TextOutdated):
        read_announcement(made, edition=2, by=place.candidate())


def test_a_new_edition_asks_again_only_where_the_school_says_so(place: Place) -> None:
    made = published(place, must_read=True)
    read_announcement(made, edition=1, by=place.candidate())
    made = services.edit_announcement(made, {"title": "更正"}, version=made.version, by=BY)
    # What candidates read is the edition, not what the school is writing.
    assert titles(place) == ["第二机位摆放要求"]
    made = publishing.publish(made, version=made.version, read_again=False, by=BY)
    assert titles(place) == ["更正"]
    require_all_read(place.entries[0])
    made = publishing.publish(made, version=made.version, read_again=True, by=BY)
    with refused(AnnouncementUnread, announcement_id=str(made.pk), title="更正"):
        require_all_read(place.entries[0])
    with refused(TextOutdated):
        read_announcement(made, edition=1, by=place.candidate())
    read_announcement(made, edition=3, by=place.candidate())
    require_all_read(place.entries[0])
    assert [one.edition for one in made.editions.order_by("edition")] == [1, 2, 3]


def test_must_read_holds_up_every_step_from_the_device_check_on(place: Place) -> None:
    entry, by = make_ready(place), place.candidate()
    DeviceCheck.objects.all().delete()
    made = published(place, must_read=True)
    with refused(AnnouncementUnread):
        open_check_room(entry, by=by)
    with refused(AnnouncementUnread):
        record_device_check(entry, CheckResults(camera="ok", microphone="ok"), by=by)
    with refused(AnnouncementUnread):
        sign_commitment(
            entry,
            place.letter,
            method="typed",
            signature_png=None,
            typed_name=entry.person.name,
            text_hash=place.letter.text_hash,
            by=by,
        )
    DeviceCheck.objects.create(roster_entry=entry, results={}, passed=True, checked_at=clock.now())
    with refused(AnnouncementUnread):
        enter_waiting_area(entry, by=by)
    read_announcement(made, edition=1, by=by)
    enter_waiting_area(entry, by=by)


def test_whoever_waits_already_is_not_held_up(place: Place) -> None:
    entry = make_waiting(place).roster_entry
    published(place, must_read=True)
    open_check_room(entry, by=place.candidate())
    record_device_check(entry, CheckResults(camera="ok", microphone="ok"), by=place.candidate())


def test_withdrawn_it_holds_up_nobody_and_keeps_its_receipts(place: Place) -> None:
    made = published(place, must_read=True)
    read_announcement(made, edition=1, by=place.candidate())
    with refused(ReasonRequired):
        publishing.withdraw(made, reason="", version=made.version, by=BY)
    gone = publishing.withdraw(made, reason="时间有误", version=made.version, by=BY)
    assert recorded("announcements.announcement_withdrawn")[0]["reason"] == "时间有误"
    assert channels.room_candidates(place.room.pk) in channels_of("announcements.announcement_withdrawn")
    require_all_read(place.entries[1])
    assert titles(place) == [] and Receipt.objects.count() == 1
    with refused(AnnouncementWithdrawn):
        read_announcement(made, edition=1, by=place.candidate(1))
    again = publishing.publish(gone, version=gone.version, by=BY)
    assert (again.state, again.edition) == ("published", 2)


def test_withdrawn_it_says_so_to_who_knew_of_it_until_it_is_published_again(place: Place) -> None:
    made = published(place)
    read_announcement(made, edition=1, by=place.candidate())
    gone = publishing.withdraw(made, reason="时间有误", version=made.version, by=BY)
    publishing.tell_withdrawn(gone.pk, reason="时间有误")
    told = read_inbox(place.candidate()).items
    assert [(one.kind, one.reason, one.params["title"]) for one in told] == [
        ("announcement_withdrawn", "时间有误", "第二机位摆放要求")
    ]
    # Nothing beside the page, as nobody has chosen otherwise; and who never saw it is not told.
    assert read_inbox(place.candidate(1)).items == [] and not SmsMessage.objects.exists()
    with refused(AnnouncementWithdrawn):
        access_mine(place.candidate(1), gone.pk)
    elsewhere = make_place(candidates=1).candidate()
    with refused(NotFound):
        access_mine(elsewhere, gone.pk)
    again = publishing.publish(gone, version=gone.version, by=BY)
    assert read_inbox(place.candidate()).items == []
    # The job of a withdrawal that was taken back meanwhile.
    publishing.tell_withdrawn(again.pk, reason="时间有误")
    assert read_inbox(place.candidate()).items == []
    SmsRound.objects.create(announcement=again, edition=2, state="sent", sent=2)
    publishing.withdraw(again, reason="又改", version=again.version, by=BY)
    publishing.tell_withdrawn(again.pk, reason="又改")
    assert len(read_inbox(place.candidate(1)).items) == 1


def test_scheduled_it_publishes_itself_once_when_its_time_has_come(place: Place) -> None:
    made = drafted(place)
    with refused(PublishTimePast):
        publishing.schedule(made, publish_at=clock.now(), version=made.version, by=BY)
    with refused(InvalidTransition):
        publishing.unschedule(made, version=made.version, by=BY)
    later = clock.now() + timedelta(hours=1)
    made = publishing.schedule(made, publish_at=later, version=made.version, by=BY)
    publish_due_announcements()
    assert titles(place) == []
    assert not publishing.publish_due(made, by=BY)
    Announcement.objects.update(publish_at=clock.now())
    publish_due_announcements()
    publish_due_announcements()
    made.refresh_from_db()
    assert (made.state, made.edition, made.publish_at) == (AnnouncementState.PUBLISHED, 1, None)
    assert len(recorded("announcements.announcement_published")) == 1
    back = drafted(place)
    back = publishing.schedule(back, publish_at=later, version=back.version, by=BY)
    assert publishing.unschedule(back, version=back.version, by=BY).state == "draft"


def test_only_a_draft_is_deleted(place: Place) -> None:
    made = drafted(place)
    services.add_attachment(made, BytesIO(PDF), name="a.pdf", by=BY)
    made.refresh_from_db()
    services.delete_announcement(made, version=made.version, by=BY)
    assert not Announcement.objects.exists() and not StoredFile.objects.exists()
    out = published(place)
    with refused(InvalidTransition):
        services.delete_announcement(out, version=out.version, by=BY)


def test_attachments_are_what_their_bytes_say(place: Place) -> None:
    made = drafted(place)
    kept = services.add_attachment(made, BytesIO(PDF), name="../../e\u202etc/示例.pdf", by=BY)
    assert (kept.file.name, kept.file.content_type) == ("示例.pdf", "application/pdf")
    for content in (b"<html><script>", b"PK\x03\x04 word", b"GIF89a", b"<svg onload=1>", b"MZ", b""):
        with refused(AttachmentKindUnknown):
            services.add_attachment(made, BytesIO(content), name="示例.pdf", by=BY)
    with refused(FileTooLarge):
        services.add_attachment(made, BytesIO(PDF + b"0" * 10_000_000), name="a.pdf", by=BY)
    for number in range(9):
        services.add_attachment(made, BytesIO(PDF), name=f"{number}.pdf", by=BY)
    with refused(TooManyAttachments):
        services.add_attachment(made, BytesIO(PDF), name="10.pdf", by=BY)


def test_what_goes_out_has_only_the_files_that_were_seen(place: Place) -> None:
    seen = drafted(place)
    other = Actor(make_person("苏文婕").pk, None, "staff")
    kept = services.add_attachment(seen, BytesIO(PDF), name="a.pdf", by=other)
    with refused(ChangedMeanwhile, by_name="苏文婕"):
        publishing.publish(seen, version=seen.version, by=BY)
    seen.refresh_from_db()
    services.remove_attachment(kept, by=other)
    with refused(ChangedMeanwhile, by_name="苏文婕"):
        publishing.publish(seen, version=seen.version, by=BY)
    seen.refresh_from_db()
    assert (seen.state, seen.edition) == ("draft", 0)
    # Removed already: nothing changes, nobody is stopped.
    services.remove_attachment(kept, by=other)
    assert publishing.publish(seen, version=seen.version, by=BY).edition == 1


def test_an_edition_keeps_its_attachments(place: Place) -> None:
    made = drafted(place)
    kept = services.add_attachment(made, BytesIO(PDF), name="a.pdf", by=BY)
    made.refresh_from_db()
    made = publishing.publish(made, version=made.version, by=BY)
    services.remove_attachment(kept, by=BY)
    services.remove_attachment(kept, by=BY)
    assert made.in_force and list(made.in_force.attachments.all()) == [kept]
    made.refresh_from_db()
    made = publishing.publish(made, version=made.version, by=BY)
    assert made.in_force and not made.in_force.attachments.exists()
