"""One spelling for a mail address, so that its look-up hash is one."""

import re
import unicodedata

from kaochang.core.errors import InvalidEmail

_ADDRESS = re.compile(r"^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9-]{1,63}\.)+[a-z]{2,63}$")


def normalize_email(raw: str) -> str:
    """Full-width letters and capitals as people type them → one address; raises InvalidEmail."""
    address = unicodedata.normalize("NFKC", raw).strip().lower()
    if len(address) > 254 or not _ADDRESS.match(address):
        raise InvalidEmail()
    return address
