"""How rows are locked, read from the code itself: a lock that is missing here deadlocks only under load."""

import re
from pathlib import Path

import kaochang

CODE = Path(kaochang.__file__).parent
_LOCK = re.compile(r"select_for_update\((?!\s*no_key=True)")


def test_no_lock_holds_up_a_foreign_key() -> None:
    """A plain FOR UPDATE makes the commit of whoever wrote a child row wait, against the order of locks."""
    sources = list(CODE.rglob("*.py"))
    assert len(sources) > 200
    assert [str(path) for path in sources if _LOCK.search(path.read_text())] == []
