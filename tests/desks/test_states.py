"""Devices: the full product of states, by the table of the product text."""

import pytest

from kaochang.core.errors import InvalidTransition
from kaochang.desks.states import DEVICE, DeviceState

S = DeviceState
ALLOWED = {
    (S.PENDING, S.ACTIVE),
    (S.PENDING, S.REPLACED),
    (S.PENDING, S.REMOVED),
    (S.ACTIVE, S.REPLACED),
    (S.ACTIVE, S.REMOVED),
}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in S for new in S])
def test_every_pair(old: DeviceState, new: DeviceState) -> None:
    if (old, new) in ALLOWED:
        DEVICE.require(old, new)
    else:
        with pytest.raises(InvalidTransition):
            DEVICE.require(old, new)
