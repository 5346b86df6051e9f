"""`kaochang docs`: pages and types made from the tables in the code; `--check` tells the stale ones."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kaochang.config.environment import ROOT
from kaochang.core import events, states
from kaochang.edge import http

# Importing it imports every domain, so that all tables are registered.
_EVERYTHING = http.api

_MADE = "made by `kaochang docs`; change the code, not this file"
_SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def pages() -> dict[Path, str]:
    """What each generated file should hold."""
    return {
        ROOT / "docs" / "states.md": states_page(),
        ROOT / "docs" / "events.md": events_page(),
        ROOT / "web" / "src" / "live" / "events.d.ts": event_types(),
    }


def states_page() -> str:
    lines = ["# States", "", f"({_MADE})", ""]
    for name, machine in states.machines().items():
        lines += [f"## {name}", "", "| state | means | may become |", "|---|---|---|"]
        for state in machine.enum:
            after = ", ".join(f"`{new}`" for new in machine.enum if machine.allows(state, new)) or "–"
            lines.append(f"| `{state}` | {machine.meanings[state]} | {after} |")
        lines.append("")
    return "\n".join(lines)


def events_page() -> str:
    lines = ["# Events", "", f"({_MADE})", "", "Written into the trail, pushed to pages, or both.", ""]
    for name, event in events.registered().items():
        lines += [f"## {name}", ""]
        if "__doc__" in event.__dict__ and event.__doc__:
            lines += [event.__doc__.strip().splitlines()[0], ""]
        schema = event.model_json_schema()
        for field, shape in schema.get("properties", {}).items():
            lines.append(f"- `{field}`: {type_of(shape, schema)}".replace("|", "or"))
        lines.append("")
    return "\n".join(lines)


def event_types() -> str:
    lines = [f"// {_MADE}", "", "export interface EventData {"]
    for name, event in events.registered().items():
        schema = event.model_json_schema()
        shapes = schema.get("properties", {}).items()
        fields = "; ".join(f"{field}: {type_of(shape, schema)}" for field, shape in shapes)
        lines.append(f'  "{name}": {{ {fields} }};' if fields else f'  "{name}": Record<string, never>;')
    lines += ["}", "", "export type EventName = keyof EventData;", ""]
    lines += [
        "export type PushMessage = {",
        "  [Name in EventName]: {",
        "    type: Name; subject: string; version: number; at: string; data: EventData[Name];",
        "  };",
        "}[EventName];",
        "",
    ]
    return "\n".join(lines)


def type_of(shape: dict[str, Any], schema: dict[str, Any]) -> str:
    """A JSON schema as a TypeScript type: the few shapes that events are made of."""
    if "$ref" in shape:
        return type_of(schema["$defs"][shape["$ref"].rsplit("/", 1)[-1]], schema)
    if "enum" in shape or "const" in shape:
        return " | ".join(f'"{value}"' for value in shape.get("enum", [shape.get("const")]))
    if "anyOf" in shape:
        return " | ".join(type_of(part, schema) for part in shape["anyOf"])
    if shape.get("type") == "array":
        return f"({type_of(shape.get('items', {}), schema)})[]"
    if shape.get("type") == "object":
        inner = shape.get("properties")
        if inner is None:
            values = shape.get("additionalProperties")
            return f"Record<string, {type_of(values, schema) if isinstance(values, dict) else 'unknown'}>"
        return "{ " + "; ".join(f"{name}: {type_of(part, schema)}" for name, part in inner.items()) + " }"
    return _SCALARS.get(shape.get("type", ""), "unknown")


def main(words: Sequence[str] = ()) -> int:
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text() != text]
    if "--check" in words:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not fresh: run `kaochang docs`\n")
        return 1 if stale else 0
    wanted = pages()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path])
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0
