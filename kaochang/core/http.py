"""The one shape of every refusal, for the `response=` of every endpoint."""

from typing import Any

from ninja import Schema


class ErrorOut(Schema):
    """`code` is stable and has a sentence in both catalogues; `detail` is for developers."""

    code: str
    detail: str
    params: dict[str, Any] = {}


_STATUSES = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 503)

# @router.post("/…", response={200: ThingOut, **ERRORS})
ERRORS: dict[int, type[ErrorOut]] = dict.fromkeys(_STATUSES, ErrorOut)
