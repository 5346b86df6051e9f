"""The demo school itself: made once, found again by every later start."""

from dataclasses import dataclass

from kaochang.accounts import secrets
from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.accounts.models import LoginCredential, Person
from kaochang.accounts.queries import find_credential
from kaochang.accounts.states import CredentialKind, LoginArea
from kaochang.commitments.models import ConsentText
from kaochang.commitments.services import publish_consent_text
from kaochang.demo.people import CANDIDATES, STAFF, Staff
from kaochang.demo.texts import words
from kaochang.schools.models import College, Major, School
from kaochang.schools.queries import find_school, memberships_of
from kaochang.schools.services import add_membership, create_college, create_major, create_school
from kaochang.schools.states import MembershipRole

CODE = "demo"
COLLEGES = (
    ("材料科学与工程学院", "School of Materials Science and Engineering"),
    ("外国语学院", "School of Foreign Languages"),
)
MAJORS = {
    "材料科学与工程": "Materials Science and Engineering",
    "材料物理与化学": "Materials Physics and Chemistry",
    "材料加工工程": "Materials Processing Engineering",
}
BY = Actor.system("demo")


@dataclass(frozen=True)
class DemoSchool:
    school: School
    college: College
    majors: dict[str, Major]
    staff: dict[str, Person]  # by staff number


def ensure_school() -> DemoSchool:
    school = find_school(CODE) or create_school(
        code=CODE, name="示范大学", name_en="Shifan University", by=BY
    )
    colleges = {college.name: college for college in College.objects.filter(school=school)}
    for name, name_en in COLLEGES:
        if name not in colleges:
            colleges[name] = create_college(school, name=name, name_en=name_en, by=BY)
    college = colleges[COLLEGES[0][0]]
    majors = {major.name: major for major in Major.objects.filter(college=college)}
    for name, name_en in MAJORS.items():
        if name not in majors:
            majors[name] = create_major(college, name=name, name_en=name_en, by=BY)
    _ensure_consent_text(school)
    staff = {one.account: _ensure_staff(one, school, college) for one in STAFF}
    return DemoSchool(school, college, majors, staff)


def find_staff_login(school: School, account: str) -> LoginCredential | None:
    lookup = secrets.staff_account_lookup(account)
    return find_credential(school.pk, LoginArea.STAFF, CredentialKind.STAFF_ACCOUNT, lookup)


def find_candidate_login(school: School, number: str) -> LoginCredential | None:
    lookup = secrets.candidate_number_lookup(number)
    return find_credential(school.pk, LoginArea.CANDIDATE, CredentialKind.CANDIDATE_NUMBER, lookup)


def demo_people(school: School) -> list[tuple[Person, str]]:
    """Everybody with the area where they log in."""
    found = [(find_candidate_login(school, one.number), "candidate") for one in CANDIDATES]
    found += [(find_staff_login(school, one.account), "staff") for one in STAFF]
    return [(login.person, area) for login, area in found if login is not None]


def _ensure_consent_text(school: School) -> None:
    """Once: what somebody has published in the web since then stays."""
    if not ConsentText.objects.filter(school=school).exists():
        publish_consent_text(school, by=BY, **words("consent"))


def _ensure_staff(one: Staff, school: School, college: College) -> Person:
    login = find_staff_login(school, one.account)
    if login is None:
        person = accounts.create_person(name=one.name, phone=one.phone, by=BY)
        accounts.give_phone_login(person, scope_id=school.pk, area="staff", phone=one.phone, by=BY)
        # Replaced at once by the one that var/demo.json will name.
        accounts.give_staff_login(
            person, scope_id=school.pk, account=one.account, password=secrets.new_token(), by=BY
        )
    else:
        person = login.person
    held = {membership.role for membership in memberships_of(person.pk)}
    for office in one.offices:
        if office not in held:
            where = college if office == MembershipRole.COLLEGE_ADMIN else None
            add_membership(person, school, office, college=where, by=BY)
    if one.roles and MembershipRole.STAFF not in held:
        add_membership(person, school, MembershipRole.STAFF, college=college, by=BY)
    return person
