"""People and what we know of them."""

from django.db import transaction

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.events import PersonChanged, PersonCreated
from kaochang.accounts.models import Person
from kaochang.audit import services as audit
from kaochang.core.models import save_changed
from kaochang.core.privacy import last_four, normalize_phone


@transaction.atomic
def create_person(
    *, name: str, phone: str | None = None, identity_number: str | None = None, by: Actor
) -> Person:
    """`phone` in any spelling; stored as E.164, encrypted, with its look-up hash."""
    person = Person(name=name.strip())
    if phone:
        set_phone(person, normalize_phone(phone))
    if identity_number:
        set_identity_number(person, identity_number)
    person.save(force_insert=True)
    audit.record(PersonCreated(person_id=person.pk), by=by, about=person, scope_id=None)
    return person


@transaction.atomic
def update_person(
    person: Person,
    *,
    by: Actor,
    name: str | None = None,
    phone: str | None = None,
    identity_number: str | None = None,
) -> Person:
    """Change what is given. Log-ins by phone stay as they are: they belong to the credentials."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed: list[str] = []
    if name is not None:
        person.name = name.strip()
        changed += ["name"]
    if phone is not None:
        set_phone(person, normalize_phone(phone))
        changed += ["phone", "phone_lookup", "phone_last_four"]
    if identity_number is not None:
        set_identity_number(person, identity_number)
        changed += ["identity_number", "identity_lookup", "identity_last_four"]
    if changed:
        save_changed(person, *changed)
        audit.record(PersonChanged(person_id=person.pk, fields=changed), by=by, about=person, scope_id=None)
    return person


def set_phone(person: Person, phone: str) -> None:
    person.phone = phone
    person.phone_lookup = secrets.phone_lookup(phone)
    person.phone_last_four = last_four(phone)


def set_identity_number(person: Person, identity_number: str) -> None:
    number = identity_number.strip().upper()
    person.identity_number = number
    person.identity_lookup = secrets.identity_lookup(number)
    person.identity_last_four = last_four(number)
