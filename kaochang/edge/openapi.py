"""`kaochang openapi [FILE]`: the description from which the browser's types are made."""

import json
import sys
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from kaochang.core.http import REFUSAL_STATUSES
from kaochang.edge.http import api


class Description(OpenAPISchema):
    """Ninja's, and each status of a refusal at the endpoints that say `**ERRORS`."""

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        found: dict[int, dict[str, Any]] = super().responses(operation)
        refusal = operation.response_models.get(...)
        if refusal:
            shape = self._create_schema_from_model(refusal, mode="serialization")[0]
            content = {api.renderer.media_type: {"schema": shape}}
            for status in map(HTTPStatus, REFUSAL_STATUSES):
                found[status.value] = {"description": status.phrase, "content": content}
        return found


def description() -> Description:
    return Description(api, path_prefix="")


def document() -> str:
    return json.dumps(description(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(words: Sequence[str] = ()) -> int:
    if words:
        Path(words[0]).write_text(document())
    else:
        sys.stdout.write(document())
    return 0
