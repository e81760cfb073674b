"""Moves and shorthand are scripts too: somebody answers for them, and the day is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from receivables.policy import collector_moves
from receivables.policy.objections import shorthand
from receivables.scripts.tables import moves_table, shorthand_table


def without(table: Path, key: str, folder: Path) -> Path:
    """A copy of a table that lacks a line."""
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    copy = folder / table.name
    copy.write_text("".join(line for line in lines if not line.startswith(key)), encoding="utf-8")
    return copy


@pytest.mark.parametrize("key", ["owner", "reviewed_on"])
def test_a_table_that_nobody_answers_for_stops_the_start(key: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match=key):
        moves_table(without(collector_moves.TABLE, key, tmp_path))
    with pytest.raises(ValidationError, match=key):
        shorthand_table(without(shorthand.TABLE, key, tmp_path))


def test_the_tables_hold() -> None:
    assert moves_table().owner
    assert "pt" in shorthand_table().en
