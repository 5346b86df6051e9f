"""Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds), as every such app reads them."""

import secrets
from base64 import b32encode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS = 30
# A phone's clock may be that many steps off, before or behind.
DRIFT = 1
_SECRET_BYTES = 20


def new_secret() -> str:
    return secrets.token_bytes(_SECRET_BYTES).hex()


def step_of(seconds: float) -> int:
    return int(seconds) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def matching_step(secret: str, code: str, now_seconds: float, *, after: int) -> int | None:
    """The step that this code is of, if it is near now and later than the last one that was used."""
    now = step_of(now_seconds)
    for step in range(now - DRIFT, now + DRIFT + 1):
        try:
            _totp(secret).verify(code.encode(), step * STEP_SECONDS)
        except InvalidToken:
            continue
        if step > after:
            return step
    return None


def spelled(secret: str) -> str:
    """As it is typed into an app by hand."""
    return b32encode(bytes.fromhex(secret)).decode()


def address(secret: str, *, account: str, issuer: str) -> str:
    """What the QR code says."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def _totp(secret: str) -> TOTP:
    # The length of the key is ours: 160 bits, as the standard recommends.
    return TOTP(bytes.fromhex(secret), 6, SHA1(), STEP_SECONDS)  # noqa: S303
