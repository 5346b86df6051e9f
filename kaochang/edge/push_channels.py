"""Which channels a connection token names. Each upper domain tells its own part; this list collects them."""

from collections.abc import Callable, Iterable

from kaochang.accounts.actor import Actor
from kaochang.realtime import channels

Provider = Callable[[Actor], Iterable[str]]


def own_channels(actor: Actor) -> Iterable[str]:
    """The person in this area, and this browser."""
    if actor.person_id is not None:
        yield channels.person(actor.area, actor.person_id)
    if actor.login_session_id is not None:
        yield channels.login_session(actor.login_session_id)


# One line for each domain that has something to tell: what an actor may hear is decided there.
PROVIDERS: tuple[Provider, ...] = (own_channels,)


def channels_of(actor: Actor) -> list[str]:
    return sorted({channel for provider in PROVIDERS for channel in provider(actor)})
