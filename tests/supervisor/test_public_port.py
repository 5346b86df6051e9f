"""The one port that people reach: which one it is, and what is said when it cannot be opened."""

import socket
from collections.abc import Iterator

import pytest

from kaochang.config.environment import Environment
from kaochang.supervisor import front_door
from kaochang.supervisor.network import choose_free_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize(
    ("origin", "port"),
    [
        ("", 8123),
        ("http://localhost:9000", 9000),
        ("http://127.0.0.1", 80),
        ("https://exam.example.edu", 443),
        ("https://exam.example.edu:8443", 8443),
    ],
)
def test_the_origin_says_the_port(origin: str, port: int) -> None:
    site = Environment(PORT=8123, PUBLIC_ORIGIN=origin, DEMO=True)
    assert site.public_port == port
    assert all(address.endswith(f":{port}") or address == origin for address in front_door.addresses(site))
    assert f"http://localhost:{port}" in site.allowed_origins


def test_a_taken_port_that_nobody_uses_is_no_obstacle(taken: int) -> None:
    free = choose_free_port({taken})
    assert not front_door.obstacle(Environment(PORT=taken, PUBLIC_ORIGIN=f"http://localhost:{free}"))
    assert not front_door.obstacle(Environment(PORT=taken, PUBLIC_ORIGIN=f"https://exam.example.edu:{free}"))


@pytest.mark.parametrize("origin", ["", "http://localhost:{}", "https://exam.example.edu:{}"])
def test_a_taken_port_is_named_with_its_remedy(taken: int, origin: str) -> None:
    free = choose_free_port({taken})
    site = Environment(PORT=free if origin else taken, PUBLIC_ORIGIN=origin.format(taken))
    said = front_door.obstacle(site)
    assert f"port {taken} is taken" in said
    assert "PORT=8081" in said
    assert "PUBLIC_ORIGIN" in said
