"""Only a whole PNG with something on it is a signature."""

import zlib

import pytest

from kaochang.commitments.errors import SignatureBlank, SignatureInvalid
from kaochang.commitments.png import MAX_WIDTH, require_drawn_png
from tests.commitments.pictures import blank_png, chunk, png

GOOD = png()
BROKEN = {
    "empty": b"",
    "text": b"signed",
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(200),
    "svg": b"<svg onload=alert(1)>",
    "signature only": GOOD[:8],
    "cut short": GOOD[:-20],
    "no end": GOOD[:-12],
    "something after the end": GOOD + b"<script>",
    "wrong check sum": GOOD[:40] + bytes([GOOD[40] ^ 1]) + GOOD[41:],
    "header twice": GOOD[:33] + GOOD[8:],
    "no header": GOOD[:8] + GOOD[33:],
    "no data": GOOD[:33] + chunk(b"IEND", b""),
    "data is not deflate": GOOD[:33] + chunk(b"IDAT", b"abc") + chunk(b"IEND", b""),
    "too few rows": GOOD[:33] + chunk(b"IDAT", zlib.compress(bytes(161))) + chunk(b"IEND", b""),
    "a bomb": GOOD[:33] + chunk(b"IDAT", zlib.compress(bytes(5_000_000))) + chunk(b"IEND", b""),
    "too wide": png(MAX_WIDTH + 1, 1, rows=b"\x00" + bytes((MAX_WIDTH + 1) * 4)),
    "no width": png(0, 1, rows=b"\x00"),
    "unknown colour": png(colour=5),
    "huge length": GOOD[:33] + b"\xff\xff\xff\xffIDAT",
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_broken_pictures_are_refused(name: str) -> None:
    with pytest.raises(SignatureInvalid):
        require_drawn_png(BROKEN[name])


@pytest.mark.parametrize("ground", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xfa\xfb\xfc\xff"])
def test_an_empty_pad_is_no_signature(ground: bytes) -> None:
    with pytest.raises(SignatureBlank):
        require_drawn_png(blank_png(ground=ground))


def test_an_empty_pad_under_the_sub_filter() -> None:
    row = b"\x01" + b"\xff\xff\xff\xff" + bytes(39 * 4)
    with pytest.raises(SignatureBlank):
        require_drawn_png(png(rows=row * 20))


def test_a_stroke_is_a_signature() -> None:
    require_drawn_png(GOOD)
