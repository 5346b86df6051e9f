"""Two browsers."""

import pytest

from tests.edge.pages import Page


@pytest.fixture
def page() -> Page:
    return Page(raise_request_exception=False)


@pytest.fixture
def other_page() -> Page:
    return Page(raise_request_exception=False)
