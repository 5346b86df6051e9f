"""A candidate's data put right: person and roster entry in one step, before and after in the trail."""

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from kaochang.accounts import secrets
from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import changed_since
from kaochang.accounts.errors import CredentialTaken
from kaochang.accounts.models import Person
from kaochang.accounts.queries import find_candidates_by_identity
from kaochang.audit.services import record
from kaochang.candidates import events
from kaochang.candidates.errors import MajorUnknown, PersonOfAnotherCollege, ValueRefused
from kaochang.core import clock
from kaochang.core.changes import change_of
from kaochang.core.events import Change
from kaochang.core.models import BaseModel
from kaochang.core.privacy import mask_phone, mask_tail
from kaochang.exams import rosters
from kaochang.exams.events import TicketDataCorrected
from kaochang.exams.models import RosterEntry, Ticket
from kaochang.exams.queries import lock_roster_entry
from kaochang.exams.sessions import require_editable
from kaochang.exams.states import VISIBLE
from kaochang.exams.walls import people_of_others
from kaochang.planning.lengths import tell_coming_lengths
from kaochang.planning.moving import hold_timetable, without_new_clashes
from kaochang.planning.roster import cells
from kaochang.planning.roster.sentences import ROW, sentence
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools.models import Major
from kaochang.schools.scope import SchoolScope

OF_THE_PERSON = frozenset({"name", "phone", "identity_number"})


@transaction.atomic
def correct_candidate(
    entry: RosterEntry,
    values: Mapping[str, Any],
    *,
    scope: SchoolScope,
    version: int,
    person_version: int,
    reason: str,
    by: Actor,
    ticket: Ticket | None = None,
) -> RosterEntry:
    """`values`: only what is to change. From the publication on with a reason. `ticket`: what led to it.

    A version counts every act of the candidate too; who reads the notice meanwhile has changed no data.
    """
    # Rooms and exam come before the entry, where the timetable has a say.
    session = hold_timetable(entry.session_id) if "extra_time_percent" in values else entry.session
    entry = lock_roster_entry(entry.pk)
    person = Person.objects.select_for_update(no_key=True).get(pk=entry.person_id)
    require_editable(entry.session, reason)
    ours = {key: value for key, value in values.items() if key not in OF_THE_PERSON}
    theirs = {key: value for key, value in values.items() if key in OF_THE_PERSON}
    _require_unchanged(entry, version, ours)
    _require_unchanged(person, person_version, theirs)
    theirs = _understood(theirs)
    if theirs and people_of_others(scope, [person.pk]):
        raise PersonOfAnotherCollege()
    if theirs.get("identity_number"):
        _require_free_identity(person, theirs["identity_number"], entry)
    changes = _changes(person, theirs) + _changes(entry, ours)
    if theirs:
        accounts.edit_candidate(person, theirs, scope_id=entry.session.school_id, reason=reason, by=by)
    if ours:
        _require_known(entry, ours)
        was = entry.planned_seconds
        with without_new_clashes(session) if "extra_time_percent" in ours else nullcontext():
            entry = rosters.edit_roster_entry(entry, ours, reason=reason, by=by)
        tell_coming_lengths(session, {entry.pk: was}, reason=reason, by=by)
    if ticket is not None and changes:
        led_to = TicketDataCorrected(ticket_id=ticket.pk, roster_entry_id=entry.pk, changes=changes)
        record(led_to, by=by, about=("ticket", ticket.pk), scope_id=entry.trail_scope_id)
    event = events.CandidateCorrected(roster_entry_id=entry.pk, fields=sorted(values))
    to = channels.school(entry.session.school_id, entry.session.college_id)
    if entry.session.state in VISIBLE:
        to += [channels.candidate(entry.pk), channels.person("candidate", entry.person_id)]
        to += [channels.room_staff(entry.room_id)] if entry.room_id else []
    announce(event, to=to, subject=entry)
    return entry


@transaction.atomic
def show_personal_data(entry: RosterEntry, *, by: Actor) -> dict[str, str]:
    """「显示」: every look is in the trail."""
    record(
        events.PersonalDataShown(roster_entry_id=entry.pk), by=by, about=entry, scope_id=entry.trail_scope_id
    )
    person = entry.person
    return {"phone": person.phone or "", "identity_number": person.identity_number or ""}


def _changes(obj: BaseModel, values: Mapping[str, Any]) -> list[Change]:
    masks = {"phone": mask_phone, "identity_number": mask_tail}
    return [
        change_of(key, getattr(obj, key), value, masks.get(key, str))
        for key, value in values.items()
        if (getattr(obj, key) or "") != (value or "")
    ]


def _require_unchanged(obj: BaseModel, version: int, values: Mapping[str, Any]) -> None:
    if obj.version == version or not values:
        return
    meanwhile = changed_since(obj, version)
    if set(values) & set(meanwhile.params["fields"]):
        raise meanwhile


def _understood(values: Mapping[str, Any]) -> dict[str, Any]:
    """As an import would read it: one spelling, and no number that cannot exist."""
    readers: dict[str, Any] = {
        "name": lambda text: cells.name(cells.visible(text)),
        "phone": cells.phone,
        "identity_number": lambda text: cells.identity_number(text, clock.now().date()),
    }
    understood = {}
    for key, text in values.items():
        try:
            understood[key] = readers[key](text) or None
        except cells.CellRefused as refused:
            words = sentence(ROW, refused.code, refused.params)
            raise ValueRefused(field=key, zh=words.zh, en=words.en) from refused
    return understood


def _require_free_identity(person: Person, number: str, entry: RosterEntry) -> None:
    lookup = secrets.identity_lookup(number)
    other = find_candidates_by_identity(entry.session.school_id, [lookup]).get(lookup)
    if other is not None and other.pk != person.pk:
        raise CredentialTaken(kind="identity_number")


def _require_known(entry: RosterEntry, values: Mapping[str, Any]) -> None:
    zone = values.get("time_zone")
    if zone and zone not in available_timezones():
        words = ROW["time_zone_unknown"]
        raise ValueRefused(field="time_zone", zh=words.zh, en=words.en)
    major = values.get("major_id")
    if major and not Major.objects.filter(pk=major, college_id=entry.session.college_id).exists():
        raise MajorUnknown()
