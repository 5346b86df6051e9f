"""What the candidate's page does with each event, read from its own tables: the played pages do the same."""

from __future__ import annotations

import re
from pathlib import Path

_PAGES = Path(__file__).resolve().parents[1] / "web" / "src" / "areas" / "candidate"
_LINE = re.compile(r"^  '([a-z_]+\.[a-z_]+)': (\w+),$", re.MULTILINE)
_READS = {
    "now": "read_now",
    "everything": "read_now",
    "notices": "read_now",
    "soon": "read_soon",
    "everythingSoon": "read_soon",
    "news": "read_soon",
}


def reactions() -> dict[str, list[str]]:
    """Event types by what they lead to: `read_now`, `read_soon`, `patches` of what is shown, `ignores`."""
    effects = dict(_LINE.findall((_PAGES / "effects.ts").read_text()))
    changes = dict(_LINE.findall((_PAGES / "useEntryEvents.ts").read_text()))
    found: dict[str, list[str]] = {"read_now": [], "read_soon": [], "patches": [], "ignores": []}
    for name, effect in effects.items():
        if effect != "ofPhone":  # nobody has a phone here
            found[_READS[effect]].append(name)
    for name, change in changes.items():
        found["ignores" if change == "nothingShown" else "patches"].append(name)
    assert all(found.values()), found
    return found
