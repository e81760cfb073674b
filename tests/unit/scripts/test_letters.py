"""The words of our letters are whole, in both languages, and checked when the pages start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from receivables.scripts.letters import FOLDER, VALIDATION_NOTICE, WrongLetter, letters


def changed(folder: Path, old: str, new: str) -> Path:
    """The letters with a change in them."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    file = folder / "validation_notice.yml"
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_validation_notice_has_every_line_that_the_rule_wants() -> None:
    assert set(letters()["validation_notice"].lines) == VALIDATION_NOTICE


def test_a_line_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongLetter, match="lacks rights"):
        letters(changed(tmp_path, "  rights:", "  right:"))


def test_a_date_left_out_in_one_language_is_refused(tmp_path: Path) -> None:
    folder = changed(tmp_path, "Call or write to us by {ends_on}", "Call or write to us soon")
    with pytest.raises(WrongLetter, match="different placeholders"):
        letters(folder)
