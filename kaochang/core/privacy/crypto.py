"""AES-256-GCM with named keys: new values take the first key, old values still open with theirs."""

import hashlib
import os
from collections.abc import Sequence
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_FORMAT = b"\x01"
_KEY_ID = 4
_NONCE = 12


class UndecryptableValue(Exception):
    """No configured key opens this value; see `kaochang doctor`. Never an answer to a request."""


def _keys() -> Sequence[str]:
    configured = settings.ENCRYPTION_KEYS
    parts = configured.split(",") if isinstance(configured, str) else list(configured)
    keys = [part.strip() for part in parts if part.strip()]
    if not keys:
        raise UndecryptableValue("ENCRYPTION_KEYS is empty")
    return keys


@cache
def _secret(key: str) -> bytes:
    return hashlib.sha256(b"kaochang.encryption\0" + key.encode()).digest()


@cache
def _key_id(secret: bytes) -> bytes:
    return hashlib.sha256(b"kaochang.key-id\0" + secret).digest()[:_KEY_ID]


def encrypt(text: str) -> bytes:
    secret = _secret(_keys()[0])
    head = _FORMAT + _key_id(secret)
    nonce = os.urandom(_NONCE)
    return head + nonce + AESGCM(secret).encrypt(nonce, text.encode(), head)


def decrypt(value: bytes) -> str:
    head, nonce, sealed = value[:5], value[5:17], value[17:]
    for key in _keys():
        secret = _secret(key)
        if head == _FORMAT + _key_id(secret):
            try:
                return AESGCM(secret).decrypt(nonce, sealed, head).decode()
            except InvalidTag as error:
                raise UndecryptableValue("the value was altered") from error
    raise UndecryptableValue(f"no key with the id {head[1:].hex()}")


def current_key_id() -> str:
    return _key_id(_secret(_keys()[0])).hex()


def key_id_of(value: bytes) -> str:
    return value[1 : 1 + _KEY_ID].hex()
