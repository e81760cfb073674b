"""The whole system, started once for all conversations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cli.conversation_tests import open_stage
from cli.stage import Stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A running system on free ports, with the demonstration's people."""
    with open_stage(tmp_path_factory.mktemp("system")) as opened:
        yield opened
