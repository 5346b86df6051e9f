"""Zips of portraits as schools send them, and as nobody should: each with what becomes of it.

A case is what the zip holds, and either the refusal of the whole file or the problem of each of its pictures
("" for a good one). The exam has candidates P001, P002 and P003.
"""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from PIL import Image, ImageDraw


def picture(kind: str = "JPEG", size: tuple[int, int] = (240, 320), mode: str = "RGB", **more: Any) -> bytes:
    made = Image.new("RGB", size, (40, 90, 160))
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 2, size[1] // 4), fill=(220, 40, 40))
    out = io.BytesIO()
    made.convert(mode).save(out, kind, **more)
    return out.getvalue()


def zipped(*members: tuple[str | ZipInfo, bytes], method: int = ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", method) as package:
        for name, data in members:
            package.writestr(name, data)
    return out.getvalue()


def one(data: bytes, name: str = "P001.jpg") -> bytes:
    return zipped((name, data))


def gps_picture() -> bytes:
    """Lying on its side, and says where it was taken."""
    made, out = Image.new("RGB", (400, 200), "navy"), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 0.0)
    exif[0x010E] = "secret-description"
    made.save(out, "JPEG", exif=exif.tobytes(), comment=b"secret-comment")
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(width: int = 50_000, height: int = 50_000) -> bytes:
    """2,500,000,000 points in a few thousand bytes."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def huge_jpeg() -> bytes:
    """A small one that says it is 50,000 × 50,000."""
    data = bytearray(picture())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 50_000, 50_000)
    return bytes(data)


def lying_png() -> bytes:
    """Says 200 × 200 and unpacks to a hundred megabytes."""
    head = struct.pack(">IIBBBBB", 200, 200, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000_000, 9))
        + chunk(b"IEND", b"")
    )


def text_bomb_png() -> bytes:
    """A comment that unpacks to a hundred megabytes."""
    whole = picture("PNG")
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 100_000_000, 9))
    return whole[:33] + bomb + whole[33:]


def animated_png() -> bytes:
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def encrypted() -> bytes:
    """The flag of a password in both headers."""
    data = bytearray(one(picture()))
    data[6] |= 1
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    return bytes(data)


def claims_less() -> bytes:
    """The list of the zip says 10 bytes, the data are 30 million."""
    data = bytearray(zipped(("P001.jpg", b"\xff\xd8\xff" + b"\0" * 30_000_000), method=ZIP_DEFLATED))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def wrong_checksum() -> bytes:
    data = bytearray(one(picture()))
    at = data.index(b"PK\x01\x02") + 16
    data[at : at + 4] = b"\0\0\0\0"
    return bytes(data)


def unknown_method() -> bytes:
    data = bytearray(one(picture()))
    data[8:10] = struct.pack("<H", 99)
    at = data.index(b"PK\x01\x02") + 10
    data[at : at + 2] = struct.pack("<H", 99)
    return bytes(data)


def symlink() -> bytes:
    info = ZipInfo("P001.jpg")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return zipped((info, b"/etc/passwd"))


def gbk_name() -> bytes:
    """As Windows in Chinese writes it, without saying so."""
    placeholder = "照片/P001.jpg".encode("gbk")
    data = one(picture(), "x" * len(placeholder))
    return data.replace(b"x" * len(placeholder), placeholder)


@dataclass(frozen=True)
class Case:
    make: Callable[[], bytes]
    refused: str = ""
    problems: tuple[str, ...] = ()


def good(make: Callable[[], bytes]) -> Case:
    return Case(make, problems=("",))


def bad(problem: str, make: Callable[[], bytes]) -> Case:
    return Case(make, problems=(problem,))


CASES: dict[str, Case] = {
    # Whole files
    "empty": Case(lambda: b"", "file_empty"),
    "no zip but a picture": Case(picture, "zip_wanted"),
    "a rar": Case(lambda: b"Rar!\x1a\x07\x01\0" + b"\0" * 200, "zip_wanted"),
    "noise": Case(lambda: bytes(range(256)) * 40, "zip_wanted"),
    "cut in the middle": Case(lambda: one(picture())[:-60], "zip_wanted"),
    "a zip of nothing": Case(lambda: zipped(), "no_pictures"),
    "folders only": Case(lambda: zipped(("照片/", b"")), "no_pictures"),
    "only what a Mac adds": Case(
        lambda: zipped(("__MACOSX/._P001.jpg", b"x"), (".DS_Store", b"x")), "no_pictures"
    ),
    "a password": Case(encrypted, "file_encrypted"),
    "ten thousand and one files": Case(
        lambda: zipped(*((f"{number}.jpg", b"") for number in range(10_001))), "too_many_files"
    ),
    # Good ones
    "a jpeg": good(lambda: one(picture())),
    "a png": good(lambda: one(picture("PNG"), "P001.png")),
    "a png called jpg": good(lambda: one(picture("PNG"))),
    "lower case, full width, spaces": good(lambda: one(picture(), "ｐ００１ .JPG")),
    "in a folder": good(lambda: one(picture(), "2023/照片/P001.jpeg")),
    "a folder named in GBK": good(gbk_name),
    "without an ending": good(lambda: one(picture(), "P001")),
    "compressed": good(lambda: zipped(("P001.jpg", picture()), method=ZIP_DEFLATED)),
    "CMYK": good(lambda: one(picture(mode="CMYK"))),
    "grey": good(lambda: one(picture(mode="L"))),
    "progressive": good(lambda: one(picture(progressive=True))),
    "a palette": good(lambda: one(picture("PNG", mode="P"))),
    "seen through": good(lambda: one(picture("PNG", mode="RGBA"))),
    "sixteen bits": good(lambda: one(picture("PNG", mode="I;16"))),
    "one bit": good(lambda: one(picture("PNG", mode="1"))),
    "lying on its side, with its place": good(lambda: one(gps_picture())),
    "a large camera's": good(lambda: one(picture(size=(6000, 4000)))),
    "with what a Mac adds": good(lambda: zipped(("P001.jpg", picture()), ("__MACOSX/._P001.jpg", b"x"))),
    "something behind the picture": good(lambda: one(picture() + b"<script>alert(1)</script>")),
    # Names
    "up and out": bad("path_odd", lambda: one(picture(), "../../P001.jpg")),
    "from the root": bad("path_odd", lambda: one(picture(), "/etc/P001.jpg")),
    "a Windows drive": bad("path_odd", lambda: one(picture(), "C:\\P001.jpg")),
    "a nobody": bad("number_unknown", lambda: one(picture(), "P999.jpg")),
    "a name like a formula": bad("number_unknown", lambda: one(picture(), '=HYPERLINK("x").jpg')),
    "a very long name": bad("number_unknown", lambda: one(picture(), "P" * 5000 + ".jpg")),
    "a name that cannot be seen": bad("number_unknown", lambda: one(picture(), "\u202e\u200b.jpg")),
    "twice": Case(
        lambda: zipped(("P001.jpg", picture()), ("x/p001.png", picture("PNG"))),
        problems=("number_twice", "number_twice"),
    ),
    "one good, one twice, one nobody": Case(
        lambda: zipped(*((name, picture()) for name in ("P002.jpg", "P001.jpg", "P001.png", "P9.jpg"))),
        problems=("", "number_twice", "number_twice", "number_unknown"),
    ),
    # Contents
    "nothing": bad("not_a_picture", lambda: one(b"")),
    "a text": bad("not_a_picture", lambda: one(b"not a picture")),
    "a page": bad("not_a_picture", lambda: one(b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")),
    "a gif": bad("not_a_picture", lambda: one(picture("GIF", mode="P"))),
    "a webp": bad("not_a_picture", lambda: one(picture("WEBP"))),
    "a tiff": bad("not_a_picture", lambda: one(picture("TIFF"))),
    "a bmp": bad("not_a_picture", lambda: one(picture("BMP"))),
    "a heic": bad("not_a_picture", lambda: one(b"\0\0\0\x18ftypheic" + b"\0" * 100)),
    "a pdf": bad("not_a_picture", lambda: one(picture("PDF"))),
    "postscript": bad("not_a_picture", lambda: one(b"%!PS-Adobe-3.0 EPSF-3.0\n")),
    "a zip in the zip": bad("not_a_picture", lambda: one(one(picture()), "P001.zip")),
    "a link to another file": bad("not_a_picture", symlink),
    "an animated png": bad("picture_animated", lambda: one(animated_png())),
    "half a jpeg": bad("picture_broken", lambda: one(picture(size=(600, 800))[:3000])),
    "half a png": bad("picture_broken", lambda: one(picture("PNG", size=(600, 800))[:-700])),
    "the first bytes only": bad("picture_broken", lambda: one(b"\xff\xd8\xff\xe0")),
    "the first bytes of a png only": bad("picture_broken", lambda: one(b"\x89PNG\r\n\x1a\n")),
    "noise behind the first bytes": bad(
        "picture_broken", lambda: one(b"\xff\xd8\xff" + bytes(range(256)) * 9)
    ),
    "50,000 × 50,000 as png": bad("picture_too_large", lambda: one(huge_png())),
    "50,000 × 50,000 as jpeg": bad("picture_too_large", lambda: one(huge_jpeg())),
    "of no width": bad("picture_broken", lambda: one(huge_png(0, 0))),
    "a comment that is a bomb": bad("picture_broken", lambda: one(text_bomb_png())),
    "too small": bad("picture_too_small", lambda: one(picture(size=(99, 400)))),
    "11 MB": bad("picture_too_many_bytes", lambda: one(picture() + b"\0" * 11_000_000)),
    "a bomb: 200 MB of zeros": bad(
        "picture_too_many_bytes", lambda: zipped(("P001.jpg", b"\0" * 200_000_000), method=ZIP_DEFLATED)
    ),
    "a bomb that says it is small": bad("picture_broken", claims_less),
    "a wrong check sum": bad("picture_broken", wrong_checksum),
    "an unknown way of packing": bad("picture_broken", unknown_method),
    "more points than it says": good(lambda: one(lying_png())),
}
