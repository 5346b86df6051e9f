"""Is this really a PNG, whole, and with something drawn on it? Nothing else is stored as a signature.

The bytes are kept as they came; this reads them only as far as the question needs, with limits that a
crafted file can't pass.
"""

import struct
import zlib

from kaochang.commitments.errors import SignatureBlank, SignatureInvalid

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: {1, 2, 4, 8}, 2: {8}, 3: {1, 2, 4, 8}, 4: {8}, 6: {8}}
MAX_WIDTH, MAX_HEIGHT = 4000, 1500


def require_drawn_png(data: bytes) -> None:
    """SignatureInvalid unless `data` is one complete PNG; SignatureBlank when it is of one colour."""
    header, body = _chunks(data)
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(">IIBBBBB", header)
    if not (0 < width <= MAX_WIDTH and 0 < height <= MAX_HEIGHT) or depth not in _DEPTHS.get(colour, set()):
        raise SignatureInvalid()
    if compression or filtering or interlace:
        raise SignatureInvalid()
    row = (width * _CHANNELS[colour] * depth + 7) // 8
    pixels = _inflate(body, (row + 1) * height)
    if _is_one_colour(pixels, row, max(1, _CHANNELS[colour] * depth // 8)):
        raise SignatureBlank()


def _chunks(data: bytes) -> tuple[bytes, bytes]:
    """The header's bytes and the joined image data, with every check sum right and nothing after the end."""
    if not data.startswith(_SIGNATURE):
        raise SignatureInvalid()
    at, header, body = len(_SIGNATURE), b"", bytearray()
    while True:
        if at + 12 > len(data):
            raise SignatureInvalid()
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if (
            end > len(data)
            or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]
        ):
            raise SignatureInvalid()
        content = data[at + 8 : end - 4]
        if (kind == b"IHDR") != (not header) or (kind == b"IHDR" and length != 13):
            raise SignatureInvalid()
        if kind == b"IHDR":
            header = content
        elif kind == b"IDAT":
            body += content
        elif kind == b"IEND":
            if length or end != len(data):
                raise SignatureInvalid()
            return header, bytes(body)
        at = end


def _inflate(body: bytes, expected: int) -> bytes:
    stream = zlib.decompressobj()
    try:
        pixels = stream.decompress(body, expected + 1)
    except zlib.error:
        raise SignatureInvalid() from None
    if len(pixels) != expected or not stream.eof:
        raise SignatureInvalid()
    return pixels


def _is_one_colour(pixels: bytes, row: int, step: int) -> bool:
    """Whether each row is one point repeated: that is what a plain ground is, under every filter of PNG.

    The first point of a row stands apart, because filters have nothing to its left.
    """
    for start in range(1, len(pixels), row + 1):
        rest = pixels[start + step : start + row]
        if rest != (rest[:step] * (len(rest) // step + 1))[: len(rest)]:
            return False
    return True
