"""Putting an earlier demo day away: what still runs in it ends by the ordinary acts of its staff."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.demo.school import BY
from kaochang.exams.models import ExamRoom, ExamSession
from kaochang.exams.queries import list_staff
from kaochang.exams.services import close_session
from kaochang.exams.states import RoomRole, RoomState
from kaochang.interviews import services as interviews
from kaochang.interviews.models import Interview, Invitation
from kaochang.interviews.states import InterviewState, InvitationState
from kaochang.waiting import services as waiting
from kaochang.waiting.queries import open_talks

OVER = "演示日已结束"


@transaction.atomic
def close_day(session: ExamSession) -> None:
    """Records stay: the trail is never shortened, not even here."""
    for room in ExamRoom.objects.filter(session=session):
        if room.state not in (RoomState.CLOSED, RoomState.ARCHIVED):
            _close_room(room)
    close_session(session, by=BY)


def _close_room(room: ExamRoom) -> None:
    chief = next(
        Actor(person_id=held.person_id, login_session_id=None, area="staff", label="demo")
        for held in list_staff(room.pk)
        if held.role == RoomRole.CHIEF_EXAMINER
    )
    for talk in open_talks(room.pk).values():
        officer = Actor(person_id=talk.officer_id, login_session_id=None, area="staff", label="demo")
        waiting.end_talk(talk, cleared=False, by=officer)
    for invitation in Invitation.objects.filter(room=room, state=InvitationState.SENT):
        interviews.withdraw_invitation(invitation, by=chief)
    for interview in Interview.objects.filter(room=room, state=InterviewState.LIVE):
        interviews.end_interview(interview, by=chief, reason=OVER)
    interviews.close_room(room, by=chief)
