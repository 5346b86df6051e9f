"""Every audience, named in one place. Nothing else in the product spells a channel."""

from uuid import UUID


def person(area: str, person_id: UUID) -> str:
    """Everything of one person in one area, whichever device they use."""
    return f"person:{area}:{person_id}"


def candidate(roster_entry_id: UUID) -> str:
    """One candidate in one exam room."""
    return f"candidate:{roster_entry_id}"


def room_staff(room_id: UUID) -> str:
    """The staff assigned to an exam room; names of candidates may pass here."""
    return f"room-staff:{room_id}"


def room_of_staff(channel: str) -> UUID | None:
    """Which room's staff a channel reaches; None for every other channel."""
    kind, _, key = channel.partition(":")
    return UUID(key) if kind == "room-staff" else None


def room_candidates(room_id: UUID) -> str:
    """All candidates of a room: broadcast texts only, never a name or an id of another candidate."""
    return f"room-candidates:{room_id}"


def phone(device_id: UUID) -> str:
    """One paired phone."""
    return f"phone:{device_id}"


def presence(room_id: UUID) -> str:
    """Who is connected, asked by the server alone; joins and leaves are told to no client."""
    return f"presence:{room_id}"


def login_session(login_session_id: UUID) -> str:
    """One browser: take-over and log-out."""
    return f"session:{login_session_id}"


def school(school_id: UUID, college_id: UUID | None = None) -> list[str]:
    """The school's web area: its administrators, and those of the college that it concerns, if any."""
    everywhere = f"school:{school_id}"
    return [everywhere] if college_id is None else [everywhere, f"{everywhere}:{college_id}"]
