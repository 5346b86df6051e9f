"""Bodies as JSON, with what PostgreSQL and our own checks cannot take refused at the door."""

import json
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.types import DictStrAny


class StrictParser(Parser):
    """No NaN, no NUL, no half characters: each would fail later, inside the database."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        body = request.body
        # Decoded here: given bytes, json would take UTF-16 too, whose escapes the next line does not see.
        value = json.loads(body.decode(), parse_constant=_refuse_constant)
        if b"\\u" in body:
            _check_text(value)
        return cast(DictStrAny, value)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check_text(value: Any) -> None:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            if "\0" in item:
                raise ValueError("NUL in a text")
            item.encode()  # a lone surrogate raises
        elif isinstance(item, dict):
            pending += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            pending += item
