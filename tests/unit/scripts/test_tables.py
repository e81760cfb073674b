"""Moves, shorthand and lines are scripts too: somebody answers for them, and the day is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from receivables.policy import collector_moves
from receivables.policy.objections import shorthand
from receivables.policy.objections.lines import FOLDER
from receivables.scripts.tables import moves_table, shorthand_table
from receivables.scripts.taught_lines import taught_lines


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
    (lines := tmp_path / "lines").mkdir()
    without(FOLDER / "too_old.yml", key, lines)
    with pytest.raises(ValidationError, match=key):
        taught_lines(lines)


def test_lines_named_after_another_label_or_missing_stop_the_start(tmp_path: Path) -> None:
    kept = FOLDER / "too_old.yml"
    (tmp_path / "too_old.yml").write_text(kept.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ValueError, match="no lines teach: agreement"):
        taught_lines(tmp_path)
    (tmp_path / "too_old.yml").rename(tmp_path / "poor_care.yml")
    with pytest.raises(ValueError, match="named after another label"):
        taught_lines(tmp_path)


def test_the_tables_hold() -> None:
    assert moves_table().owner
    assert all(taught.owner for taught in taught_lines().values())
    assert "pt" in shorthand_table().en
