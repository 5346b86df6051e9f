"""Shapes that every endpoint uses: the refusal, and how a time is written."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import PlainSerializer, WithJsonSchema

from kaochang.core import clock

# A time in an answer: UTC with milliseconds and Z.
Moment = Annotated[
    datetime,
    PlainSerializer(clock.iso, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class ProgressOut(Schema):
    """How far the worker is; counted while it runs."""

    done: int
    total: int


class ErrorOut(Schema):
    """`code` is stable and has a sentence in both catalogues; `detail` is for developers."""

    code: str
    detail: str
    params: dict[str, Any] = {}


# What a refusal may answer with; the description lists each of them at every endpoint that has ERRORS.
REFUSAL_STATUSES = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 503)

# @router.post("/…", response={200: ThingOut, **ERRORS})
# `...` is Ninja's "any other status". It makes a model for each status of each endpoint: naming the
# statuses here would be more than half of what a web process does before it answers.
ERRORS: dict[Any, type[ErrorOut]] = {...: ErrorOut}
