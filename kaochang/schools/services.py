"""Writes of the organisation: by the operator's command line and the demo, later by the school web."""

from django.db import transaction

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import Person
from kaochang.audit.services import record
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools import events
from kaochang.schools.errors import CollegeExists, CollegeNeeded, MembershipExists, SchoolCodeTaken
from kaochang.schools.models import College, Major, Membership, School
from kaochang.schools.states import OF_A_COLLEGE, OF_THE_SCHOOL, MembershipRole


@transaction.atomic
def create_school(
    *, code: str, name: str, name_en: str = "", timezone: str = "Asia/Shanghai", by: Actor
) -> School:
    if School.objects.filter(code=code).exists():
        raise SchoolCodeTaken()
    school = School.objects.create(code=code, name=name, name_en=name_en, timezone=timezone)
    record(events.SchoolCreated(school_id=school.pk), by=by, about=school, scope_id=school.pk)
    return school


@transaction.atomic
def create_college(school: School, *, name: str, name_en: str = "", code: str = "", by: Actor) -> College:
    if College.objects.filter(school=school, name=name).exists():
        raise CollegeExists()
    college = College.objects.create(school=school, name=name, name_en=name_en, code=code)
    event = events.CollegeCreated(school_id=school.pk, college_id=college.pk)
    record(event, by=by, about=college, scope_id=school.pk)
    return college


@transaction.atomic
def create_major(college: College, *, name: str, name_en: str = "", code: str = "", by: Actor) -> Major:
    major = Major.objects.create(college=college, name=name, name_en=name_en, code=code)
    event = events.MajorCreated(college_id=college.pk, major_id=major.pk)
    record(event, by=by, about=major, scope_id=college.school_id)
    return major


@transaction.atomic
def add_membership(
    person: Person, school: School, role: str, *, by: Actor, college: College | None = None
) -> Membership:
    role = MembershipRole(role)
    if role in (OF_A_COLLEGE if college is None else OF_THE_SCHOOL):
        raise CollegeNeeded()
    if college is not None and college.school_id != school.pk:
        raise CollegeNeeded()
    if Membership.objects.filter(person=person, school=school, college=college, role=role).exists():
        raise MembershipExists()
    membership = Membership.objects.create(person=person, school=school, college=college, role=role)
    event = events.MembershipAdded(school_id=school.pk, person_id=person.pk, role=role)
    record(event, by=by, about=membership, scope_id=school.pk)
    announce(event, to=[channels.person("staff", person.pk)], subject=membership)
    accounts.refresh_push_channels(person.pk, "staff")
    return membership


@transaction.atomic
def remove_membership(membership: Membership, *, by: Actor) -> None:
    event = events.MembershipRemoved(
        school_id=membership.school_id,
        person_id=membership.person_id,
        role=MembershipRole(membership.role),
    )
    record(event, by=by, about=membership, scope_id=membership.school_id)
    announce(event, to=[channels.person("staff", membership.person_id)], subject=membership)
    person_id = membership.person_id
    membership.delete()
    accounts.refresh_push_channels(person_id, "staff")
