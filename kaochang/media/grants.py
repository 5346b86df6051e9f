"""What each seat may send and receive. A table, so that a look shows who could ever be seen or heard."""

from enum import Enum
from typing import Any, NamedTuple

from kaochang.media.states import SeatPurpose, TrackSource


class Replaces(Enum):
    """Which older seat of the same room a new one puts out."""

    PURPOSE = "the one seat of its purpose: the newest tab or phone is the live one"
    PERSON = "the same person's seat of the same purpose"
    NOTHING = "none"


class Grants(NamedTuple):
    publish: tuple[TrackSource, ...]
    subscribe: bool
    hidden: bool
    replaces: Replaces

    def as_json(self) -> dict[str, Any]:
        return {"publish": list(self.publish), "subscribe": self.subscribe, "hidden": self.hidden}


_FACE = (TrackSource.CAMERA, TrackSource.MICROPHONE)
SHARE = (TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO)

GRANTS: dict[SeatPurpose, Grants] = {
    SeatPurpose.CANDIDATE: Grants(_FACE, subscribe=True, hidden=False, replaces=Replaces.PURPOSE),
    # No sound in or out: two devices in one room would howl.
    SeatPurpose.SECOND_CAMERA: Grants(
        (TrackSource.CAMERA,), subscribe=False, hidden=False, replaces=Replaces.PURPOSE
    ),
    SeatPurpose.TALK: Grants(_FACE, subscribe=True, hidden=False, replaces=Replaces.PERSON),
    # Whoever only looks is hidden from the media room; the page learns of it from us.
    SeatPurpose.VIEW: Grants((), subscribe=True, hidden=True, replaces=Replaces.PERSON),
    SeatPurpose.PANEL: Grants(_FACE, subscribe=True, hidden=False, replaces=Replaces.PERSON),
    SeatPurpose.PANEL_ROOM: Grants(_FACE, subscribe=True, hidden=False, replaces=Replaces.PERSON),
    SeatPurpose.INSPECT: Grants((), subscribe=True, hidden=True, replaces=Replaces.PERSON),
    SeatPurpose.CHECK: Grants(_FACE, subscribe=True, hidden=False, replaces=Replaces.NOTHING),
}

# One open seat of these in a room; a partial unique index backs it.
SINGLE = tuple(purpose for purpose, grants in GRANTS.items() if grants.replaces is Replaces.PURPOSE)
# Who only looks: hidden from everybody in the media room.
LOOKERS = (SeatPurpose.VIEW, SeatPurpose.INSPECT)
# The candidate's page shows an eye while one of these looks; inspectors stay unseen.
WATCHERS = (SeatPurpose.VIEW,)
