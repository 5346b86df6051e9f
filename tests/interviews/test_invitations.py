from datetime import timedelta

import pytest

from kaochang.accounts.actor import Actor
from kaochang.core import clock
from kaochang.core.errors import Forbidden, InvalidTransition, NotFound
from kaochang.desks.models import Desk
from kaochang.exams.errors import RelationReasonNeeded
from kaochang.exams.models import ExamRoom, Relation, RosterEntry
from kaochang.exams.states import RoomRole, RoomState
from kaochang.interviews import services
from kaochang.interviews.errors import (
    InvitationNotOpen,
    InvitationOpen,
    NotClearedReasonNeeded,
    RoomClosed,
    RoomNotReady,
)
from kaochang.interviews.models import Interview, Invitation
from kaochang.interviews.states import InvitationState
from kaochang.realtime import channels
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.states import QueueState
from kaochang.watch.tick import expire_due_invitations
from tests.factories import Place, candidate_actor, make_waiting
from tests.interviews.helpers import (
    admitted,
    cleared_place,
    footprint,
    invited,
    refused,
    somebody_else,
    told,
    trail,
)

pytestmark = pytest.mark.django_db


def test_inviting_rings_by_an_event_that_needs_no_question() -> None:
    place, (entry, _) = cleared_place()
    invitation = invited(place, entry)
    entry.refresh_from_db()
    assert entry.state == QueueState.INVITED
    assert invitation.expires_at - invitation.sent_at == timedelta(seconds=60)
    (row,) = told("interviews.candidate_invited")
    assert row.channels == sorted(
        [channels.candidate(entry.roster_entry_id), channels.room_staff(place.room.pk)]
    )
    assert row.payload["data"] == {
        "invitation_id": str(invitation.pk),
        "entry_id": str(entry.pk),
        "expires_at": row.payload["data"]["expires_at"],
    }
    assert row.payload["data"]["expires_at"]
    assert trail("interviews.candidate_invited")[0]["invitation_id"] == str(invitation.pk)


def test_inviting_opens_the_desk_and_makes_the_room_ready_with_one_chief() -> None:
    place, (entry, _) = cleared_place()
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.PLANNED
    invited(place, entry)
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.READY
    assert Desk.objects.get(roster_entry=entry.roster_entry).is_open


@pytest.mark.parametrize("role", [role for role in RoomRole if role != RoomRole.CHIEF_EXAMINER])
def test_only_the_chief_invites(role: RoomRole) -> None:
    place, (entry, _) = cleared_place()
    refused(Forbidden, services.invite_candidate, entry, by=place.by(role))


def test_a_chief_of_another_room_and_the_candidate_do_not_invite() -> None:
    place, (entry, _) = cleared_place()
    refused(Forbidden, services.invite_candidate, entry, by=somebody_else())
    refused(Forbidden, services.invite_candidate, entry, by=place.candidate(0))


def test_too_few_of_the_panel_and_nobody_is_invited() -> None:
    place, (entry, _) = cleared_place(minimum_staff=3)
    refused(RoomNotReady, services.invite_candidate, entry, by=place.chief)


def test_a_second_invitation_waits_for_the_first() -> None:
    place, (first, second) = cleared_place()
    invited(place, first)
    refused(InvitationOpen, services.invite_candidate, second, by=place.chief)
    refused(InvitationOpen, services.invite_candidate, first, by=place.chief)


def test_nobody_is_invited_during_an_interview() -> None:
    place, (first, second) = cleared_place()
    admitted(place, first)
    refused(InvitationOpen, services.invite_candidate, second, by=place.chief)


def test_nobody_is_invited_to_a_closed_room() -> None:
    place, (entry, _) = cleared_place()
    now = clock.now()
    ExamRoom.objects.filter(pk=place.room.pk).update(state=RoomState.CLOSED, closed_at=now)
    refused(RoomClosed, services.invite_candidate, entry, by=place.chief)


@pytest.mark.parametrize("state", ["preparing", "deferred", "absent"])
def test_who_is_not_in_the_waiting_area_is_not_invited(state: str) -> None:
    place, (entry, _) = cleared_place()
    QueueEntry.objects.filter(pk=entry.pk).update(state=state)
    refused(InvalidTransition, services.invite_candidate, entry, by=place.chief, reason="催一下")


def test_inviting_somebody_not_cleared_asks_for_a_reason_and_keeps_it() -> None:
    place, _ = cleared_place()
    entry = make_waiting(place, 1)
    refused(NotClearedReasonNeeded, services.invite_candidate, entry, by=place.chief)
    refused(NotClearedReasonNeeded, services.invite_candidate, entry, by=place.chief, reason="  ")
    invitation = services.invite_candidate(entry, by=place.chief, reason="候考官离席")
    assert invitation.reason == "候考官离席"
    assert trail("interviews.uncleared_candidate_invited")[0]["reason"] == "候考官离席"
    assert "候考官离席" not in str([row.payload for row in told("interviews.candidate_invited")])


def test_no_reason_is_needed_where_the_exam_asks_for_no_clearance() -> None:
    place, _ = cleared_place(clearance_required=False)
    services.invite_candidate(make_waiting(place, 1), by=place.chief)


def test_inviting_somebody_to_whom_the_panel_is_close_asks_for_a_reason_and_keeps_who() -> None:
    place, (entry, other) = cleared_place()
    examiner = place.staff["examiner"]
    Relation.objects.create(
        school=place.school,
        staff=examiner,
        candidate=entry.roster_entry.person,
        kind="teacher",
        source="declared",
    )
    refused(RelationReasonNeeded, services.invite_candidate, entry, by=place.chief)
    refused(RelationReasonNeeded, services.invite_candidate, entry, by=place.chief, reason="  ")
    services.withdraw_invitation(invited(place, other), by=place.chief)
    invitation = services.invite_candidate(entry, by=place.chief, reason="本系只有这几位考官")
    assert invitation.reason == "本系只有这几位考官"
    (kept,) = trail("interviews.related_candidate_invited")
    assert (kept["names"], kept["reason"]) == ([examiner.name], "本系只有这几位考官")
    assert trail("interviews.uncleared_candidate_invited") == []
    assert examiner.name not in str([row.payload for row in told("interviews.candidate_invited")])


def test_accepting_starts_the_interview_and_the_room_examines() -> None:
    place, (entry, _) = cleared_place(interview_seconds=600)
    RosterEntry.objects.filter(pk=entry.roster_entry_id).update(extra_time_percent=25)
    invitation = invited(place, entry)
    interview = services.accept_invitation(invitation, by=place.candidate(0))
    entry.refresh_from_db()
    invitation.refresh_from_db()
    assert entry.state == QueueState.ADMITTED
    assert invitation.state == InvitationState.ACCEPTED
    assert interview.planned_seconds == 750
    assert ExamRoom.objects.get(pk=place.room.pk).state == RoomState.EXAMINING
    assert trail("interviews.interview_started")
    (row,) = told("interviews.interview_started")
    assert channels.candidate(entry.roster_entry_id) in row.channels


def test_accepting_twice_or_by_another_candidate_is_refused() -> None:
    place, (entry, _other) = cleared_place()
    invitation = invited(place, entry)
    refused(NotFound, services.accept_invitation, invitation, by=place.candidate(1))
    refused(NotFound, services.accept_invitation, invitation, by=place.chief)
    services.accept_invitation(invitation, by=place.candidate(0))
    refused(InvitationNotOpen, services.accept_invitation, invitation, by=place.candidate(0))
    refused(InvitationNotOpen, services.decline_invitation, invitation, by=place.candidate(0))
    refused(InvitationNotOpen, services.withdraw_invitation, invitation, by=place.chief)


@pytest.mark.parametrize("came_from", ["waiting", "cleared"])
@pytest.mark.parametrize("way", ["declined", "withdrawn", "expired"])
def test_an_unaccepted_invitation_leads_back_to_where_it_came_from(came_from: str, way: str) -> None:
    place, _ = cleared_place()
    entry = make_waiting(place, 0, state=came_from)
    invitation = services.invite_candidate(entry, by=place.chief, reason="先行面试")
    if way == "declined":
        services.decline_invitation(invitation, by=place.candidate(0))
    elif way == "withdrawn":
        services.withdraw_invitation(invitation, by=place.chief)
    else:
        with clock.shifted(timedelta(seconds=61)):
            assert services.expire_invitation(invitation.pk)
    invitation.refresh_from_db()
    entry.refresh_from_db()
    assert (invitation.state, entry.state) == (way, came_from)
    assert trail("interviews.invitation_closed")[-1]["state"] == way
    assert told("interviews.invitation_closed")[-1].payload["data"]["state"] == way
    assert not Interview.objects.exists()


@pytest.mark.parametrize("role", [role for role in RoomRole if role != RoomRole.CHIEF_EXAMINER])
def test_only_the_chief_withdraws(role: RoomRole) -> None:
    place, (entry, _) = cleared_place()
    invitation = invited(place, entry)
    refused(Forbidden, services.withdraw_invitation, invitation, by=place.by(role))


def test_an_invitation_past_its_time_is_not_accepted_though_no_job_has_run() -> None:
    place, (entry, _) = cleared_place()
    invitation = invited(place, entry)
    with clock.shifted(timedelta(seconds=61)):
        refused(InvitationNotOpen, services.accept_invitation, invitation, by=place.candidate(0))
        refused(InvitationNotOpen, services.decline_invitation, invitation, by=place.candidate(0))


def test_nothing_lapses_before_its_time_and_nothing_twice() -> None:
    place, (entry, _) = cleared_place()
    invitation = invited(place, entry)
    before = footprint()
    assert services.expire_invitation(invitation.pk) is False
    expire_due_invitations()
    assert footprint() == before
    with clock.shifted(timedelta(seconds=61)):
        expire_due_invitations()
        after = footprint()
        assert after != before
        expire_due_invitations()
        assert services.expire_invitation(invitation.pk) is False
    assert footprint() == after


def test_a_lapsed_invitation_does_not_hold_up_the_next() -> None:
    place, (first, second) = cleared_place()
    late = invited(place, first)
    with clock.shifted(timedelta(seconds=61)):
        services.invite_candidate(second, by=place.chief)
    late.refresh_from_db()
    assert late.state == InvitationState.EXPIRED
    assert Invitation.objects.filter(state=InvitationState.SENT).count() == 1


def test_who_did_not_answer_is_called_again_at_once() -> None:
    place, (entry, _) = cleared_place()
    late = invited(place, entry)
    with clock.shifted(timedelta(seconds=61)):
        again = services.invite_candidate(entry, by=place.chief)
    late.refresh_from_db()
    entry.refresh_from_db()
    assert (late.state, again.state, entry.state) == ("expired", "sent", "invited")
    assert entry.state_before == "cleared"


def test_the_candidates_events_name_no_staff_and_no_other_candidate() -> None:
    place, (entry, other) = cleared_place()
    admitted(place, entry)
    mine = channels.candidate(entry.roster_entry_id)
    texts = [str(row.payload) for name in INTERVIEW_EVENTS for row in told(name) if mine in row.channels]
    strangers = [str(person.pk) for person in place.staff.values()] + [str(other.pk)]
    assert texts and not [text for text in texts if any(word in text for word in strangers)]


INTERVIEW_EVENTS = (
    "interviews.candidate_invited",
    "interviews.invitation_closed",
    "interviews.interview_started",
)


def test_the_actor_of_another_exam_finds_no_invitation() -> None:
    place, (entry, _) = cleared_place()
    invitation = invited(place, entry)
    stranger = cleared_place(1)[0].entries[0].person
    refused(NotFound, services.accept_invitation, invitation, by=candidate_actor(stranger))
    refused(NotFound, services.decline_invitation, invitation, by=Actor.system("x"))
    assert isinstance(place, Place)
