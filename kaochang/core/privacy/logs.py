"""The last processor before a log line is written: personal data and secrets do not pass."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from kaochang.core.privacy.masks import mask_email, mask_name, mask_phone

_SECRET = re.compile(r"(token|secret|password|passwd|cookie|authorization|api_key|^code$|_code$|^key$)", re.I)
_PHONE_KEY = re.compile(r"(phone|mobile)", re.I)
_NAME_KEY = re.compile(r"^(name|person_name|candidate_name|full_name)$", re.I)
_IDENTITY_KEY = re.compile(r"(identity_number|id_card|candidate_number)", re.I)
_CN_PHONE = re.compile(r"(?<![0-9A-Za-z])((?:\+?86)?1[3-9][0-9]{9})(?![0-9])")
_CN_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_JWT = re.compile(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_QUERY = re.compile(r"((?:access_token|token|join_request|code|key)=)[^&\s\"']+", re.I)


def mask_text(text: str) -> str:
    text = _JWT.sub("[token]", text)
    text = _QUERY.sub(r"\1[masked]", text)
    text = _CN_IDENTITY.sub(lambda hit: hit[0][:4] + "*" * 10 + hit[0][-4:], text)
    text = _EMAIL.sub(lambda hit: mask_email(hit[0]), text)
    return _CN_PHONE.sub(lambda hit: mask_phone(hit[1]), text)


def _mask(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {inner: _mask(str(inner), item) for inner, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mask(key, item) for item in value]
    if not isinstance(value, str):
        return "[masked]" if _SECRET.search(key) and isinstance(value, bytes) else value
    if _SECRET.search(key) and key != "error_code":
        return "[masked]"
    if _PHONE_KEY.search(key):
        return mask_phone(value)
    if _IDENTITY_KEY.search(key):
        return "*" * max(0, len(value) - 4) + value[-4:]
    if _NAME_KEY.match(key):
        return mask_name(value)
    return mask_text(value)


def mask_personal_data(
    logger: Any, method: str, event_dict: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor; put it after format_exc_info and before the renderer."""
    for key in list(event_dict):
        event_dict[key] = _mask(key, event_dict[key])
    return event_dict
