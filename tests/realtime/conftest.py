"""A push server for each test."""

from collections.abc import Iterator

import pytest

from tests.realtime.push_server import RememberingPush


@pytest.fixture
def push_server() -> Iterator[RememberingPush]:
    server = RememberingPush()
    yield server
    server.close()
