"""The description of the HTTP side is complete, and the committed copy is fresh."""

import json
from pathlib import Path
from typing import Any

import pytest
from ninja import Schema
from pydantic import BaseModel

from kaochang.edge.http import ROUTERS
from kaochang.edge.openapi import document

WEB = Path(__file__).parents[2] / "web" / "openapi.json"
OPERATIONS = [
    (method, path, operation)
    for path, methods in json.loads(document())["paths"].items()
    for method, operation in methods.items()
]


@pytest.mark.parametrize(
    ("method", "path", "operation"), OPERATIONS, ids=[f"{m} {p}" for m, p, _ in OPERATIONS]
)
def test_every_operation_declares_its_refusals(method: str, path: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    wanted = {"400", "401", "403", "404", "409", "413", "422", "429", "503"}
    assert wanted <= set(answers)
    for status in wanted:
        shape = answers[status]["content"]["application/json"]["schema"]
        assert shape == {"$ref": "#/components/schemas/ErrorOut"}
    assert any(status.startswith("2") for status in answers)


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_no_two_shapes_share_a_name() -> None:
    """The description keeps one shape a name: the second of two would silently take the first one's place."""
    found: dict[str, set[type]] = {}
    for _, router in ROUTERS:
        for view in router.path_operations.values():
            for operation in view.operations:
                models = [operation.models, list(operation.response_models.values())]
                for shape in _shapes(models, set()):
                    found.setdefault(shape.__name__, set()).add(shape)
    doubled = {name: shapes for name, shapes in found.items() if len(shapes) > 1}
    assert len(found) > 60 and not doubled


def test_the_committed_description_is_fresh() -> None:
    assert WEB.read_text() == document(), "run: kaochang openapi web/openapi.json"


def _shapes(value: Any, seen: set[int]) -> set[type[BaseModel]]:
    """Every shape that can be reached from a declaration."""
    if id(value) in seen or value is None:
        return set()
    seen.add(id(value))
    if isinstance(value, list | tuple | set):
        return set().union(*[_shapes(part, seen) for part in value])
    if isinstance(value, type) and issubclass(value, BaseModel):
        inside = set().union(*[_shapes(field.annotation, seen) for field in value.model_fields.values()])
        own = {value} if value.__module__.startswith("kaochang") and value is not Schema else set()
        return own | inside
    return set().union(*[_shapes(part, seen) for part in getattr(value, "__args__", ())])
