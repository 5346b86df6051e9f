"""People and what we know of them."""

from django.db import transaction

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.events import PersonCreated
from kaochang.accounts.models import Person
from kaochang.audit import services as audit
from kaochang.core.privacy import last_four, normalize_email, normalize_phone


@transaction.atomic
def create_person(
    *,
    name: str,
    phone: str | None = None,
    email: str | None = None,
    identity_number: str | None = None,
    by: Actor,
) -> Person:
    """`phone` in any spelling; stored as E.164, encrypted, with its look-up hash."""
    person = Person(name=name.strip())
    if phone:
        set_phone(person, normalize_phone(phone))
    if email:
        set_email(person, normalize_email(email))
    if identity_number:
        set_identity_number(person, identity_number)
    person.save(force_insert=True)
    audit.record(PersonCreated(person_id=person.pk), by=by, about=person, scope_id=None)
    return person


def set_phone(person: Person, phone: str) -> None:
    person.phone = phone
    person.phone_lookup = secrets.phone_lookup(phone)
    person.phone_last_four = last_four(phone)


def set_email(person: Person, email: str) -> None:
    person.email = email
    person.email_lookup = secrets.email_lookup(email)


def set_identity_number(person: Person, identity_number: str) -> None:
    number = identity_number.strip().upper()
    person.identity_number = number
    person.identity_lookup = secrets.identity_lookup(number)
    person.identity_last_four = last_four(number)
