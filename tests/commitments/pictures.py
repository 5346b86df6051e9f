"""PNG files made by hand, sound and broken."""

import struct
import zlib


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(
    width: int = 40, height: int = 20, *, rows: bytes | None = None, colour: int = 6, depth: int = 8
) -> bytes:
    """A stroke on a transparent ground, unless `rows` says otherwise."""
    if rows is None:
        blank = bytes(width * 4)
        stroke = bytes(8 * 4) + b"\x00\x20\x30\xff" * 10 + bytes((width - 18) * 4)
        rows = b"".join(b"\x00" + (stroke if 5 < row < 9 else blank) for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def blank_png(width: int = 40, height: int = 20, ground: bytes = b"\xff\xff\xff\xff") -> bytes:
    return png(width, height, rows=(b"\x00" + ground * width) * height)
