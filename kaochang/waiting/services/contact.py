"""Reaching a candidate who is not there: the phone number and a fresh log-in code."""

from django.db import transaction

from kaochang.accounts.actor import Actor
from kaochang.accounts.services import IssuedCode, issue_one_time_code
from kaochang.core.rules import require
from kaochang.waiting import events, queries, rules
from kaochang.waiting.errors import NoPhoneNumber
from kaochang.waiting.models import QueueEntry
from kaochang.waiting.services.telling import note


@transaction.atomic
def show_contact(entry: QueueEntry, *, by: Actor) -> str:
    """「联系」: every look at a number is in the trail."""
    entry = queries.get_entry(entry.pk)
    require(rules.can_contact, by, entry.room)
    phone = entry.roster_entry.person.phone
    if not phone:
        raise NoPhoneNumber()
    note(events.ContactShown(entry_id=entry.pk), entry, by=by)
    return str(phone)


@transaction.atomic
def reissue_login_code(entry: QueueEntry, *, by: Actor) -> IssuedCode:
    """「重发登录码」: the older code dies; staff read the new one out or print it."""
    entry = queries.get_entry(entry.pk)
    require(rules.can_contact, by, entry.room)
    issued = issue_one_time_code(
        entry.roster_entry.person,
        scope_id=entry.room.session.school_id,
        candidate_number=entry.roster_entry.candidate_number,
        by=by,
    )
    note(events.LoginCodeReissued(entry_id=entry.pk, expires_at=issued.expires_at), entry, by=by)
    return issued
