"""Invitations of staff: a link with a secret, by SMS or mail, that works once."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kaochang.accounts import queries as people
from kaochang.accounts import secrets
from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginSession, Person
from kaochang.audit.services import record
from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.core.events import Event
from kaochang.core.models import save_changed
from kaochang.core.names import is_same_name
from kaochang.core.privacy import mask_email, mask_phone, normalize_email, normalize_phone
from kaochang.mail import services as mail
from kaochang.realtime import channels
from kaochang.realtime.services import announce
from kaochang.schools import events
from kaochang.schools.errors import (
    CollegeDisabled,
    ContactElsewhere,
    ContactInvited,
    ContactNeeded,
    ContactOfMember,
    MembershipExists,
    SentTooRecently,
    StaffInvitationExists,
    StaffInvitationExpired,
    StaffInvitationNotFound,
    StaffInvitationRevoked,
    StaffInvitationUsed,
)
from kaochang.schools.models import College, Membership, School, StaffInvitation
from kaochang.schools.roles import ROLES
from kaochang.schools.services import add_membership, require_fitting
from kaochang.schools.states import MembershipRole, StaffInvitationState, staff_invitation_machine
from kaochang.sms import services as sms

VALID_FOR = timedelta(days=7)
RESEND_AFTER = timedelta(seconds=60)


@transaction.atomic
def invite(
    school: School,
    role: str,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    college: College | None = None,
    language: str = "zh",
    within: Collection[UUID] | None = None,
    by: Actor,
) -> StaffInvitation:
    """Queue the message with the link, to the phone or the mail address, whichever is given.

    `within`: the colleges of whoever asks; None for all of the school. Of other colleges no name is told.
    """
    role = MembershipRole(role)
    require_fitting(school, role, college)
    if college is not None and not college.enabled:
        raise CollegeDisabled()
    if bool(phone) == bool(email):
        raise ContactNeeded()
    number, address = normalize_phone(phone) if phone else None, normalize_email(email) if email else None
    lookup = secrets.phone_lookup(number) if number else secrets.email_lookup(address or "")
    # The school's row is the lock: the same person is not invited twice at once.
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    member = people.find_staff_member(school.pk, phone=number, email=address)
    pending = StaffInvitation.objects.filter(
        school=school, contact_lookup=lookup, state=StaffInvitationState.OPEN
    )
    _require_same_person(school, name, member, pending, within)
    if (
        member
        and Membership.objects.filter(person=member, school=school, college=college, role=role).exists()
    ):
        raise MembershipExists()
    if pending.filter(college=college, role=role).exists():
        raise StaffInvitationExists()
    secret = secrets.new_token()
    invitation = StaffInvitation(
        school=school,
        college=college,
        role=role,
        name=name,
        phone=number,
        email=address,
        contact_lookup=lookup,
        language=language,
        invited_by_id=by.person_id,
    )
    _send(invitation, secret)
    invitation.save(force_insert=True)
    event = events.StaffInvited(
        invitation_id=invitation.pk,
        role=role,
        college_id=college.pk if college else None,
        contact=masked_contact(invitation),
    )
    record(event, by=by, about=invitation, scope_id=school.pk)
    _tell(event, invitation)
    return invitation


@transaction.atomic
def resend(invitation: StaffInvitation, *, by: Actor) -> StaffInvitation:
    """A new link; the one before is dead."""
    invitation = _lock(invitation)
    _require_open(invitation)
    again_at = invitation.last_sent_at + RESEND_AFTER
    if again_at > clock.now():
        raise SentTooRecently(retry_after_seconds=int((again_at - clock.now()).total_seconds()) + 1)
    _send(invitation, secrets.new_token())
    save_changed(invitation, "secret_hash", "last_sent_at", "expires_at", "sms", "mail")
    event = events.StaffInvitationResent(invitation_id=invitation.pk)
    record(event, by=by, about=invitation, scope_id=invitation.school_id)
    _tell(event, invitation)
    return invitation


@transaction.atomic
def revoke(invitation: StaffInvitation, *, by: Actor) -> StaffInvitation:
    invitation = _lock(invitation)
    _require_open(invitation)
    _settle(invitation, StaffInvitationState.REVOKED)
    event = events.StaffInvitationRevoked(invitation_id=invitation.pk)
    record(event, by=by, about=invitation, scope_id=invitation.school_id)
    _tell(event, invitation)
    return invitation


def find_open(secret: str) -> tuple[StaffInvitation, Person | None]:
    """The invitation behind a link that still opens it, and who it is, if they log in here already."""
    invitation = _find(secret)
    _require_usable(invitation)
    return invitation, _member_of(invitation)


@transaction.atomic
def accept(
    secret: str, *, password: str, device_label: str = ""
) -> tuple[StaffInvitation, tuple[LoginSession, str] | None]:
    """Who is new sets their password and is logged in; who has an account keeps it, and logs in as ever."""
    invitation = _lock(_find(secret))
    # The one before us at the lock may have used it, or have sent a new link.
    if invitation.secret_hash != secrets.token_hash(secret):
        raise StaffInvitationNotFound()
    _require_usable(invitation)
    member = _member_of(invitation)
    has_password = member is not None and people.has_staff_password(member.pk, invitation.school_id)
    if not has_password:
        accounts.require_strong(password)
    person = member or _make_person(invitation)
    by = Actor(person_id=person.pk, login_session_id=None, area="staff")
    if not has_password:
        accounts.give_own_password(person, scope_id=invitation.school_id, password=password, by=by)
    held = Membership.objects.filter(
        person=person, school_id=invitation.school_id, college=invitation.college, role=invitation.role
    )
    if not held.exists():
        add_membership(
            person,
            invitation.school,
            invitation.role,
            college=invitation.college,
            by=by,
            happened=events.MembershipAccepted,
        )
    invitation.person = person
    _settle(invitation, StaffInvitationState.ACCEPTED, "person")
    event = events.StaffInvitationAccepted(invitation_id=invitation.pk, person_id=person.pk)
    record(event, by=by, about=invitation, scope_id=invitation.school_id)
    _tell(event, invitation)
    if member is not None:
        return invitation, None
    return invitation, accounts.start_login_session(
        person, area="staff", scope_id=invitation.school_id, device_label=device_label, way="invitation"
    )


def masked_contact(invitation: StaffInvitation) -> str:
    return mask_phone(invitation.phone) if invitation.phone else mask_email(invitation.email or "")


def _require_same_person(
    school: School,
    name: str,
    member: Person | None,
    pending: QuerySet[StaffInvitation],
    within: Collection[UUID] | None,
) -> None:
    """Whoever accepts gets the office under the name that the contact already has: a slip would go unseen."""
    if member:
        if not is_same_name(member.name, name):
            offices = Membership.objects.filter(school=school, person=member).values_list("college", "role")
            _require_theirs(offices, within)
            raise ContactOfMember(name=member.name)
        return
    other = next((one for one in pending if not is_same_name(one.name, name)), None)
    if other:
        _require_theirs([(other.college_id, other.role)], within)
        raise ContactInvited(name=other.name)


def _require_theirs(offices: Iterable[tuple[UUID | None, str]], within: Collection[UUID] | None) -> None:
    """Staff of the whole school work for every college, and are known there."""
    known = within is None or any(
        college in within if college else role == MembershipRole.STAFF for college, role in offices
    )
    if not known:
        raise ContactElsewhere()


def _make_person(invitation: StaffInvitation) -> Person:
    by = Actor.system("invitation")
    person = accounts.create_person(
        name=invitation.name, phone=invitation.phone, email=invitation.email, by=by
    )
    if invitation.phone:
        accounts.give_phone_login(
            person, scope_id=invitation.school_id, area="staff", phone=invitation.phone, by=by
        )
    return person


def _send(invitation: StaffInvitation, secret: str) -> None:
    """Sets what belongs to this sending; the caller saves it. Only the message holds the secret."""
    school, english = invitation.school, invitation.language == "en"
    values: dict[str, str | int] = {
        "school": (english and school.name_en) or school.name,
        "role": ROLES[MembershipRole(invitation.role)].of("en" if english else "zh"),
        "name": invitation.name,
        "days": VALID_FOR.days,
        # In the fragment, which browsers send to no server and no log keeps.
        "link": f"{environment.public_origin}/s/invitation#{secret}",
    }
    template, scope_id, language = "staff_invitation", school.pk, invitation.language
    if invitation.phone:
        sms.require_sms_open_for_many(scope_id)
        invitation.sms = sms.send_sms(
            phone=invitation.phone, template=template, values=values, scope_id=scope_id, language=language
        )
    else:
        invitation.mail = mail.send_mail(
            address=invitation.email or "",
            template=template,
            values=values,
            scope_id=scope_id,
            language=language,
        )
    invitation.secret_hash = secrets.token_hash(secret)
    invitation.last_sent_at = clock.now()
    invitation.expires_at = clock.now() + VALID_FOR


def _find(secret: str) -> StaffInvitation:
    rows = StaffInvitation.objects.select_related("school", "college")
    found = rows.filter(secret_hash=secrets.token_hash(secret)).first()
    if found is None:
        raise StaffInvitationNotFound()
    return found


def _lock(invitation: StaffInvitation) -> StaffInvitation:
    rows = StaffInvitation.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "school", "college"
    )
    return rows.get(pk=invitation.pk)


def _require_open(invitation: StaffInvitation) -> None:
    if invitation.state == StaffInvitationState.REVOKED:
        raise StaffInvitationRevoked()
    if invitation.state == StaffInvitationState.ACCEPTED:
        raise StaffInvitationUsed()


def _require_usable(invitation: StaffInvitation) -> None:
    _require_open(invitation)
    if invitation.expires_at <= clock.now():
        raise StaffInvitationExpired()


def _member_of(invitation: StaffInvitation) -> Person | None:
    return people.find_staff_member(invitation.school_id, phone=invitation.phone, email=invitation.email)


def _settle(invitation: StaffInvitation, state: StaffInvitationState, *more: str) -> None:
    staff_invitation_machine.require(invitation.state, state)
    invitation.state = state
    invitation.settled_at = clock.now()
    save_changed(invitation, "state", "settled_at", *more)


def _tell(event: Event, invitation: StaffInvitation) -> None:
    announce(event, to=channels.school(invitation.school_id, invitation.college_id), subject=invitation)
