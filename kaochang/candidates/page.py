"""What one candidate's page shows: their row, their other exams, devices, consents, letter."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import FilteredRelation, Q

from kaochang.accounts import secrets
from kaochang.accounts.queries import find_credential
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.candidates import page_schemas as shapes
from kaochang.candidates.facts import rows_of
from kaochang.candidates.lists import roster_of
from kaochang.candidates.schemas import CandidateExamOut, CandidateNamedOut, row_out
from kaochang.commitments import queries as commitments
from kaochang.commitments.models import ConsentText
from kaochang.core import clock
from kaochang.desks import queries as desks
from kaochang.exams.models import RosterEntry
from kaochang.exams.queries import count_open_tickets
from kaochang.schools.scope import SchoolScope

if TYPE_CHECKING:
    from kaochang.candidates.lists import Listed


def entries_of_person(scope: SchoolScope, entry: RosterEntry) -> list[RosterEntry]:
    """Of the exams that this administrator manages, newest first."""
    return list(roster_of(scope).filter(person_id=entry.person_id).order_by("-session__starts_at", "pk"))


def read_page(scope: SchoolScope, entry: "Listed") -> shapes.CandidatePageOut:
    (row,) = rows_of([entry])
    return shapes.CandidatePageOut(
        **row_out(row).dict(),
        version=entry.version,
        person_version=entry.person.version,
        others=_others(entry, entries_of_person(scope, entry)),
        devices=_devices(entry),
        check=shapes.CandidateCheckOut(
            passed=row.check.passed, checked_at=row.check.checked_at, results=row.check.results
        )
        if row.check
        else None,
        consents=_consents(entry),
        letters=_letters(entry),
        open_tickets=count_open_tickets(entry.pk),
        code_expires_at=_code(entry),
    )


def _others(entry: RosterEntry, entries: Sequence[RosterEntry]) -> list[shapes.CandidateEntryOut]:
    return [
        shapes.CandidateEntryOut(
            id=one.pk,
            candidate_number=one.candidate_number,
            exam=CandidateExamOut.from_orm(one.session),
            room=CandidateNamedOut.from_orm(one.room) if one.room else None,
        )
        for one in entries
        if one.pk != entry.pk
    ]


def _devices(entry: RosterEntry) -> list[shapes.CandidateDeviceOut]:
    at_desk = desks.devices_of([entry.pk])[entry.pk]
    return [
        shapes.CandidateDeviceOut(
            kind=device.kind,
            label=device.label,
            online=device.online,
            since=device.online_changed_at,
            battery_percent=device.battery_percent,
        )
        for device in (at_desk.laptop, at_desk.phone)
        if device is not None
    ]


def _consents(entry: RosterEntry) -> list[shapes.CandidateConsentOut]:
    mine = FilteredRelation("consents", condition=Q(consents__person_id=entry.person_id))
    texts = ConsentText.objects.filter(school_id=entry.session.school_id, current=True).annotate(mine=mine)
    rows = texts.order_by("kind").values_list("title", "title_en", "edition", "mine__given_at")
    return [
        shapes.CandidateConsentOut(title=title, title_en=title_en, edition=edition, given_at=given_at)
        for title, title_en, edition, given_at in rows
    ]


def _letters(entry: RosterEntry) -> list[shapes.CandidateLetterOut]:
    return [
        shapes.CandidateLetterOut(
            edition=edition, text_hash=text_hash, signed_at=signed_at, method=method or ""
        )
        for edition, text_hash, signed_at, method in commitments.list_signed(entry)
    ]


def _code(entry: RosterEntry) -> datetime | None:
    found = find_credential(
        entry.session.school_id,
        LoginArea.CANDIDATE,
        CredentialKind.CANDIDATE_NUMBER,
        secrets.candidate_number_lookup(entry.candidate_number),
    )
    if found is None or not found.secret_hash or found.secret_expires_at is None:
        return None
    return found.secret_expires_at if found.secret_expires_at > clock.now() else None
