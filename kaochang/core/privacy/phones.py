"""One spelling for a telephone number (E.164), so that its look-up hash is one."""

import re
import unicodedata

from kaochang.core.errors import InvalidPhone

_NOISE = re.compile(r"[\s\-()./·]")
_E164 = re.compile(r"^\+[1-9][0-9]{6,14}$")
_COUNTRY = {"CN": "86", "HK": "852", "MO": "853", "TW": "886"}
_LOCAL = {"CN": re.compile(r"^(1[3-9][0-9]{9}|0[0-9]{9,11})$")}
# Beijing's land lines: an area code that happens to begin with 1.
_BEIJING = re.compile(r"^\+8610[0-9]{8}$")
_CN_MOBILE = re.compile(r"^\+861[3-9][0-9]{9}$")


def normalize_phone(raw: str, region: str = "CN") -> str:
    """Whatever people type → +8613800138000; raises InvalidPhone."""
    if len(raw) > 40:
        raise InvalidPhone()
    text = _NOISE.sub("", unicodedata.normalize("NFKC", raw))
    if text.startswith("00"):
        text = "+" + text[2:]
    if not text.startswith("+"):
        local = _LOCAL.get(region)
        if local is not None and not local.match(text):
            if not (region == "CN" and _CN_MOBILE.match("+" + text)):
                raise InvalidPhone()
            text = "+" + text
        else:
            text = f"+{_COUNTRY[region]}{text.removeprefix('0')}"
    if not text.isascii() or not _E164.match(text):
        raise InvalidPhone()
    if text.startswith("+861") and not (_CN_MOBILE.match(text) or _BEIJING.match(text)):
        raise InvalidPhone()
    return text
