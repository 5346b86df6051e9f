"""`kaochang school create`: a school and its first administrator, by who runs this site."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import available_timezones

from django.db import transaction

from kaochang.accounts import secrets
from kaochang.accounts import services as accounts
from kaochang.accounts.actor import Actor
from kaochang.config.environment import environment
from kaochang.core.errors import DomainError
from kaochang.schools.services import add_membership, create_school
from kaochang.schools.states import MembershipRole

BY = Actor.system("operator")
VALID_FOR = timedelta(days=7)


def main(words: Sequence[str]) -> int:
    asked = _parser().parse_args(words)
    try:
        password = create(asked)
    except DomainError as refusal:
        sys.stderr.write(f"kaochang school create: {refusal.detail}\n")
        return 1
    sys.stdout.write(
        f"{asked.name} ({asked.code}) is there.\n"
        f"{asked.admin_name} logs in at {environment.public_origin}/s/\n"
        f"  account:  {asked.admin_phone}\n"
        f"  password: {password}\n"
        f"The password is shown only here and ends in {VALID_FOR.days} days, unless it is replaced before.\n"
    )
    return 0


@transaction.atomic
def create(asked: argparse.Namespace) -> str:
    """All or nothing; returns the first password."""
    school = create_school(
        code=asked.code, name=asked.name, name_en=asked.name_en, timezone=asked.timezone, by=BY
    )
    person = accounts.create_person(
        name=asked.admin_name, phone=asked.admin_phone, email=asked.admin_email, by=BY
    )
    phone = person.phone or ""
    accounts.give_phone_login(person, scope_id=school.pk, area="staff", phone=phone, by=BY)
    password = secrets.new_password()
    accounts.give_staff_login(
        person, scope_id=school.pk, account=phone, password=password, valid_for=VALID_FOR, by=BY
    )
    add_membership(person, school, MembershipRole.SCHOOL_ADMIN, by=BY)
    return password


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kaochang school")
    create = parser.add_subparsers(required=True).add_parser("create")
    create.add_argument(
        "--code", required=True, type=_code, help="short and unique on this site, e.g. shifan"
    )
    create.add_argument("--name", required=True)
    create.add_argument("--name-en", default="")
    create.add_argument("--timezone", type=_timezone, default="Asia/Shanghai")
    create.add_argument("--admin-name", required=True, help="the first administrator")
    create.add_argument("--admin-phone", required=True)
    create.add_argument("--admin-email")
    return parser


def _code(text: str) -> str:
    """It is typed at the log-in and stands in addresses."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", text):
        raise argparse.ArgumentTypeError("small letters, digits and hyphens, at most 40")
    return text


def _timezone(text: str) -> str:
    if text not in available_timezones():
        raise argparse.ArgumentTypeError("an IANA name, such as Asia/Shanghai")
    return text
