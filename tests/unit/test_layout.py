"""The shape of the house: one stem for one capability everywhere, and small modules."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEMS = {
    *("identity", "balance", "bill_explanation", "payment_arrangement", "payment"),
    *("promise_to_pay", "insurance", "dispute", "documents", "hardship", "refund"),
    *("contact_preferences", "holds", "representative", "smalltalk", "safety"),
}
FOLDERS = ("actions", "bot", "cli", "receivables", "telephony", "tools", "web", "benchmarks")


def modules() -> list[Path]:
    """Every module of ours but tests and written migrations."""
    found = []
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            inside = path.relative_to(ROOT).parts
            if not {".venv", "tests", "versions"} & set(inside):
                found.append(path)
    return found


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("folder", ["nlu", "rules", "stories", "domain"])
def test_data_files_carry_the_name_of_a_capability(folder: str) -> None:
    # The frame of a call is no capability: all of them speak in it.
    frame = {"voice"} if folder == "domain" else set()
    assert {path.stem for path in (ROOT / "data" / folder).glob("*.yml")} <= STEMS | frame


def test_modules_are_small() -> None:
    long = {str(path.relative_to(ROOT)): lines(path) for path in modules() if lines(path) > 250}
    assert long == {}


def test_the_usual_module_is_smaller_still() -> None:
    assert statistics.median(lines(path) for path in modules() if lines(path) > 1) < 90


def test_actions_are_flat() -> None:
    # A subpackage with the name of a top-level package would break the action server.
    folders = [path.name for path in (ROOT / "actions").iterdir() if path.is_dir()]
    assert [name for name in folders if not name.startswith((".", "__"))] == []
