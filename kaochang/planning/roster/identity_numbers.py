"""GB 11643: the number of a resident's identity card, whose last character checks the others."""

import re
from datetime import date

_FORM = re.compile(r"^[1-9][0-9]{16}[0-9X]$")
# What can only be meant as such a number.
_MEANT = re.compile(r"^[0-9]{14,}[0-9A-Z]?$")
_OTHER = re.compile(r"^[A-Z0-9]{5,24}$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def problem_of(number: str, today: date) -> tuple[str, dict[str, object]] | None:
    """Of a number in capitals without spaces; passports and permits have only a form."""
    if not _MEANT.match(number):
        return None if _OTHER.match(number) else ("identity_form", {})
    if len(number) != 18:
        return "identity_length", {"length": len(number)}
    if not _FORM.match(number):
        return "identity_form", {}
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "identity_birthday", {}
    if not date(1900, 1, 1) <= born <= today:
        return "identity_birthday", {}
    return None if number[17] == check_of(number) else ("identity_check", {})


def check_of(number: str) -> str:
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]
