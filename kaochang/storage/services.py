"""Taking, opening and dropping files; what is in them is read by `sandbox.py`, never here."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import quote
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.http import FileResponse

from kaochang.config.environment import environment
from kaochang.core import clock
from kaochang.storage.errors import FileTooLarge
from kaochang.storage.models import StoredFile

PIECE = 256 * 1024
UNUSED = timedelta(days=1)
# By the first bytes; what is none of these is told to nobody as anything else than bytes.
KINDS = (
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


@dataclass(frozen=True)
class Limits:
    most_bytes: int


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def save_upload(stream: Readable, *, scope_id: UUID, purpose: str, name: str, limits: Limits) -> StoredFile:
    """Piece by piece to the disk; of what is too large nothing is kept."""
    key = uuid4()
    path = path_of(key)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > limits.most_bytes:
                    raise FileTooLarge(most_bytes=limits.most_bytes)
                head = head or piece[:16]
                digest.update(piece)
                file.write(piece)
        return StoredFile.objects.create(
            id=key,
            scope_id=scope_id,
            purpose=purpose,
            name=plain_name(name),
            content_type=kind_of_content(head),
            size=size,
            sha256=digest.hexdigest(),
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_file(file: StoredFile) -> IO[bytes]:
    return path_of(file.pk).open("rb")


@transaction.atomic
def drop_file(file: StoredFile) -> None:
    """The row now, the bytes once that is sure."""
    path = path_of(file.pk)
    file.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget_unused_files() -> int:
    """Of whoever was killed between taking a file and saying what it is for."""
    old = StoredFile.objects.filter(created_at__lt=clock.now() - UNUSED)
    # Relations without a name back are hidden.
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            users = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            old = old.exclude(Exists(users))
    unused = list(old)
    for file in unused:
        drop_file(file)
    return len(unused)


def path_of(key: UUID) -> Path:
    return environment.VAR_DIR / "files" / key.hex[:2] / key.hex


def kind_of_content(head: bytes) -> str:
    return next((kind for start, kind in KINDS if head.startswith(start)), "application/octet-stream")


def plain_name(name: str) -> str:
    """For showing only: no folders, no characters that cannot be seen."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return seen.strip()[-200:] or "file"


def answer_stored(file: StoredFile) -> FileResponse:
    """To save, never to open in our origin. Who may have it is the caller's question."""
    answer = FileResponse(open_file(file), content_type=file.content_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    answer["Cache-Control"] = "no-store"
    return answer
