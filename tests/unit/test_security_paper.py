"""The table of attacks is whole: each has a module that stops it and a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "security.md").read_text("utf-8")
ATTACKS = {
    *("forged webhooks", "replayed webhooks", "header tricks"),
    *("oversized bodies", "slow bodies"),
    *("guessing dates of birth from one number", "guessing dates of birth from many numbers"),
    *("locking out the real person", "enumeration by wording", "enumeration by timing"),
    *("commands (`/intent`, `/restart`)", "prompt-like texts"),
    *("scripts in texts", "links in texts", "harmful pictures", "number spoofing"),
    *("SMS pumping by one number", "SMS pumping by premium and foreign numbers"),
    *("toll fraud by calls", "card numbers by text or speech"),
    *("a link to somebody else's document", "more tries by more links"),
    "a charge that was not agreed to",
}
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAPER.splitlines()
    if line.startswith("| ") and not line.startswith("| attack")
]


def test_every_attack_that_we_know_of_has_a_row() -> None:
    assert {row[0] for row in ROWS} == ATTACKS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_names_what_stops_it_and_a_test_that_exists(row: list[str]) -> None:
    _, defence, module, test = row
    assert defence
    assert (ROOT / module.strip("`")).is_file()
    path, _, name = test.strip("`").partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text("utf-8"), flags=re.M)
