"""Clients that speak as our pages do."""

import json
from typing import Any

from django.test import Client


class Page(Client):
    """Sends JSON and the header of our own pages; keeps cookies as a browser does."""

    def write(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.generic(
            method,
            path,
            data="" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"X-Kaochang": "1", **headers},
        )

    def send(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.write("POST", path, body, **headers)
