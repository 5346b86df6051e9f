"""Each test has anchors of its own: the site's file would remember another test's trail."""

from collections.abc import Iterator

import pytest

from kaochang.audit.anchors import AnchorFile


@pytest.fixture(autouse=True)
def anchors() -> Iterator[AnchorFile]:
    file = AnchorFile.of_this_site()
    file.path.unlink(missing_ok=True)
    yield file
    file.path.unlink(missing_ok=True)
