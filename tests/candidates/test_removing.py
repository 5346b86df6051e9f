"""「移出考试」 for many: who may go, what goes with them, and who is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kaochang.accounts.models import LoginCredential, Person
from kaochang.accounts.services import give_candidate_number_login
from kaochang.core import clock
from kaochang.desks.models import Desk
from kaochang.exams.models import ExamSession, RosterEntry, Ticket
from kaochang.exams.states import SessionState
from kaochang.notifications.models import Notification
from kaochang.planning.moving import Move, move_candidates
from kaochang.planning.moving import Place as At
from kaochang.realtime import channels
from kaochang.sms.models import SmsMessage
from kaochang.waiting.models import QueueEntry
from tests.accounts.factories import log_in
from tests.candidates.bulk import REMOVAL, ids, preview, run, skipped
from tests.candidates.test_list import BY, manager
from tests.factories import Place, make_entry, make_place, make_ready, make_room, make_session, make_waiting
from tests.traces import channels_of, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    """Published, and nobody has come yet."""
    now = clock.now()
    return make_place(
        candidates=4,
        state=SessionState.PUBLISHED,
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=1, hours=4),
    )


def remove(client: Client, **body: Any) -> Any:
    shown = preview(client, REMOVAL, **body)
    return run(client, REMOVAL, **body, seal=shown["seal"], reason="未缴费")


def test_who_has_done_nothing_goes_and_is_told(place: Place) -> None:
    admin, gone = manager(place.school), place.entries[0]
    assert gone.person.phone
    give_candidate_number_login(
        gone.person, scope_id=place.school.pk, candidate_number=gone.candidate_number, by=BY
    )
    ExamSession.objects.filter(pk=place.session.pk).update(support_phone="010-1234")
    shown = preview(admin, REMOVAL, **ids(gone))
    assert (shown["names"], shown["texts"]) == ([gone.person.name], 1)
    assert (shown["will"], shown["needs_reason"], shown["logged_in"]) == (1, True, 0)
    assert [(one["name"], one["count"]) for one in shown["published"]] == [(place.session.name, 1)]
    refused = run(admin, REMOVAL, **ids(gone), seal=shown["seal"])
    assert (refused.json()["code"], refused.json()["params"]["names"]) == (
        "removal_reason_needed",
        f"「{place.session.name}」",
    )
    assert RosterEntry.objects.filter(pk=gone.pk).exists()
    done = run(admin, REMOVAL, **ids(gone), seal=shown["seal"], reason="未缴费")
    assert (done.status_code, done.json()) == (200, {"done": 1})
    assert not RosterEntry.objects.filter(pk=gone.pk).exists()
    assert not QueueEntry.objects.filter(roster_entry_id=gone.pk).exists()
    assert not Desk.objects.filter(roster_entry_id=gone.pk).exists()
    [event] = recorded("exams.roster_entry_removed")
    assert (event["candidate_number"], event["reason"]) == (gone.candidate_number, "未缴费")
    told = Notification.objects.get(person=gone.person)
    assert (told.kind, told.reason) == ("exam_left", "未缴费")
    assert told.params["phone"] == "010-1234"
    [text] = [one.shown_text or "" for one in SmsMessage.objects.all()]
    assert place.session.name in text and "010-1234" in text
    assert channels.person("candidate", gone.person_id) in channels_of("exams.roster_entry_removed")
    # The number stands for nobody now.
    assert not LoginCredential.objects.filter(person=gone.person, kind="candidate_number").exists()
    assert RosterEntry.objects.filter(session=place.session).count() == 3


def test_of_a_draft_nothing_is_left(place: Place) -> None:
    draft = make_place(candidates=2, queued=False, state=SessionState.DRAFT)
    admin, (alone, double) = manager(draft.school), draft.entries
    other = make_entry(
        make_room(make_session(draft.school)), person=double.person, candidate_number=double.candidate_number
    )
    for entry in draft.entries:
        give_candidate_number_login(
            entry.person, scope_id=draft.school.pk, candidate_number=entry.candidate_number, by=BY
        )
    shown = preview(admin, REMOVAL, **ids(alone, double))
    assert (shown["needs_reason"], shown["published"]) == (False, [])
    assert run(admin, REMOVAL, **ids(alone, double), seal=shown["seal"]).json() == {"done": 2}
    assert not Person.objects.filter(pk=alone.person_id).exists()
    assert not LoginCredential.objects.filter(person_id=alone.person_id).exists()
    # Who is a candidate of another exam keeps the number that stands there.
    assert RosterEntry.objects.filter(pk=other.pk).exists()
    assert LoginCredential.objects.filter(person=double.person, kind="candidate_number").exists()
    assert Notification.objects.count() == 0


def test_who_has_done_something_stays(place: Place) -> None:
    read, asked, waits, checked = place.entries
    make_ready(place, 3)
    make_waiting(place, 2)
    RosterEntry.objects.filter(pk=read.pk).update(notice_read_at=clock.now())
    Ticket.objects.create(roster_entry=asked, text="有疑问")
    over = make_entry(make_room(make_session(place.school, state=SessionState.CLOSED)))
    shown = preview(manager(place.school), REMOVAL, **ids(*place.entries, over))
    assert shown["will"] == 0
    assert skipped(shown) == {
        "acted": [entry.person.name for entry in (read, asked, waits, checked)],
        "exam_over": [over.person.name],
    }


def test_who_was_moved_or_has_logged_in_can_still_go(place: Place) -> None:
    admin, (moved, logged_in, *_) = manager(place.school), place.entries
    to = At(make_room(place.session).pk, place.session.starts_at)
    move_candidates(place.session, [Move(moved.pk, At(place.room.pk), to)], reason="分流", by=BY)
    log_in(Client(), logged_in.person, "candidate", place.school.pk)
    shown = preview(admin, REMOVAL, **ids(moved, logged_in))
    assert (shown["will"], shown["logged_in"]) == (2, 1)
    assert remove(admin, **ids(moved, logged_in)).json() == {"done": 2}


def test_somebody_acts_between_preview_and_act(place: Place) -> None:
    admin = manager(place.school)
    everybody = {"asked": {"session_id": [str(place.session.pk)]}}
    shown = preview(admin, REMOVAL, **everybody)
    assert shown["will"] == 4
    make_ready(place, 0)
    refused = run(admin, REMOVAL, **everybody, seal=shown["seal"], reason="误导入")
    assert (refused.status_code, refused.json()["code"]) == (409, "selection_changed")
    assert refused.json()["params"] == {"will": 3}
    assert RosterEntry.objects.filter(session=place.session).count() == 4


def test_a_college_removes_its_own(place: Place) -> None:
    other = manager(place.school, make_session(place.school).college)
    mine = ids(place.entries[0])
    assert run(other, f"{REMOVAL}/preview", **mine).status_code == 404
    assert run(other, REMOVAL, **mine, seal="x").status_code == 404
    assert remove(manager(place.school, place.college), **mine).status_code == 200


def test_a_preview_asks_no_more_for_more(place: Place, django_assert_max_num_queries: Any) -> None:
    admin = manager(place.school)
    counts = []
    for chosen in (place.entries[:1], place.entries):
        with django_assert_max_num_queries(40) as asked:
            preview(admin, REMOVAL, **ids(*chosen))
        counts.append(len(asked))
    assert counts[0] == counts[1]
