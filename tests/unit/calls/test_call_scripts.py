"""Scripts are data that people change: what is wrong with one is said at once, and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from receivables.policy.contact.facts import Channel
from receivables.policy.contact.voicemail import LimitedContent, parts
from receivables.scripts.calls import (
    FOLDER,
    NEEDED,
    WrongScript,
    call_scripts,
    script_line,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The scripts, to be spoiled."""
    return Path(shutil.copytree(FOLDER, tmp_path / "calls"))


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_scripts_that_ship_are_whole() -> None:
    assert set(NEEDED) <= set(call_scripts())
    for script in call_scripts().values():
        assert script.owner
        for line in script.lines.values():
            assert line.en != line.es


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("opening", "owner: Collections lead", "owner: ''", "owner"),
        ("opening", "reviewed_on: 2", "reviewed_on: soon, 2", "reviewed_on"),
        ("opening", "{collector}", "{colector}", "unknown placeholders: colector"),
        ("opening", "  what_about:", "  what_abut:", "lacks what_about"),
        ("voicemail", "Please call me back.", "Please call about your bill.", "tells anybody"),
        ("third_party", "personal matter", "matter of {balance}", "tells anybody"),
        ("third_party", "asunto personal", "asunto de una deuda", "tells anybody"),
        ("refused", "{business}", "{organisation}", "tells anybody"),
        ("closing", "lines:", "line:", "lines"),
    ],
)
def test_a_spoiled_script_is_refused_by_name(
    folder: Path, name: str, old: str, new: str, why: str
) -> None:
    spoil(folder, name, old, new)
    with pytest.raises(WrongScript, match=why) as problem:
        call_scripts(folder)
    assert name in str(problem.value)


def test_a_missing_script_is_refused(folder: Path) -> None:
    (folder / "child.yml").unlink()
    with pytest.raises(WrongScript, match="child"):
        call_scripts(folder)


def test_the_parts_of_a_voicemail_are_those_that_the_rule_lists() -> None:
    message = LimitedContent("Lakeside Health", "Maria Ruiz", "+12165550100")
    assert set(parts(message, Channel.VOICE)) == set(call_scripts()["voicemail"].lines)


def test_the_words_of_a_debt_collector_are_the_laws() -> None:
    first = script_line("disclosures", "debt_first", "en", organisation="Us")
    assert "attempt to collect a debt" in first
    assert "will be used for that purpose" in first
    assert "debt collector" in script_line("disclosures", "debt_later", "en", organisation="Us")
