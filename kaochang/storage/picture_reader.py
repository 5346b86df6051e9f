"""Reads one uploaded zip of portraits and nothing else: a program of its own, for `sandbox.py`.

The file comes in on standard input. Out go lines of JSON: {"files": how many}, then one a picture,
{"name", "problem", "params"} or {"name", "width", "height", "picture": base64 of a small JPEG, nothing
but its points}, then {"done": how many}; or one {"refused": code, "params"}. It imports nothing of ours:
whatever a hostile file makes of this process, there is no database and no key in it, and no file is ever
written.
"""

import base64
import io
import json
import posixpath
import resource
import sys
import zipfile
import zlib
from typing import Any, BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin

MOST_FILES = 10_000
MOST_BYTES = 10_000_000
MOST_UNPACKED = 3_000_000_000
MOST_POINTS = 40_000_000
LEAST_SIDE = 100
LARGEST_SIDE = 600
QUALITY = 85
MEMORY = 1_000_000_000
CPU_SECONDS = 900

# What `zipfile` says of a package, or of one file in it, that is no good one.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
JUNK = {".ds_store", "thumbs.db", "desktop.ini"}
KINDS = {"JPEG": JpegImagePlugin, "MPO": MpoImagePlugin, "PNG": PngImagePlugin}
NAME_IS_UTF8 = 0x800
ENCRYPTED = 0x1


class Refused(Exception):
    """The whole file."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


class Problem(Exception):
    """One picture of it."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def main() -> None:
    give_up_powers()
    try:
        done = 0
        for line in read(sys.stdin.buffer):
            say(line)
            done += 1
        say({"done": done})
    except Refused as refused:
        say({"refused": refused.code, "params": refused.params})
    except MemoryError:
        say({"refused": "file_unpacks_too_large", "params": {}})


def say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def give_up_powers() -> None:
    """Before the first byte is read: little memory, little time, no file to open, none to write."""
    # Loaded from files when they are used first.
    for encoding in ("cp437", "gb18030", "utf-16"):
        "".encode(encoding)
    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves, before anything is unpacked
    warm = io.BytesIO()
    Image.new("CMYK", (8, 8)).convert("RGB").resize((4, 4), Image.Resampling.LANCZOS).save(warm, "JPEG")
    ImageOps.exif_transpose(Image.open(io.BytesIO(warm.getvalue()), formats=["JPEG"])).load()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    # Nothing is written to a file: standard output is a pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def read(stream: BinaryIO) -> Any:
    if stream.read(1) == b"":
        raise Refused("file_empty")
    stream.seek(0)
    try:
        package = zipfile.ZipFile(stream)
        entries = package.infolist()
    except UNREADABLE as error:
        raise Refused("zip_wanted") from error
    if len(entries) > MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
    wanted = [(entry, name_of(entry)) for entry in entries if not entry.is_dir()]
    wanted = [(entry, name) for entry, name in wanted if not is_junk(name)]
    if not wanted:
        raise Refused("no_pictures")
    if any(entry.flag_bits & ENCRYPTED for entry, _ in wanted):
        raise Refused("file_encrypted")
    say({"files": len(wanted)})
    unpacked = 0
    for entry, name in wanted:
        line: dict[str, Any] = {"name": name[-200:]}
        try:
            if not is_plain_path(name):
                raise Problem("path_odd")
            data = unpack(package, entry)
            unpacked += len(data)
            line |= portrait(data)
        except Problem as problem:
            line |= {"problem": problem.code, "params": problem.params}
        if unpacked > MOST_UNPACKED:
            raise Refused("file_unpacks_too_large")
        yield line


def name_of(entry: zipfile.ZipInfo) -> str:
    """Windows in Chinese writes names in GBK and says nothing of it."""
    name = entry.orig_filename
    if not entry.flag_bits & NAME_IS_UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.encode("utf-8", "replace").decode()


def is_junk(name: str) -> bool:
    """What systems add by themselves."""
    last = posixpath.basename(name)
    return "__MACOSX/" in name or last.lower() in JUNK or last.startswith("._")


def is_plain_path(name: str) -> bool:
    """A name that leads out of its folder is somebody's trick; no name of a zip ever names a file of ours."""
    odd = "\\" in name or "\0" in name or ":" in name or name.startswith("/")
    return not odd and ".." not in name.split("/")


def unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than is taken, whatever the zip says about the size."""
    if entry.file_size > MOST_BYTES:
        raise Problem("picture_too_many_bytes", most_mb=MOST_BYTES // 1_000_000)
    try:
        with package.open(entry) as stream:
            data = stream.read(MOST_BYTES + 1)
    except UNREADABLE as error:
        raise Problem("picture_broken") from error
    if len(data) > MOST_BYTES:
        raise Problem("picture_too_many_bytes", most_mb=MOST_BYTES // 1_000_000)
    return data


def portrait(data: bytes) -> dict[str, Any]:
    """Upright, small, RGB, and made anew: of the file that came nothing but its points is kept."""
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise Problem("not_a_picture")
    try:
        picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
    except Exception as error:
        raise Problem("picture_broken") from error
    width, height = picture.size
    if width * height > MOST_POINTS:
        raise Problem("picture_too_large", width=width, height=height)
    if min(width, height) < LEAST_SIDE:
        raise Problem("picture_too_small", width=width, height=height, least=LEAST_SIDE)
    if picture.format == "PNG" and getattr(picture, "is_animated", False):
        raise Problem("picture_animated")
    try:
        # A JPEG is unpacked at a half, a quarter or an eighth where that is enough.
        picture.draft("RGB", (LARGEST_SIDE * 2, LARGEST_SIDE * 2))
        picture.load()
        upright = on_white(ImageOps.exif_transpose(picture))
        upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
        # Into a new picture: nothing that hangs on the old one goes along.
        plain = Image.new("RGB", upright.size)
        plain.paste(upright)
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    except MemoryError as error:
        raise Problem("picture_too_large", width=width, height=height) from error
    except Exception as error:
        raise Problem("picture_broken") from error
    encoded = base64.b64encode(out.getvalue()).decode()
    return {"width": plain.width, "height": plain.height, "picture": encoded}


def on_white(picture: Image.Image) -> Image.Image:
    """In whatever colours it came; where it can be seen through, white."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        through = picture.convert("RGBA")
        white = Image.new("RGBA", through.size, "white")
        return Image.alpha_composite(white, through).convert("RGB")
    return picture.convert("RGB")


if __name__ == "__main__":
    main()
