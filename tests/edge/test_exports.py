"""Whatever people wrote, and wherever it is exported: no formula, and nowhere a way out."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models

from kaochang.core.privacy import EncryptedTextField
from kaochang.planning.models import ImportRow, PortraitRow
from tests.edge.access_rows import ROWS
from tests.edge.access_world import World, make_world

pytestmark = pytest.mark.django_db
EXPORTS = [
    path for method, path in ROWS if method == "GET" and path.endswith(("/export", "/bad-rows", "/template"))
]
HOSTILE = '=HYPERLINK("http://x.example","+1")'
# What people write; not states, digits, or what is looked up.
WRITTEN = re.compile(r"^(name|name_en|title|title_en|text|answer|remark|candidate_number|file_name|account)$")
# Says nothing that somebody wrote: masked numbers and our own words.
OURS = {"/api/v1/school/sms/messages/export"}


def written() -> Iterator[tuple[type[models.Model], str, int]]:
    for model in apps.get_models():
        if model.__module__.startswith("kaochang."):
            for field in model._meta.get_fields():
                if not isinstance(field, models.CharField | models.TextField):
                    continue
                if WRITTEN.match(field.name) and not isinstance(field, EncryptedTextField):
                    yield model, field.name, field.max_length or 1000


def hostile_world() -> World:
    world = make_world()
    PortraitRow.objects.create(portrait_import_id=world.ids["portrait_import_id"], number=1)
    for model, column, most in written():
        for number, row in enumerate(model._default_manager.all()):
            # Some may not be the same twice.
            text = f"{HOSTILE}&{number}"[:most]
            model._default_manager.filter(pk=row.pk).update(**{column: text})
    cells = json.dumps({"name": HOSTILE, "remark": "@SUM(A1)", "room": "http://x.example"})
    ImportRow.objects.update(cells=cells, outcome="error")
    return world


def test_what_is_exported_is_asked_here() -> None:
    assert len(EXPORTS) >= 17


@pytest.mark.parametrize("path", EXPORTS)
def test_no_export_holds_a_formula_or_a_link(path: str) -> None:
    world = hostile_world()
    for lang in ("zh", "en"):
        answer: Any = world.ask("school_admin", "GET", f"{path}?lang={lang}", b"")
        assert answer.status_code == 200, answer.content
        with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
            names = book.namelist()
            parts = [book.read(name).decode() for name in names if name.endswith(".xml")]
        assert not [name for name in names if "worksheets/_rels" in name or "externalLink" in name]
        assert not [part for part in parts if re.search(r"<(\w+:)?(f|hyperlinks?)[\s/>]", part)]
        if path not in OURS:
            assert any("HYPERLINK(" in part for part in parts), "nothing hostile in it"
