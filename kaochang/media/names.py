"""Names that the media server and the other participants see: they tell nothing about anybody."""

import secrets

from kaochang.media.states import RoomKind

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def room_name(kind: RoomKind | str) -> str:
    """Every opening has a name of its own, so that no token of an earlier opening fits it."""
    return f"{RoomKind(kind).value}-{_random(20)}"


def seat_identity() -> str:
    return f"s-{_random(20)}"


def _random(length: int) -> str:
    """Five bits a letter: a hundred bits in twenty."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
