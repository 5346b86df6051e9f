"""Stored files on their way in and out. Who may have one is asked by the endpoint."""

from typing import Any
from urllib.parse import quote

from django.http import FileResponse, HttpRequest

from kaochang.storage.errors import FileRefused
from kaochang.storage.models import StoredFile
from kaochang.storage.services import open_file

# For `openapi_extra` of an endpoint whose body is the file.
UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
BYTES_ANSWER: dict[str, Any] = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
# Browsers show these by themselves, and run nothing that is in them. A PDF is saved: shown, it would have
# to be let out of the sandbox.
SHOWN = ("image/png", "image/jpeg")
NAMED = (*SHOWN, "application/pdf")


class WholeBody:
    """The file that is a request's body. Of a sender who went away halfway one only hears that it ends."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._left = int(request.META.get("CONTENT_LENGTH") or 0)

    def read(self, size: int, /) -> bytes:
        piece = self._request.read(size)
        self._left -= len(piece)
        if not piece and self._left > 0:
            raise FileRefused(reason="file_broken")
        return piece


def answer_stored(file: StoredFile) -> FileResponse:
    """As what its first bytes say it is, in a page that may do nothing; everything else is saved."""
    kind = file.content_type if file.content_type in NAMED else "application/octet-stream"
    answer = FileResponse(open_file(file), content_type=kind)
    how = "inline" if kind in SHOWN else "attachment"
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(file.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    answer["Cache-Control"] = "private, no-store"
    return answer
