"""One cell of a roster: what is in the file → the text we keep, or why it cannot be taken."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kaochang.core import clock
from kaochang.core.errors import InvalidPhone, TimeImplausible
from kaochang.core.privacy import normalize_phone
from kaochang.planning.roster.columns import BY_KEY
from kaochang.planning.roster.identity_numbers import problem_of

_ERRORS = re.compile(r"^#(REF|DIV/0|N/A|NAME|VALUE|NUM|NULL|SPILL|CALC)[!?]?$")
_NUMBER = re.compile(r"^[A-Z0-9][A-Z0-9_./-]*$")
_MOMENTS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
)
_LANGUAGES = {
    "中文": "zh",
    "汉语": "zh",
    "zh": "zh",
    "chinese": "zh",
    "英文": "en",
    "英语": "en",
    "en": "en",
    "english": "en",
}


@dataclass
class Finding:
    """`code` has a sentence in the catalogues, under the page's name."""

    column: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    confirm: bool = False

    def plain(self) -> dict[str, Any]:
        return {"column": self.column, "code": self.code, "params": self.params, "confirm": self.confirm}


class CellRefused(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def text_of(key: str, cell: Any) -> str:
    """The cell as text without what cannot be seen; a number only where no digit can be lost."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return _text_of_typed(key, cell)
    text = visible(str(cell))
    if _ERRORS.match(text.upper()):
        raise CellRefused("cell_error", text=text)
    most = BY_KEY[key].most
    if len(text) > most:
        raise CellRefused("too_long", most=most)
    return text


def _text_of_typed(key: str, cell: dict[str, Any]) -> str:
    if "f" in cell:
        raise CellRefused("cell_formula")
    if "b" in cell:
        raise CellRefused("cell_boolean")
    if "d" in cell:
        if key != "slot_starts_at":
            raise CellRefused("cell_date")
        return str(cell["d"])
    number = cell["n"]
    if BY_KEY[key].text:
        raise CellRefused("number_for_text")
    if key == "phone" and not (isinstance(number, int) and re.match(r"^1[3-9][0-9]{9}$", str(number))):
        raise CellRefused("number_for_text")
    if key == "slot_starts_at":
        raise CellRefused("time_form")
    return str(number)


def visible(text: str) -> str:
    """No control or format characters (zero-width, direction), one space where there were many."""
    kept = "".join(
        " " if unicodedata.category(letter) in ("Zs", "Zl", "Zp") or letter in "\t\r\n" else letter
        for letter in text
        if letter in "\t\r\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn")
    )
    return " ".join(kept.split())


def tight(text: str) -> str:
    """Numbers: half-width, capitals, no spaces."""
    return unicodedata.normalize("NFKC", text).upper().replace(" ", "")


def candidate_number(text: str) -> str:
    number = tight(text)
    if not number:
        raise CellRefused("missing")
    # Some letters become many when they are made plain.
    most = BY_KEY["candidate_number"].most
    if len(number) > most:
        raise CellRefused("too_long", most=most)
    if not _NUMBER.match(number):
        raise CellRefused("number_form")
    if re.match(r"^[0-9.]+E\+?[0-9]+$", number):
        raise CellRefused("number_for_text")
    return number


def name(text: str) -> str:
    if not text:
        raise CellRefused("missing")
    if not any(letter.isalpha() for letter in text) or any(letter in "<>={}" for letter in text):
        raise CellRefused("name_form")
    return unicodedata.normalize("NFC", text)


def phone(text: str) -> str:
    if not text:
        return ""
    try:
        return normalize_phone(text)
    except InvalidPhone as error:
        digits = re.sub(r"\D", "", tight(text))
        if not tight(text).startswith(("+", "00")) and digits.startswith("1") and len(digits) != 11:
            raise CellRefused("phone_length", length=len(digits)) from error
        raise CellRefused("phone_form") from error


def identity_number(text: str, today: date) -> str:
    number = tight(text)
    if not number:
        return ""
    if re.match(r"^[0-9]\.[0-9]+E\+?[0-9]+$", number):
        raise CellRefused("number_for_text")
    problem = problem_of(number, today)
    if problem is not None:
        raise CellRefused(problem[0], **problem[1])
    return number


def order_number(text: str) -> int | None:
    if not text:
        return None
    plain = tight(text)
    if not re.match(r"^[0-9]{1,4}$", plain) or int(plain) == 0:
        raise CellRefused("order_form")
    return int(plain)


def slot(text: str, zone: ZoneInfo) -> datetime | None:
    """As the clock of the school shows it."""
    if not text:
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    for form in _MOMENTS:
        try:
            moment = datetime.strptime(plain, form).replace(second=0, tzinfo=zone)
            clock.require_plausible(moment)
            return moment
        except ValueError:
            continue
        except TimeImplausible as implausible:
            raise CellRefused("time_form") from implausible
    raise CellRefused("time_form")


def language(text: str) -> str:
    if not text:
        return "zh"
    found = _LANGUAGES.get(unicodedata.normalize("NFKC", text).lower())
    if found is None:
        raise CellRefused("language_unknown")
    return found


def time_zone(text: str, known: Callable[[], set[str]]) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if plain and plain not in known():
        raise CellRefused("time_zone_unknown")
    return plain


def extra_time(text: str) -> int:
    plain = tight(text).removesuffix("%")
    if not plain:
        return 0
    if not re.match(r"^[0-9]{1,3}$", plain) or int(plain) > 100:
        raise CellRefused("extra_time_form")
    return int(plain)


def shown_cell(cell: Any) -> str:
    """A cell as a person reads it; what was no text comes back as text."""
    if isinstance(cell, dict):
        return str(next(iter(cell.values())))
    return "" if cell is None else str(cell)
