"""A school's text messages: the switch, the limits, and a test to oneself."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kaochang.accounts import queries as people
from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.audit.services import record
from kaochang.core.events import Event
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools import events
from kaochang.schools.errors import MonthBelowDay, NoOwnPhone
from kaochang.schools.models import School
from kaochang.sms import services as sms
from kaochang.sms.models import SmsMessage, SmsPolicy


@transaction.atomic
def stop(school: School, *, reason: str, by: Actor) -> None:
    """From now on nothing leaves, what is already queued included; candidates are told the other way."""
    policy = sms.stop_sms(school.pk, reason=reason, by_id=by.person_id)
    if policy is not None:
        _tell(events.SmsStopped(school_id=school.pk, reason=reason), policy, school, by)


@transaction.atomic
def start(school: School, *, reason: str, by: Actor) -> None:
    policy = sms.start_sms(school.pk)
    if policy is not None:
        _tell(events.SmsStarted(school_id=school.pk, reason=reason), policy, school, by)


@transaction.atomic
def edit_limits(school: School, values: Mapping[str, Any], *, version: int, by: Actor) -> None:
    policy = sms.lock_policy(school.pk)
    require_version(policy, version)
    daily, monthly = values["daily_limit"], values["monthly_limit"]
    if daily is not None and monthly is not None and monthly < daily:
        raise MonthBelowDay()
    changes = sms.edit_limits(policy, values)
    if changes:
        _tell(events.SmsLimitsEdited(school_id=school.pk, changes=changes), policy, school, by)


@transaction.atomic
def send_test(school: School, *, language: str, by: Actor) -> SmsMessage:
    """To the phone of whoever asks, and to no other."""
    person = people.get_person(by.the_person_id)
    if not person.phone:
        raise NoOwnPhone()
    sms.require_sms_open(school.pk)
    name = (language == "en" and school.name_en) or school.name
    message = sms.send_sms(
        phone=person.phone,
        template="test_message",
        values={"school": name},
        scope_id=school.pk,
        language=language,
    )
    record(events.SmsTestSent(message_id=message.pk), by=by, about=message, scope_id=school.pk)
    return message


def _tell(event: Event, policy: SmsPolicy, school: School, by: Actor) -> None:
    record(event, by=by, about=policy, scope_id=school.pk)
    announce(event, to=channels.school(school.pk), subject=policy)
