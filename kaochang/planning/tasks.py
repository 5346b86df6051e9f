from uuid import UUID

from kaochang.accounts.actor import Actor
from kaochang.core.jobs import job
from kaochang.planning import import_writing, imports, portraits


@job("planning.read_import", queue="files", attempts=1)
def read_import(import_id: str, replaces_id: str | None = None) -> None:
    imports.read(UUID(import_id), UUID(replaces_id) if replaces_id else None)


@job("planning.check_import", queue="files", attempts=3)
def check_import(import_id: str, person_id: str) -> None:
    imports.recheck(UUID(import_id), UUID(person_id))


@job("planning.write_import", queue="files", attempts=1)
def write_import(import_id: str, person_id: str) -> None:
    import_writing.write_rows(UUID(import_id), _staff(person_id))


@job("planning.roll_back_import", queue="files", attempts=1)
def roll_back_import(import_id: str, person_id: str) -> None:
    import_writing.roll_back(UUID(import_id), _staff(person_id))


@job("planning.read_portraits", queue="files", attempts=1)
def read_portraits(import_id: str) -> None:
    portraits.read(UUID(import_id))


def _staff(person_id: str) -> Actor:
    """Whoever pressed the button; their log-in may have ended meanwhile."""
    return Actor(person_id=UUID(person_id), login_session_id=None, area="staff")
