"""The command line over a store of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine
from typer.testing import CliRunner

from cli.main import app
from receivables.settings import settings
from receivables.store import database

Run = Callable[..., Result]


@pytest.fixture
def run(store: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """Runs `plainbill` with these words in this process, on the test's store."""
    monkeypatch.setenv("PLAINBILL_STATE_FOLDER", str(tmp_path))
    monkeypatch.setenv("PLAINBILL_DATABASE_URL", store.url.render_as_string(hide_password=False))
    settings.cache_clear()
    database.engine.cache_clear()
    yield lambda *words: CliRunner().invoke(app, words)
    settings.cache_clear()
    database.engine.cache_clear()
