"""Pages and types made from the code."""

import pytest

from kaochang.core import events, states
from kaochang.edge import docs


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ({"type": "string", "format": "uuid"}, "string"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "number | null"),
        ({"type": "array", "items": {"type": "string"}}, "(string)[]"),
        ({"$ref": "#/$defs/Kind"}, '"a" | "b"'),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "Record<string, boolean>"),
    ],
)
def test_a_shape_becomes_a_type(shape: dict[str, object], wanted: str) -> None:
    assert docs.type_of(shape, {"$defs": {"Kind": {"enum": ["a", "b"], "type": "string"}}}) == wanted


def test_every_event_has_a_type_and_every_state_a_line() -> None:
    types, page = docs.event_types(), docs.states_page()
    assert ": unknown" not in types.replace('"unknown"', "")
    assert all(f'"{name}":' in types for name in events.registered())
    for machine in states.machines().values():
        assert all(f"| `{state}` | {machine.meanings[state]} |" in page for state in machine.enum)
