"""Which channels a connection token names. Each upper domain tells its own part; this list collects them."""

from collections.abc import Callable, Iterable

from kaochang.accounts.actor import Actor
from kaochang.exams import queries as exams
from kaochang.realtime import channels

Provider = Callable[[Actor], Iterable[str]]


def own_channels(actor: Actor) -> Iterable[str]:
    """The person in this area, and this browser."""
    if actor.person_id is not None:
        yield channels.person(actor.area, actor.person_id)
    if actor.login_session_id is not None:
        yield channels.login_session(actor.login_session_id)


def candidate_channels(actor: Actor) -> Iterable[str]:
    """Each exam of theirs, published or open: its own channel, the room's broadcasts, its presence."""
    if actor.area != "candidate" or actor.person_id is None:
        return
    for entry in exams.list_candidate_entries(actor.person_id):
        yield channels.candidate(entry.pk)
        yield channels.room_candidates(entry.exam_room_id)
        yield channels.presence(entry.exam_room_id)


def staff_channels(actor: Actor) -> Iterable[str]:
    """Each room of a published or open exam where they work. Events leave out what a role may not see."""
    if actor.area != "staff" or actor.person_id is None:
        return
    for room_id in exams.staff_room_ids(actor.person_id):
        yield channels.room_staff(room_id)
        yield channels.presence(room_id)


# One line for each domain that has something to tell: what an actor may hear is decided there.
PROVIDERS: tuple[Provider, ...] = (own_channels, candidate_channels, staff_channels)


def channels_of(actor: Actor) -> list[str]:
    return sorted({channel for provider in PROVIDERS for channel in provider(actor)})
