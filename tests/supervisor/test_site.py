"""What the first start writes, and that later starts keep it."""

import json
import os
import socket
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from kaochang.config.environment import Environment
from kaochang.supervisor import greeting, media_server, site


def test_secrets_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    site.make_folders(tmp_path)
    first = site.ensure_secrets(tmp_path)
    assert site.ensure_secrets(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    assert len(set(first.values())) == len(first)


def test_a_secret_added_by_a_newer_version_leaves_the_others_alone(tmp_path: Path) -> None:
    site.make_folders(tmp_path)
    first = site.ensure_secrets(tmp_path)
    fewer = {name: value for name, value in first.items() if name != "PUSH_API_KEY"}
    (tmp_path / "secrets.json").write_text(json.dumps(fewer))
    second = site.ensure_secrets(tmp_path)
    assert {name: second[name] for name in fewer} == fewer
    assert second["PUSH_API_KEY"]


def test_ports_stay_unless_somebody_took_one(tmp_path: Path) -> None:
    site.make_folders(tmp_path)
    first, _ = site.ensure_ports(tmp_path)
    assert site.ensure_ports(tmp_path) == (first, [])
    with socket.create_server(("127.0.0.1", first["PUSH_PORT"])):
        second, moved = site.ensure_ports(tmp_path)
    assert moved == ["PUSH_PORT"]
    assert {**first, "PUSH_PORT": 0} == {**second, "PUSH_PORT": 0}


def test_other_users_cannot_list_or_read_var(tmp_path: Path) -> None:
    var = tmp_path / "var"
    site.make_folders(var)
    assert not stat.S_IMODE(var.stat().st_mode) & (stat.S_IROTH | stat.S_IWOTH)
    if os.getuid() != 0:
        assert stat.S_IMODE(var.stat().st_mode) == 0o700
    for name in ("run", "logs"):
        assert stat.S_IMODE((var / name).stat().st_mode) == 0o700


@pytest.mark.parametrize("origin", ["exam.example.edu", "ftp://exam.example.edu", "https://x.example/path"])
def test_a_public_origin_must_be_an_origin(origin: str) -> None:
    with pytest.raises(ValidationError, match="origin"):
        Environment(PUBLIC_ORIGIN=origin)


def test_more_threads_than_connections_are_refused() -> None:
    with pytest.raises(ValidationError, match="WEB_THREADS"):
        Environment(WEB_THREADS=20, DATABASE_POOL=10)


def test_the_media_server_takes_no_room_from_a_joiner_and_listens_on_loop_back() -> None:
    found = media_server.config(Environment())
    assert found["room"]["auto_create"] is False
    assert found["bind_addresses"] == ["127.0.0.1"]
    lan = media_server.config(Environment(LAN=True, LAN_ADDRESS="192.0.2.7"))
    assert lan["rtc"]["node_ip"] == "192.0.2.7"
    assert lan["bind_addresses"] == ["127.0.0.1"]


def test_media_of_a_public_site_leaves_loop_back() -> None:
    public = media_server.config(
        Environment(PUBLIC_ORIGIN="https://exam.example.edu", LAN_ADDRESS="192.0.2.7")
    )
    assert public["rtc"]["node_ip"] == "192.0.2.7"
    assert "enable_loopback_candidate" not in public["rtc"]
    assert media_server.config(Environment())["rtc"]["node_ip"] == "127.0.0.1"


def test_the_table_lines_up_with_chinese_names() -> None:
    lines = greeting.table([["角色", "name"], ["考生", "王一"], ["officer", "李"]])
    assert {
        greeting.width(line[: line.index(cell)]) for line, cell in zip(lines[2:], ["王", "李"], strict=True)
    } == {11}
