"""What reaches the media server after a commit. Each finds the wished state in the rows and may run twice."""

from uuid import UUID

from kaochang.core.jobs import job
from kaochang.media import commands


@job("media.create_room", queue="media")
def create_room(room_id: str) -> None:
    commands.create_room(UUID(room_id))


@job("media.delete_room", queue="media")
def delete_room(name: str) -> None:
    commands.delete_room(name)


@job("media.remove_seats", queue="media")
def remove_seats(seat_ids: list[str]) -> None:
    commands.remove_seats([UUID(seat_id) for seat_id in seat_ids])


@job("media.apply_grants", queue="media")
def apply_grants(seat_id: str) -> None:
    commands.apply_grants(UUID(seat_id))


@job("media.mute_source", queue="media", attempts=3)
def mute_source(room_id: str, purpose: str, source: str) -> None:
    commands.mute_source(UUID(room_id), purpose, source)
