"""The database itself refuses to change the trail."""

from uuid import uuid4

import pytest
from django.db import Error as DatabaseError
from django.db import connection, transaction

from kaochang.accounts.events import PersonCreated
from kaochang.accounts.services import create_person
from kaochang.audit.models import TrailEntry
from kaochang.audit.sealer import seal_pending
from kaochang.audit.services import erase_payload, record
from kaochang.audit.verify import verify_trail
from tests.accounts.factories import SYSTEM

pytestmark = pytest.mark.django_db


def write(count: int = 1) -> list[TrailEntry]:
    return [
        record(PersonCreated(person_id=uuid4()), by=SYSTEM, about=("person", uuid4()), scope_id=None)
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit_trailentry",
        "UPDATE audit_trailentry SET event = 'other.thing'",
        "UPDATE audit_trailentry SET at = now()",
        "UPDATE audit_trailentry SET person_id = gen_random_uuid()",
        "UPDATE audit_trailentry SET subject_id = gen_random_uuid()",
        "UPDATE audit_trailentry SET scope_id = gen_random_uuid()",
        "UPDATE audit_trailentry SET label = 'somebody'",
        "UPDATE audit_trailentry SET area = 'staff'",
        "UPDATE audit_trailentry SET payload = '{}'",
        "UPDATE audit_trailentry SET payload = '', salt = ''",
        "UPDATE audit_trailentry SET payload_hash = 'x'",
        "UPDATE audit_trailentry SET position = position + 100",
        "UPDATE audit_trailentry SET position = NULL, chain_hash = '', sealed_at = NULL",
        "UPDATE audit_trailentry SET chain_hash = repeat('0', 64)",
        "UPDATE audit_trailentry SET id = id + 100",
    ],
)
def test_a_sealed_row_is_refused_every_change(sql: str) -> None:
    write()
    assert seal_pending() == 1
    before = list(TrailEntry.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)
    assert list(TrailEntry.objects.values()) == before


def test_truncate_is_refused() -> None:
    write()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER audit_trail_no_truncate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE audit_trailentry")
    assert TrailEntry.objects.count() == 1


def test_a_refused_change_leaves_no_row() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        create_person(name="甲", by=SYSTEM)
        raise ZeroDivisionError
    assert TrailEntry.objects.count() == 0


def test_an_erased_payload_leaves_the_chain_whole() -> None:
    entries = write(3)
    seal_pending()
    erase_payload(entries[1].pk, reason="retention", by=SYSTEM)
    seal_pending()
    erased = TrailEntry.objects.get(pk=entries[1].pk)
    assert (erased.payload, erased.salt) == ("", "")
    assert TrailEntry.objects.filter(event="audit.payload_erased").count() == 1
    assert verify_trail().ok
