"""The school's list, page, receipts and files."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from kaochang.announcements import publishing
from kaochang.announcements.models import Announcement
from kaochang.announcements.reading import read_announcement
from kaochang.announcements.services import add_attachment
from kaochang.exams.sessions import close_session
from kaochang.realtime import channels
from tests.accounts.factories import log_in
from tests.announcements.places import BY, drafted, published
from tests.exams.test_school_rooms import manager
from tests.factories import Place, make_place, make_session
from tests.traces import channels_of

pytestmark = pytest.mark.django_db
LIST = "/api/v1/school/announcements"


@pytest.fixture
def place() -> Place:
    return make_place(candidates=2)


def titles(client: Client, **query: Any) -> list[str]:
    answer = client.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["items"]]


def sheet_of(answer: Any) -> str:
    with ZipFile(BytesIO(answer.getvalue())) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_filters_search_and_order(place: Place) -> None:
    admin = manager(place.school)
    drafted(place, title="甲")
    published(place, "school", title="乙", must_read=True)
    published(place, "college", title="丙")
    published(make_place(), title="别校")
    assert titles(admin) == ["丙", "乙", "甲"] and titles(admin, sort="title")[0] == "丙"
    assert titles(admin, state="draft") == ["甲"] and titles(admin, level="school") == ["乙"]
    assert titles(admin, must_read="true") == ["乙"] and titles(admin, q="丙") == ["丙"]
    assert titles(admin, session_id=str(place.session.pk)) == ["甲"]
    for query, code in (({"sort": "x"}, "sort_unknown"), ({"state": "x"}, "malformed_body")):
        assert admin.get(LIST, query).json()["code"] == code


def test_a_college_sees_its_own(place: Place) -> None:
    other = make_session(place.school)
    published(place, "school", title="全校")
    published(place, "exam", title="本院")
    assert titles(manager(place.school, place.college)) == ["本院"]
    assert titles(manager(place.school, other.college)) == []
    body = {"level": "school", "title": "一", "body": "<p>一</p>"}
    refusal = manager(place.school, place.college).post(LIST, body, content_type="application/json")
    assert refusal.json()["code"] == "forbidden"
    for level, target in (("college", other.college_id), ("exam", other.pk), ("college", None)):
        answer = manager(place.school, place.college).post(
            LIST, {**body, "level": level, "target_id": target}, content_type="application/json"
        )
        assert answer.json()["code"] == "not_found"


def change(client: Client, made: Any, **values: Any) -> Any:
    fresh = Announcement.objects.get(pk=made.pk)
    body = {"version": fresh.version, "title": fresh.title, "body": fresh.body, **values}
    return client.patch(f"{LIST}/{made.pk}", body, content_type="application/json")


def test_a_draft_is_for_somebody_else_until_it_is_published(place: Place) -> None:
    made, other = drafted(place), make_session(place.school)
    admin, theirs = manager(place.school), manager(place.school, place.college)
    for client, level, target, code in (
        (theirs, "school", None, "forbidden"),
        (theirs, "college", other.college_id, "not_found"),
        (admin, "exam", place.college.pk, "not_found"),
        (admin, "major", None, "not_found"),
    ):
        assert change(client, made, level=level, target_id=target).json()["code"] == code
    assert change(admin, made, level="college", target_id=str(other.college_id)).status_code == 200
    row = admin.get(f"{LIST}/{made.pk}").json()
    assert (row["level"], row["college_id"], row["session_id"]) == ("college", str(other.college_id), None)
    assert theirs.get(f"{LIST}/{made.pk}").status_code == 404
    # Both colleges' pages read again.
    told = channels_of("announcements.announcement_edited")
    assert told == {
        *channels.school(place.school.pk, place.college.pk),
        *channels.school(place.school.pk, other.college_id),
    }
    made = publishing.publish(Announcement.objects.get(pk=made.pk), version=row["version"], by=BY)
    assert change(admin, made, level="school").json()["code"] == "announcement_reach_fixed"
    same = change(admin, made, level="college", target_id=str(other.college_id), title="新的标题")
    assert same.status_code == 200, same.content


def test_a_target_without_its_level_is_refused(place: Place) -> None:
    made, admin = drafted(place), manager(place.school)
    before = Announcement.objects.values().get(pk=made.pk)
    target = str(place.college.pk)
    for values in ({"target_id": target}, {"target_id": target, "level": "school"}):
        answer = change(admin, made, **values)
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed_body")
    body = {"title": "通知", "body": "<p>x</p>", "level": "school", "target_id": target}
    answer = admin.post(LIST, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_body")
    assert Announcement.objects.values().get() == before


def test_who_had_not_read_when_the_exam_closed_stays_on_the_list(place: Place) -> None:
    admin = manager(place.school)
    made = published(place, "school")
    read_announcement(made, edition=1, by=place.candidate())
    close_session(place.session, by=BY)
    readers = admin.get(f"{LIST}/{made.pk}").json()["readers"]
    assert (readers["recipients"], readers["read"]) == (2, 1)
    # Nobody can be told any more.
    assert (readers["reached"], readers["with_phone"], readers["unread_with_phone"]) == (0, 0, 0)
    (missing,) = admin.get(f"{LIST}/{made.pk}/receipts", {"read": "no"}).json()["items"]
    assert missing["name"] == place.entries[1].person.name
    # What comes later is no word to them.
    later = published(place, "school")
    assert admin.get(f"{LIST}/{later.pk}").json()["readers"]["recipients"] == 0


def test_the_number_of_queries_does_not_grow(
    place: Place, django_assert_num_queries: Callable[[int], Any]
) -> None:
    admin = manager(place.school)
    for rows in (1, 10):
        for _ in range(rows):
            made = published(place)
            read_announcement(made, edition=1, by=place.candidate())
        # The log-in, its offices, the keys, the page, the total.
        with django_assert_num_queries(5):
            items = admin.get(LIST).json()["items"]
        assert {item["read_count"] for item in items} == {1}
        with django_assert_num_queries(3):
            admin.get(f"{LIST}/export").getvalue()
    one = f"{LIST}/{made.pk}"
    with django_assert_num_queries(6):
        assert len(admin.get(f"{one}/receipts").json()["items"]) == 2


def test_from_draft_to_receipts(place: Place) -> None:
    admin = manager(place.school)
    body = {
        "level": "exam",
        "target_id": str(place.session.pk),
        "title": "须知",
        "body": "<p>一<script>1</script></p>",
        "must_read": True,
    }
    made = admin.post(LIST, body, content_type="application/json").json()
    one = f"{LIST}/{made['id']}"
    upload = admin.post(
        f"{one}/attachments?name=a.png", b"\x89PNG\r\n\x1a\n...", content_type="application/octet-stream"
    )
    assert upload.status_code == 201, upload.content
    page = admin.get(one).json()
    assert (page["body"], page["changed_since_edition"]) == ("<p>一</p>", True)
    assert page["readers"] == {
        "recipients": 2,
        "read": 0,
        "reached": 2,
        "with_phone": 2,
        "unread_with_phone": 2,
    }
    published_ = admin.post(
        f"{one}/publication", {"version": page["version"]}, content_type="application/json"
    ).json()
    assert published_["state"] == "published"
    reader = Client(headers={"X-Kaochang": "1"})
    log_in(reader, place.entries[0].person, "candidate", place.school.pk)
    mine = "/api/v1/candidate/announcements"
    (item,) = reader.get(mine).json()["items"]
    assert (item["must_read"], item["read_at"], item["target_name"]) == (True, None, place.session.name)
    text = reader.get(f"{mine}/{item['id']}").json()
    (attachment,) = text["attachments"]
    file = reader.get(f"{mine}/{item['id']}/attachments/{attachment['id']}")
    assert file["Content-Type"] == "image/png" and "sandbox" in file["Content-Security-Policy"]
    assert file["X-Content-Type-Options"] == "nosniff"
    read = reader.post(f"{mine}/{item['id']}/reading", {"edition": 1}, content_type="application/json")
    assert read.status_code == 200
    assert reader.get(mine).json()["items"][0]["read_at"] == read.json()["read_at"]
    receipts = f"{one}/receipts"
    assert [row["is_read"] for row in admin.get(receipts, {"sort": "number"}).json()["items"]] == [
        True,
        False,
    ]
    (missing,) = admin.get(receipts, {"read": "no"}).json()["items"]
    assert missing["name"] == place.entries[1].person.name and missing["phone"].startswith("+86139****")
    sheet = sheet_of(admin.get(f"{receipts}/export", {"read": "no"}))
    assert place.entries[1].candidate_number in sheet and place.entries[0].candidate_number not in sheet


def test_the_file_has_no_formula(place: Place) -> None:
    published(place, title="=1+1")
    sheet = sheet_of(manager(place.school).get(f"{LIST}/export", {"columns": "title,state,target"}))
    for text in ("=1+1", "已发布", place.session.name):
        assert f"<t>{text}</t>" in sheet
    assert "<f>" not in sheet


def test_an_attachment_of_a_draft_is_no_candidates(place: Place) -> None:
    made = published(place)
    attachment = add_attachment(made, BytesIO(b"%PDF-1.7"), name="a.pdf", by=BY)
    reader = Client(headers={"X-Kaochang": "1"})
    log_in(reader, place.entries[0].person, "candidate", place.school.pk)
    path = f"/announcements/{made.pk}/attachments/{attachment.pk}"
    assert reader.get(f"/api/v1/candidate{path}").status_code == 404
    saved = manager(place.school).get(f"/api/v1/school{path}")
    assert saved["Content-Disposition"].startswith("attachment")
