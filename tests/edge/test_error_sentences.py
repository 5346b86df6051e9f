"""Every refusal has its sentence in both languages; the front door's own two as well."""

import importlib
import importlib.util
import json
import pkgutil
from pathlib import Path
from typing import cast

import pytest

import kaochang
from kaochang.core.errors import registered

CATALOGUES = Path(__file__).resolve().parents[2] / "web" / "src" / "i18n"


def every_code() -> set[str]:
    """All domains are loaded first: a refusal registers itself when its module is read."""
    for module in pkgutil.iter_modules(kaochang.__path__, "kaochang."):
        if module.ispkg and importlib.util.find_spec(f"{module.name}.errors"):
            importlib.import_module(f"{module.name}.errors")
    ours = {code for code, error in registered().items() if error.__module__.startswith("kaochang.")}
    return ours | {"service_unavailable", "payload_too_large"}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_each_code_has_a_sentence(language: str) -> None:
    files = [CATALOGUES / language / name for name in ("errors.json", "errors_staff.json")]
    sentences: dict[str, str] = {}
    for file in files:
        sentences |= cast(dict[str, str], json.loads(file.read_text()))
    missing = sorted(code for code in every_code() if not sentences.get(code, "").strip())
    assert not missing, f"{language}: no sentence for {missing}"
