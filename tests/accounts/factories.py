"""People and log-ins for tests: `person = make_person(); log_in(client, person, "staff")`."""

import itertools
from uuid import UUID, uuid4

from django.test import Client

from kaochang.accounts import services
from kaochang.accounts.actor import Actor
from kaochang.accounts.http import COOKIES
from kaochang.accounts.models import LoginSession, Person

_numbers = itertools.count(1)
SYSTEM = Actor.system("test")
SCHOOL = UUID("00000000-0000-4000-8000-00000000000a")
WRITE = {"HTTP_X_KAOCHANG": "1"}


def make_person(name: str = "王小明", phone: str | None = None) -> Person:
    number = next(_numbers)
    return services.create_person(name=name, phone=phone or f"138{number:08d}", by=SYSTEM)


def make_known(area: str = "candidate", scope_id: UUID = SCHOOL) -> Person:
    """A person who can log in by phone in that school and area."""
    person = make_person()
    assert person.phone is not None
    services.give_phone_login(person, scope_id=scope_id, area=area, phone=person.phone, by=SYSTEM)
    return person


def log_in(
    client: Client, person: Person, area: str, scope_id: UUID | None = None, device_label: str = "Chrome"
) -> LoginSession:
    session, token = services.start_login_session(
        person, area=area, scope_id=scope_id or uuid4(), device_label=device_label
    )
    client.cookies[COOKIES[area]] = token
    return session
