"""People by the thousand, as a roster brings them: a few statements for all of them, and a way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.events import LoginsGiven, PersonCreated, PersonEdited, PersonRemoved
from kaochang.accounts.models import LoginCredential, Person
from kaochang.accounts.services.credentials import give_phone_login
from kaochang.accounts.services.people import set_identity_number, set_phone
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.audit import services as audit
from kaochang.core.changes import change_of
from kaochang.core.models import save_changed
from kaochang.core.privacy import mask_phone, mask_tail

BATCH = 1000


@dataclass(frozen=True)
class NewCandidate:
    """`phone` is E.164, `identity_number` in capitals; empty for none."""

    name: str
    phone: str
    identity_number: str


@transaction.atomic
def create_candidates(wanted: Sequence[NewCandidate], *, by: Actor) -> list[Person]:
    people = []
    for one in wanted:
        person = Person(name=one.name)
        if one.phone:
            set_phone(person, one.phone)
        if one.identity_number:
            set_identity_number(person, one.identity_number)
        people.append(person)
    Person.objects.bulk_create(people, batch_size=BATCH)
    audit.record_all([(PersonCreated(person_id=person.pk), person, None) for person in people], by=by)
    return people


@transaction.atomic
def give_candidate_logins(wanted: Sequence[tuple[Person, str]], *, scope_id: UUID, by: Actor) -> None:
    """Each by their candidate number, and by their phone where they have one.

    The caller has seen that no number is another person's; one given meanwhile stops the transaction.
    """
    made = []
    for person, number in wanted:
        lookups = {CredentialKind.CANDIDATE_NUMBER: secrets.candidate_number_lookup(number)}
        if person.phone_lookup:
            lookups[CredentialKind.PHONE] = person.phone_lookup
        made += [
            LoginCredential(
                person=person, scope_id=scope_id, area=LoginArea.CANDIDATE, kind=kind, lookup_hash=lookup
            )
            for kind, lookup in lookups.items()
        ]
    have = set(
        LoginCredential.objects.filter(
            scope_id=scope_id,
            area=LoginArea.CANDIDATE,
            lookup_hash__in=[one.lookup_hash for one in made],
            person_id__in={one.person_id for one in made},
        ).values_list("person_id", "kind", "lookup_hash")
    )
    made = [one for one in made if (one.person_id, one.kind, one.lookup_hash) not in have]
    LoginCredential.objects.bulk_create(made, batch_size=BATCH)
    kinds: dict[Person, list[str]] = {}
    for one in made:
        kinds.setdefault(one.person, []).append(one.kind)
    audit.record_all(
        [(LoginsGiven(person_id=one.pk, kinds=given), one, scope_id) for one, given in kinds.items()], by=by
    )


@transaction.atomic
def edit_candidate(
    person: Person, values: Mapping[str, Any], *, scope_id: UUID, by: Actor, reason: str = ""
) -> Person:
    """`name`, `phone` (E.164), `identity_number`; with another phone the old one logs nobody in any more."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    masks = {"phone": mask_phone, "identity_number": mask_tail}
    changes, columns = [], ["name"]
    old_phone = person.phone_lookup
    for key, value in values.items():
        before = getattr(person, key)
        if (before or "") == (value or ""):
            continue
        changes.append(change_of(key, before, value, masks.get(key, str)))
        if key == "phone":
            _put_phone(person, value)
            columns += ["phone", "phone_lookup", "phone_last_four"]
        elif key == "identity_number":
            _put_identity_number(person, value)
            columns += ["identity_number", "identity_lookup", "identity_last_four"]
        else:
            person.name = value
    if not changes:
        return person
    save_changed(person, *columns)
    event = PersonEdited(person_id=person.pk, changes=changes, reason=reason)
    audit.record(event, by=by, about=person, scope_id=scope_id)
    if person.phone_lookup != old_phone:
        LoginCredential.objects.filter(
            person=person,
            scope_id=scope_id,
            area=LoginArea.CANDIDATE,
            kind=CredentialKind.PHONE,
            lookup_hash=old_phone,
        ).delete()
        if person.phone:
            give_phone_login(person, scope_id=scope_id, area="candidate", phone=person.phone, by=by)
    return person


@transaction.atomic
def remove_candidates(person_ids: Sequence[UUID], *, scope_id: UUID, by: Actor) -> None:
    """Of people who were made by mistake. ProtectedError when anything of theirs is left."""
    LoginCredential.objects.filter(
        person_id__in=person_ids, scope_id=scope_id, area=LoginArea.CANDIDATE
    ).delete()
    people = list(Person.objects.filter(pk__in=person_ids).only("pk", "version"))
    audit.record_all([(PersonRemoved(person_id=one.pk), one, scope_id) for one in people], by=by)
    Person.objects.filter(pk__in=person_ids).delete()


@transaction.atomic
def take_candidate_logins(wanted: Sequence[tuple[UUID, str]], *, scope_id: UUID) -> None:
    """Candidate numbers that stand for nobody any more."""
    LoginCredential.objects.filter(
        scope_id=scope_id,
        kind=CredentialKind.CANDIDATE_NUMBER,
        person_id__in=[person_id for person_id, _ in wanted],
        lookup_hash__in=[secrets.candidate_number_lookup(number) for _, number in wanted],
    ).delete()


def _put_phone(person: Person, phone: str | None) -> None:
    if phone:
        set_phone(person, phone)
    else:
        person.phone, person.phone_lookup, person.phone_last_four = None, "", ""


def _put_identity_number(person: Person, number: str | None) -> None:
    if number:
        set_identity_number(person, number)
    else:
        person.identity_number, person.identity_lookup, person.identity_last_four = None, "", ""
