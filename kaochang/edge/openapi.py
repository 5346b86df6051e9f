"""`kaochang openapi [FILE]`: the description from which the browser's types are made."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kaochang.edge.http import api


def document() -> str:
    return (
        json.dumps(api.get_openapi_schema(path_prefix=""), indent=2, sort_keys=True, ensure_ascii=False)
        + "\n"
    )


def main(words: Sequence[str] = ()) -> int:
    if words:
        Path(words[0]).write_text(document())
    else:
        sys.stdout.write(document())
    return 0
