"""The numbers that find a person in a school, and the secrets that go with them.

Upper domains fill these (roster import, invitations of staff): log-in itself needs no look upwards.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from kaochang.accounts import queries, secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import CredentialTaken, PasswordTooWeak
from kaochang.accounts.events import LoginGiven, OneTimeCodeIssued, PasswordSet
from kaochang.accounts.models import LoginCredential, Person
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.audit import services as audit
from kaochang.core import clock
from kaochang.core.models import save_changed
from kaochang.core.privacy import normalize_phone

CODE_LIFETIME = timedelta(days=7)


SHORTEST, LONGEST = 10, 200


def require_strong(password: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordTooWeak(minimum=SHORTEST, maximum=LONGEST)


@dataclass(frozen=True)
class IssuedCode:
    """Shown or printed once; only its hash is kept."""

    code: str
    expires_at: datetime


def give_phone_login(person: Person, *, scope_id: UUID, area: str, phone: str, by: Actor) -> LoginCredential:
    lookup = secrets.phone_lookup(normalize_phone(phone))
    return _give(person, scope_id, LoginArea(area), CredentialKind.PHONE, lookup, by)


def give_candidate_number_login(
    person: Person, *, scope_id: UUID, candidate_number: str, by: Actor
) -> LoginCredential:
    lookup = secrets.candidate_number_lookup(candidate_number)
    return _give(person, scope_id, LoginArea.CANDIDATE, CredentialKind.CANDIDATE_NUMBER, lookup, by)


@transaction.atomic
def give_staff_login(
    person: Person,
    *,
    scope_id: UUID,
    account: str,
    password: str,
    by: Actor,
    valid_for: timedelta | None = None,
) -> LoginCredential:
    lookup = secrets.staff_account_lookup(account)
    credential = _give(person, scope_id, LoginArea.STAFF, CredentialKind.STAFF_ACCOUNT, lookup, by)
    set_staff_password(person, scope_id=scope_id, password=password, by=by, valid_for=valid_for)
    credential.refresh_from_db()
    return credential


@transaction.atomic
def issue_one_time_code(
    person: Person,
    *,
    scope_id: UUID,
    candidate_number: str,
    by: Actor,
    valid_for: timedelta = CODE_LIFETIME,
) -> IssuedCode:
    """A fresh code for this candidate number; an earlier one is dead from now on."""
    credential = give_candidate_number_login(
        person, scope_id=scope_id, candidate_number=candidate_number, by=by
    )
    credential = LoginCredential.objects.select_for_update(no_key=True).get(pk=credential.pk)
    code = secrets.new_one_time_code()
    credential.secret_hash = secrets.one_time_code_hash(credential.pk, code)
    credential.secret_set_at = clock.now()
    credential.secret_expires_at = clock.now() + valid_for
    save_changed(credential, "secret_hash", "secret_set_at", "secret_expires_at")
    audit.record(OneTimeCodeIssued(person_id=person.pk), by=by, about=person, scope_id=scope_id)
    return IssuedCode(code, credential.secret_expires_at)


@transaction.atomic
def set_staff_password(
    person: Person, *, scope_id: UUID, password: str, by: Actor, valid_for: timedelta | None = None
) -> None:
    """`valid_for`: a first password that somebody else has seen is good for so long, and no longer."""
    require_strong(password)
    hashed = secrets.hash_password(password)
    accounts = LoginCredential.objects.select_for_update(no_key=True).filter(
        person=person, scope_id=scope_id, kind=CredentialKind.STAFF_ACCOUNT
    )
    for credential in accounts:
        credential.secret_hash = hashed
        credential.secret_set_at = clock.now()
        credential.secret_expires_at = clock.now() + valid_for if valid_for else None
        save_changed(credential, "secret_hash", "secret_set_at", "secret_expires_at")
    audit.record(PasswordSet(person_id=person.pk), by=by, about=person, scope_id=scope_id)


def _give(
    person: Person, scope_id: UUID, area: LoginArea, kind: CredentialKind, lookup: str, by: Actor
) -> LoginCredential:
    """The same number for the same person again changes nothing; for another person it is refused."""
    found = queries.find_credential(scope_id, area, kind, lookup)
    if found is None:
        try:
            with transaction.atomic():
                made = LoginCredential.objects.create(
                    person=person, scope_id=scope_id, area=area, kind=kind, lookup_hash=lookup
                )
                audit.record(
                    LoginGiven(person_id=person.pk, area=area.value, kind=kind.value),
                    by=by,
                    about=person,
                    scope_id=scope_id,
                )
                return made
        except IntegrityError:
            found = queries.find_credential(scope_id, area, kind, lookup)
    if found is None or found.person_id != person.pk:
        raise CredentialTaken(kind=kind.value)
    return found
