"""What `make run` prints when everything runs: the address, how a phone gets there, who is who."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import segno

from kaochang.config.environment import Environment
from kaochang.supervisor.front_door import ROOT_CERTIFICATE, shows_outbox

ROLES = {
    "candidate": "考生 candidate",
    "chief_examiner": "主考官 chief examiner",
    "examiner": "考官 examiner",
    "waiting_room_officer": "候考官 waiting-room officer",
    "secretary": "秘书 secretary",
    "inspector": "巡考 inspector",
    "school_admin": "学校管理员 school administrator",
    "college_admin": "学院管理员 college administrator",
    "auditor": "审计员 auditor",
}


def greet(site: Environment, trust_port: int, *, seconds: float) -> None:
    lines = [
        "",
        f"考场 kaochang runs at {site.public_origin}   (ready in {seconds:.1f} s; Ctrl-C ends it)",
        "",
    ]
    if site.DEMO:
        lines += table(demo_rows(site.VAR_DIR / "demo.json"))
        if shows_outbox(site):
            lines += [
                "",
                f"Text messages (登录码、短信) are not sent but shown at {site.public_origin}/outbox",
            ]
    if site.LAN:
        trust = f"http://{site.public_origin.partition('://')[2].rpartition(':')[0]}:{trust_port}{ROOT_CERTIFICATE}"
        lines += ["", "Scan to open the address on a phone in this network:", "", qr(site.public_origin), ""]
        lines += [
            f"A phone must trust this machine first: open {trust} on it, install the profile or certificate,",
            "and (iPhone) switch it on under 设置 › 通用 › 关于本机 › 证书信任设置;"
            " (Android) 设置 › 安全 › 加密与凭据 › 安装证书 › CA 证书.",
        ]
    print("\n".join(lines), flush=True)  # noqa: T201


def demo_rows(path: Path) -> list[list[str]]:
    people: list[dict[str, Any]] = json.loads(path.read_text())
    rows = [["角色 role", "姓名 name", "地址 address", "登录 how to log in"]]
    return rows + [[role_of(one), one["name"], one["url"], way_in(one)] for one in people]


def role_of(person: dict[str, Any]) -> str:
    codes = str(person["role"]).split("+")
    return " + ".join(ROLES.get(code.strip(), code.strip()) for code in codes)


def way_in(person: dict[str, Any]) -> str:
    if person.get("password"):
        return f"{person['phone']} / {person['password']}"
    if person.get("login_code"):
        code = f"考生编号 {person['candidate_number']} / 一次性登录码 {person['login_code']}"
        return f"{code} / 手机 {person['phone']}"
    return f"手机号 {person['phone']} / 短信验证码"


def table(rows: list[list[str]]) -> list[str]:
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    drawn = [
        "  " + "  ".join(pad(cell, size) for cell, size in zip(row, widths, strict=True)) for row in rows
    ]
    rule = "  " + "  ".join("─" * size for size in widths)
    return [drawn[0].rstrip(), rule, *(line.rstrip() for line in drawn[1:])]


def width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def pad(text: str, size: int) -> str:
    return text + " " * (size - width(text))


def qr(address: str) -> str:
    matrix = [list(row) for row in segno.make(address, error="l").matrix_iter(border=2)]
    if len(matrix) % 2:
        matrix.append([0] * len(matrix[0]))
    # Two rows a line; a dark module is drawn as nothing, so that it scans on a dark terminal.
    blocks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    pairs = zip(matrix[::2], matrix[1::2], strict=True)
    return "\n".join(
        "  " + "".join(blocks[bool(a), bool(b)] for a, b in zip(*pair, strict=True)) for pair in pairs
    )
