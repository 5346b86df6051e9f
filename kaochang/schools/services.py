"""Writes of the organisation: by the operator's command line, the demo and the school's web."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.editing import require_version
from kaochang.accounts.models import Person
from kaochang.accounts.states import LoginArea
from kaochang.audit.services import record
from kaochang.core.changes import apply_changes
from kaochang.core.errors import DomainError, NotFound
from kaochang.notifications import services as notifications
from kaochang.notifications.services import Note, notify
from kaochang.notifications.states import NotificationKind
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools import events
from kaochang.schools.errors import (
    CollegeDisabled,
    CollegeExists,
    CollegeNeeded,
    LastSchoolAdmin,
    MajorExists,
    MembershipExists,
    OrganisationCodeTaken,
    SchoolCodeTaken,
)
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
    _require_free(College.objects.filter(school=school), {"name": name, "code": code}, CollegeExists)
    college = College.objects.create(school=school, name=name, name_en=name_en, code=code)
    event = events.CollegeCreated(school_id=school.pk, college_id=college.pk)
    record(event, by=by, about=college, scope_id=school.pk)
    announce(event, to=channels.school(school.pk, college.pk), subject=college)
    return college


@transaction.atomic
def edit_college(college: College, values: Mapping[str, Any], *, version: int, by: Actor) -> College:
    college = College.objects.select_for_update(no_key=True).get(pk=college.pk)
    require_version(college, version)
    others = College.objects.filter(school_id=college.school_id).exclude(pk=college.pk)
    _require_free(others, values, CollegeExists)
    changes = apply_changes(college, values)
    if changes:
        event = events.CollegeEdited(college_id=college.pk, changes=changes)
        record(event, by=by, about=college, scope_id=college.school_id)
        announce(event, to=channels.school(college.school_id, college.pk), subject=college)
    return college


@transaction.atomic
def create_major(college: College, *, name: str, name_en: str = "", code: str = "", by: Actor) -> Major:
    if not college.enabled:
        raise CollegeDisabled()
    _require_free(Major.objects.filter(college=college), {"name": name, "code": code}, MajorExists)
    major = Major.objects.create(college=college, name=name, name_en=name_en, code=code)
    event = events.MajorCreated(college_id=college.pk, major_id=major.pk)
    record(event, by=by, about=major, scope_id=college.school_id)
    announce(event, to=channels.school(college.school_id, college.pk), subject=major)
    return major


@transaction.atomic
def edit_major(major: Major, values: Mapping[str, Any], *, version: int, by: Actor) -> Major:
    major = (
        Major.objects.select_for_update(no_key=True, of=("self",)).select_related("college").get(pk=major.pk)
    )
    require_version(major, version)
    others = Major.objects.filter(college_id=major.college_id).exclude(pk=major.pk)
    _require_free(others, values, MajorExists)
    changes = apply_changes(major, values)
    if changes:
        event = events.MajorEdited(major_id=major.pk, changes=changes)
        school_id = major.college.school_id
        record(event, by=by, about=major, scope_id=school_id)
        announce(event, to=channels.school(school_id, major.college_id), subject=major)
    return major


def _require_free(
    others: "QuerySet[College] | QuerySet[Major]", values: Mapping[str, Any], same_name: type[DomainError]
) -> None:
    """Two at once are still told apart by the unique indexes; then the second learns of a conflict."""
    if values.get("name") and others.filter(name=values["name"]).exists():
        raise same_name()
    if values.get("code") and others.filter(code=values["code"]).exists():
        raise OrganisationCodeTaken()


@transaction.atomic
def add_membership(
    person: Person,
    school: School,
    role: str,
    *,
    by: Actor,
    college: College | None = None,
    happened: type[events.MembershipAdded] = events.MembershipAdded,
) -> Membership:
    role = MembershipRole(role)
    require_fitting(school, role, college)
    if Membership.objects.filter(person=person, school=school, college=college, role=role).exists():
        raise MembershipExists()
    membership = Membership.objects.create(person=person, school=school, college=college, role=role)
    event = happened(
        school_id=school.pk,
        person_id=person.pk,
        role=role,
        college_id=college.pk if college else None,
    )
    record(event, by=by, about=membership, scope_id=school.pk)
    announce(event, to=[channels.person("staff", person.pk)], subject=membership)
    accounts.refresh_push_channels(person.pk, "staff")
    return membership


def require_fitting(school: School, role: MembershipRole, college: College | None) -> None:
    """The college that a role needs or may not have, and of this school."""
    if role in (OF_A_COLLEGE if college is None else OF_THE_SCHOOL):
        raise CollegeNeeded()
    if college is not None and college.school_id != school.pk:
        raise CollegeNeeded()


@transaction.atomic
def reset_second_factor(membership: Membership, *, reason: str, by: Actor) -> None:
    """They log in with the first step alone until they switch it on again."""
    accounts.reset_second_factor(membership.person, reason=reason, scope_id=membership.school_id, by=by)
    school = membership.school
    summary = (
        f"{school.name}的管理员重置了您的两步验证，您已退出登录。不是您要求的，请立即联系学校",
        f"an administrator of {school.name_en or school.name} reset your second step and logged you out; "
        "if you did not ask for it, contact the school at once",
    )
    notify(
        [Note(membership.person, membership.person_id, {}, summary)],
        NotificationKind.SECOND_STEP_RESET,
        area="staff",
        scope_id=membership.school_id,
        college_id=None,
        session_id=None,
        reason=reason,
        by=by,
    )


@transaction.atomic
def remove_membership(membership: Membership, *, by: Actor) -> None:
    """The office ends now; who holds none in this school any more is logged out and cannot log in there."""
    # The school's row is the lock: two administrators cannot remove one another.
    School.objects.select_for_update(no_key=True).get(pk=membership.school_id)
    found = Membership.objects.filter(pk=membership.pk).select_related("person").first()
    if found is None:
        raise NotFound()
    membership = found
    held = Membership.objects.filter(school_id=membership.school_id).exclude(pk=membership.pk)
    if (
        membership.role == MembershipRole.SCHOOL_ADMIN
        and not held.filter(role=MembershipRole.SCHOOL_ADMIN).exists()
    ):
        raise LastSchoolAdmin()
    event = events.MembershipRemoved(
        school_id=membership.school_id,
        person_id=membership.person_id,
        role=MembershipRole(membership.role),
        college_id=membership.college_id,
    )
    record(event, by=by, about=membership, scope_id=membership.school_id)
    announce(event, to=[channels.person("staff", membership.person_id)], subject=membership)
    person = membership.person
    membership.delete()
    accounts.refresh_push_channels(person.pk, "staff")
    if not held.filter(person=person).exists():
        accounts.take_staff_logins(person, scope_id=event.school_id, by=by)
        notifications.drop_feed(person.pk, LoginArea.STAFF, event.school_id)
