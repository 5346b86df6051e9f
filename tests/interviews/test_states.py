import itertools

import pytest

from kaochang.core.errors import InvalidTransition
from kaochang.interviews.states import INTERVIEW, INVITATION, InterviewState, InvitationState

INVITATION_STEPS = {("sent", "accepted"), ("sent", "declined"), ("sent", "expired"), ("sent", "withdrawn")}
INTERVIEW_STEPS = {("live", "ended"), ("ended", "live")}


@pytest.mark.parametrize(("old", "new"), list(itertools.product(InvitationState, repeat=2)))
def test_every_pair_of_invitation_states(old: InvitationState, new: InvitationState) -> None:
    assert INVITATION.allows(old, new) is ((old.value, new.value) in INVITATION_STEPS)
    if not INVITATION.allows(old, new):
        with pytest.raises(InvalidTransition):
            INVITATION.require(old, new)


@pytest.mark.parametrize(("old", "new"), list(itertools.product(InterviewState, repeat=2)))
def test_every_pair_of_interview_states(old: InterviewState, new: InterviewState) -> None:
    assert INTERVIEW.allows(old, new) is ((old.value, new.value) in INTERVIEW_STEPS)
    if not INTERVIEW.allows(old, new):
        with pytest.raises(InvalidTransition):
            INTERVIEW.require(old, new)
