"""Making, spelling and comparing secrets. Codes are keyed HMACs; argon2 is for passwords only."""

import hashlib
import hmac
import secrets
import unicodedata
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kaochang.core.privacy import lookup_hash

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_passwords = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_password() -> str:
    """Twelve characters that are told apart on paper: about 59 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def token_hash(token: str) -> str:
    """Tokens have 256 random bits: a plain hash keeps them."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_sms_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def sms_code_hash(challenge_id: UUID, code: str) -> str:
    return lookup_hash("sms_code", f"{challenge_id}:{unicodedata.normalize('NFKC', code).strip()}")


def new_one_time_code() -> str:
    """60 bits: guessing needs no lock. Written in groups of four, without letters that look alike."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return "-".join(text[at : at + 4] for at in range(0, 12, 4))


def one_time_code_hash(credential_id: UUID, code: str) -> str:
    return lookup_hash("one_time_code", f"{credential_id}:{_spelled_code(code)}")


def recovery_code_hash(factor_id: UUID, code: str) -> str:
    return lookup_hash("recovery_code", f"{factor_id}:{_spelled_code(code)}")


def _spelled_code(code: str) -> str:
    return unicodedata.normalize("NFKC", code).upper().translate(_ALIKE).strip()


def plain_digits(code: str) -> str:
    """123 456 as apps show it, also in full width; empty when it holds anything else."""
    text = "".join(unicodedata.normalize("NFKC", code).split())
    return text if text.isascii() and text.isdigit() else ""


def candidate_number_lookup(candidate_number: str) -> str:
    return lookup_hash("candidate_number", _plain(candidate_number))


def staff_account_lookup(account: str) -> str:
    return lookup_hash("staff_account", _plain(account))


def email_lookup(email: str) -> str:
    """`email` is normalized."""
    return lookup_hash("email", email)


def phone_lookup(phone: str) -> str:
    """`phone` is E.164."""
    return lookup_hash("phone", phone)


def identity_lookup(identity_number: str) -> str:
    return lookup_hash("identity_number", _plain(identity_number))


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def hash_password(password: str) -> str:
    return _passwords.hash(password)


def password_fits(stored: str, password: str) -> bool:
    """Works as long for an account that does not exist as for one that does."""
    try:
        return _passwords.verify(stored or _nobodys_password(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_password() -> str:
    return _passwords.hash(secrets.token_hex(16))


def _plain(number: str) -> str:
    return unicodedata.normalize("NFKC", number).strip().upper().replace(" ", "")
