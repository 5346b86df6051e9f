"""Invitations of staff: a link that works once, and everything it refuses."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.errors import PasswordTooWeak
from kaochang.accounts.models import LoginSession, Person
from kaochang.core import clock
from kaochang.mail.models import MailMessage
from kaochang.mail.services import deliver_mail
from kaochang.schools import invitations
from kaochang.schools.errors import (
    CollegeDisabled,
    CollegeNeeded,
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
from kaochang.schools.services import add_membership, create_college
from kaochang.sms.models import SmsMessage
from tests.accounts.factories import log_in
from tests.factories import make_person, make_school
from tests.traces import channels_of, recorded, refused

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
PHONE, MAIL, PASSWORD = "13900000088", "bai@example.edu", "a-good-password"
INVITATIONS = "/api/v1/school/invitations"


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def college(school: School) -> College:
    return create_college(school, name="材料学院", by=BY)


def invite(school: School, role: str = "staff", name: str = "白洁", **more: Any) -> StaffInvitation:
    more = more if more.keys() & {"phone", "email"} else {"phone": PHONE, **more}
    return invitations.invite(school, role, name=name, by=BY, **more)


def secret_of(invitation: StaffInvitation) -> str:
    """As the person finds it: in the link of the newest message, after the #."""
    invitation.refresh_from_db()
    message = invitation.sms or invitation.mail
    assert message is not None
    link = json.loads(message.values or "")["link"]
    assert link.startswith("http://localhost:8080/s/invitation#")
    return str(link.partition("#")[2])


def accept(invitation: StaffInvitation, password: str = PASSWORD) -> Any:
    return invitations.accept(secret_of(invitation), password=password)


@pytest.mark.parametrize("contact", [{"phone": PHONE}, {"email": MAIL.upper()}])
def test_who_is_new_sets_a_password_and_logs_in_with_it(
    school: School, college: College, contact: dict[str, str]
) -> None:
    invitation = invite(school, "college_admin", college=college, **contact)
    _, session = accept(invitation)
    assert session is not None
    person = Person.objects.get(name="白洁")
    held = Membership.objects.get(person=person)
    assert (held.role, held.college_id) == ("college_admin", college.pk)
    account = next(iter(contact.values()))
    accounts.log_in_with_password(scope_id=school.pk, account=account, password=PASSWORD)
    assert recorded("schools.staff_invitation_accepted")[0]["person_id"] == str(person.pk)
    assert f"school:{school.pk}:{college.pk}" in channels_of("schools.staff_invitation_accepted")


def test_the_trail_and_the_row_hold_neither_secret_nor_number(school: School) -> None:
    invitation = invite(school)
    assert recorded("schools.staff_invited")[0]["contact"] == "+86139****0088"
    assert secret_of(invitation) not in str(StaffInvitation.objects.values_list())
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM schools_staffinvitation i")
        assert PHONE not in cursor.fetchone()[0]


def test_who_has_an_account_keeps_it_and_is_not_logged_in_by_a_link(school: School) -> None:
    accept(invite(school))
    before = LoginSession.objects.count()
    _, session = accept(invite(school, "auditor"), password="")
    assert session is None and LoginSession.objects.count() == before
    assert {held.role for held in Membership.objects.filter(person__name="白洁")} == {"staff", "auditor"}
    accounts.log_in_with_password(scope_id=school.pk, account=PHONE, password=PASSWORD)


def test_what_cannot_be_sent(school: School, college: College) -> None:
    with refused(ContactNeeded):
        invitations.invite(school, "staff", name="白洁", by=BY)
    with refused(ContactNeeded):
        invite(school, phone=PHONE, email=MAIL)
    with refused(CollegeNeeded):
        invite(school, "college_admin")
    with refused(CollegeNeeded):
        invite(school, "school_admin", college=college)
    elsewhere = make_school()
    with refused(CollegeNeeded):
        invite(elsewhere, college=college)
    invite(school)
    with refused(StaffInvitationExists):
        invite(school, phone="+86 139 0000 0088")
    College.objects.update(enabled=False)
    college.refresh_from_db()
    with refused(CollegeDisabled):
        invite(school, college=college)


def test_a_member_is_not_invited_to_the_same_office(school: School) -> None:
    accept(invite(school))
    with refused(MembershipExists):
        invite(school)


@pytest.mark.parametrize("contact", [{"phone": PHONE}, {"email": MAIL}])
def test_a_contact_belongs_to_one_name(school: School, contact: dict[str, str]) -> None:
    first = invite(school, **contact)
    for role in ("staff", "auditor"):
        with refused(ContactInvited, name="白洁"):
            invite(school, role, "白杰", **contact)
    invite(school, "auditor", **contact)
    accept(first)
    for role in ("staff", "school_admin"):
        with refused(ContactOfMember, name="白洁"):
            invite(school, role, "白杰", **contact)
    invite(make_school(), name="白杰", **contact)


def test_another_spelling_is_no_other_name(school: School) -> None:
    first = invite(school, name="Bai Jie")
    invite(school, "auditor", "ＢＡＩ jie")
    accept(first)
    invite(school, "school_admin", "BaiJie")


def test_of_another_college_no_name_is_told(school: School, college: College) -> None:
    """Of whom they know they hear the name, also of who works for the whole school."""
    mine = create_college(school, name="外国语学院", by=BY)
    theirs: dict[str, Any] = {"college": mine, "within": frozenset({mine.pk})}
    first = invite(school, college=college)
    with refused(ContactElsewhere):
        invite(school, name="白杰", **theirs)
    accept(first)
    with refused(ContactElsewhere):
        invite(school, name="白杰", **theirs)
    invite(school, phone="13900000077")
    with refused(ContactInvited, name="白洁"):
        invite(school, name="白杰", phone="13900000077", **theirs)


def test_an_invitation_taken_back_leaves_its_contact_to_another_name(school: School) -> None:
    invitations.revoke(invite(school), by=BY)
    invite(school, name="白杰")


def test_a_link_works_once(school: School) -> None:
    invitation = invite(school)
    secret = secret_of(invitation)
    accept(invitation)
    with refused(StaffInvitationUsed):
        invitations.accept(secret, password=PASSWORD)
    with refused(StaffInvitationUsed):
        invitations.find_open(secret)
    with refused(StaffInvitationUsed):
        invitations.revoke(invitation, by=BY)


def test_too_weak_too_late_revoked_unknown(school: School) -> None:
    invitation = invite(school)
    with refused(PasswordTooWeak):
        accept(invitation, "short")
    with clock.shifted(timedelta(days=7, seconds=1)), refused(StaffInvitationExpired):
        accept(invitation)
    with refused(StaffInvitationNotFound):
        invitations.accept("x" * 43, password=PASSWORD)
    invitations.revoke(invitation, by=BY)
    with refused(StaffInvitationRevoked):
        accept(invitation)
    with refused(StaffInvitationRevoked):
        invitations.resend(invitation, by=BY)


def test_a_link_that_is_sent_again_kills_the_one_before(school: School) -> None:
    invitation = invite(school)
    old = secret_of(invitation)
    with refused(SentTooRecently):
        invitations.resend(invitation, by=BY)
    with clock.shifted(timedelta(days=8)):
        invitations.resend(invitation, by=BY)
        with refused(StaffInvitationNotFound):
            invitations.accept(old, password=PASSWORD)
        accept(invitation)


def admin_of(school: School, college: College | None = None) -> Client:
    person, client = make_person(), Client()
    role = "college_admin" if college else "school_admin"
    add_membership(person, school, role, college=college, by=BY)
    log_in(client, person, "staff", school.pk)
    return client


def stages(client: Client, **query: Any) -> list[str]:
    answer = client.get(INVITATIONS, query)
    assert answer.status_code == 200, answer.content
    return [item["stage"] for item in answer.json()["items"]]


def test_the_stages_of_the_list(school: School) -> None:
    admin, invitation = admin_of(school), invite(school)
    assert stages(admin) == ["pending"]
    SmsMessage.objects.update(state="sent")
    assert stages(admin) == ["sent"] and stages(admin, stage="pending") == []
    SmsMessage.objects.update(state="failed")
    assert stages(admin) == stages(admin, stage="undelivered") == ["undelivered"]
    with clock.shifted(timedelta(days=7, seconds=1)):
        StaffInvitation.objects.update(expires_at=clock.now() - timedelta(days=1))
    StaffInvitation.objects.update(expires_at=clock.now())
    assert stages(admin) == ["expired"]
    invitations.revoke(invitation, by=BY)
    assert stages(admin) == ["revoked"]
    mailed = invite(school, email=MAIL)
    deliver_mail(MailMessage.objects.get().pk)
    assert stages(admin, stage="sent") == ["sent"]
    mailed.refresh_from_db()
    assert admin.get(INVITATIONS, {"stage": "sent"}).json()["items"][0]["contact"] == "b****@example.edu"
    file = admin.get(f"{INVITATIONS}/export", {"stage": "sent", "columns": "name,contact,stage"})
    assert file.status_code == 200 and file.getvalue()[:2] == b"PK"


def send(client: Client, path: str, **body: Any) -> Any:
    return client.post(path, body, "application/json", headers={"X-Kaochang": "1"})


def test_a_college_administrator_invites_below_themselves(school: School, college: College) -> None:
    admin, other = admin_of(school, college), create_college(school, name="外语学院", by=BY)
    person = {"name": "白洁", "phone": PHONE}
    cases: list[tuple[dict[str, Any], int]] = [
        ({"role": "staff", "college_id": str(college.pk)}, 201),
        ({"role": "reviewer", "college_id": str(college.pk)}, 201),
        ({"role": "college_admin", "college_id": str(college.pk)}, 403),
        ({"role": "school_admin"}, 403),
        ({"role": "staff"}, 403),
        ({"role": "staff", "college_id": str(other.pk)}, 404),
    ]
    for body, status in cases:
        assert send(admin, INVITATIONS, **person, **body).status_code == status, body
    mine = invite(school, "college_admin", college=college, phone="13900000099")
    assert send(admin, f"{INVITATIONS}/{mine.pk}/revocation").status_code == 403
    theirs = invite(school, college=other)
    assert send(admin, f"{INVITATIONS}/{theirs.pk}/revocation").status_code == 404


def test_the_page_behind_the_link(school: School) -> None:
    invitation, page = invite(school), Client()
    secret = secret_of(invitation)
    link, acceptance = (f"/api/v1/login/staff-invitations/{word}" for word in ("link", "acceptance"))
    shown = send(page, link, secret=secret).json()
    assert (shown["school"], shown["role"], shown["needs_password"]) == (school.name, "staff", True)
    assert shown["contact"] == "+86139****0088"
    done = send(page, acceptance, secret=secret, password=PASSWORD)
    assert done.json() == {"logged_in": True, "school_id": str(school.pk)}
    assert page.get("/api/v1/staff/session").json()["person"]["name"] == "白洁"
    again = send(page, link, secret=secret)
    assert (again.status_code, again.json()["code"]) == (410, "staff_invitation_used")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_accepts() -> None:
    school = make_school()
    secret = secret_of(invite(school))
    start, outcomes = threading.Barrier(4), []

    def use() -> None:
        start.wait()
        try:
            invitations.accept(secret, password=PASSWORD)
            outcomes.append("in")
        except StaffInvitationUsed:
            outcomes.append("used")
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "used", "used", "used"]
    assert Person.objects.filter(name="白洁").count() == Membership.objects.count() == 1
