"""One-time codes for many candidates at once: made first, in force only when their sheet exists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kaochang.accounts import secrets
from kaochang.accounts.actor import Actor
from kaochang.accounts.events import OneTimeCodeIssued
from kaochang.accounts.models import LoginCredential
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.audit import services as audit
from kaochang.core import clock

BATCH = 1000


@dataclass(frozen=True)
class PreparedCode:
    """Known to nobody yet: the old code works until this one is put in force."""

    credential_id: UUID
    candidate_number: str
    code: str
    expires_at: datetime


def prepare_codes(wanted: Sequence[tuple[str, datetime]], *, scope_id: UUID) -> dict[str, PreparedCode]:
    """(candidate number, until when) → a code each; a number that logs nobody in gets none."""
    credentials = _credentials(scope_id, [number for number, _ in wanted])
    return {
        number: PreparedCode(credential_id, number, secrets.new_one_time_code(), until)
        for number, until in wanted
        if (credential_id := credentials.get(secrets.candidate_number_lookup(number)))
    }


@transaction.atomic
def put_codes_in_force(codes: Sequence[PreparedCode], *, scope_id: UUID, by: Actor) -> None:
    """Earlier codes of these candidates are dead from now on."""
    by_id = {one.credential_id: one for one in codes}
    now = clock.now()
    locked = LoginCredential.objects.select_for_update(no_key=True).filter(pk__in=by_id).order_by("pk")
    for credential in (found := list(locked)):
        made = by_id[credential.pk]
        credential.secret_hash = secrets.one_time_code_hash(credential.pk, made.code)
        credential.secret_set_at, credential.secret_expires_at = now, made.expires_at
        credential.version, credential.updated_at = credential.version + 1, now
    columns = ["secret_hash", "secret_set_at", "secret_expires_at", "version", "updated_at"]
    LoginCredential.objects.bulk_update(found, columns, batch_size=BATCH)
    audit.record_all(
        [(OneTimeCodeIssued(person_id=one.person_id), ("person", one.person_id), scope_id) for one in found],
        by=by,
    )


def count_live_codes(numbers: Sequence[str], *, scope_id: UUID) -> int:
    """How many of these candidates hold a code that nobody has used yet."""
    lookups = [secrets.candidate_number_lookup(number) for number in numbers]
    codes = _of(scope_id).filter(lookup_hash__in=lookups, secret_expires_at__gt=clock.now())
    return codes.exclude(secret_hash="").count()


def _credentials(scope_id: UUID, numbers: Sequence[str]) -> dict[str, UUID]:
    lookups = [secrets.candidate_number_lookup(number) for number in numbers]
    return dict(_of(scope_id).filter(lookup_hash__in=lookups).values_list("lookup_hash", "pk"))


def _of(scope_id: UUID) -> QuerySet[LoginCredential]:
    return LoginCredential.objects.filter(
        scope_id=scope_id, area=LoginArea.CANDIDATE, kind=CredentialKind.CANDIDATE_NUMBER
    )
