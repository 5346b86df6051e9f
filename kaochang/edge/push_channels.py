"""Which channels a connection token names. Each upper domain tells its own part; this list collects them."""

from collections.abc import Callable, Iterable
from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.accounts.queries import find_session
from kaochang.exams import queries as exams
from kaochang.realtime import channels
from kaochang.schools import queries as schools

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
    for entry in exams.list_places(actor.person_id):
        yield channels.candidate(entry.pk)
        yield channels.room_candidates(entry.exam_room_id)
        yield channels.presence(entry.exam_room_id)


def staff_channels(actor: Actor) -> Iterable[str]:
    """Each room of a published or open exam where they work. Events leave out what a role may not see."""
    if actor.area != "staff" or actor.person_id is None:
        return
    for room_id in exams.staff_room_ids(actor.person_id):
        yield channels.room_staff(room_id)


def school_channels(actor: Actor) -> Iterable[str]:
    """The school's web area: all of the school, or each college that they manage there."""
    session = find_session(actor.login_session_id) if actor.login_session_id else None
    if actor.area != "staff" or session is None:
        return
    scope = schools.find_scope(session.person_id, session.scope_id)
    if scope is None:
        return
    if scope.manages_school:
        yield from channels.school(scope.school.pk)
    for college_id in scope.college_ids or ():
        yield channels.school(scope.school.pk, college_id)[-1]


# One line for each domain that has something to tell: what an actor may hear is decided there.
PROVIDERS: tuple[Provider, ...] = (own_channels, candidate_channels, staff_channels, school_channels)


def channels_of(actor: Actor, open_room: UUID | None = None) -> list[str]:
    """`open_room`: whose board, panel or inspection the page shows; only there is who works in it present.

    Who hears what happens in the whole school or college hears the room whose board they look at.
    """
    named = {channel for provider in PROVIDERS for channel in provider(actor)}
    if open_room is not None:
        if channels.room_staff(open_room) in named:
            named.add(channels.presence(open_room))
        elif named & set(exams.school_channels_of(open_room)):
            named.add(channels.room_staff(open_room))
    return sorted(named)
