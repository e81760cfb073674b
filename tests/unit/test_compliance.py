"""The table of rules is whole: every rule has a module and a test that exist, or says why not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "compliance.md").read_text(encoding="utf-8")
# Every rule that we know of, by its id.
RULES = {
    *(f"C{number}" for number in range(1, 11)),
    *(f"T{number}" for number in range(1, 13)),
    *(f"D{number}" for number in range(1, 7)),
    *(f"M{number}" for number in range(1, 8)),
    *(f"H{number}" for number in range(1, 8)),
    *("0.2", "1f", "2a", "2c"),
}
ID = re.compile(r"(?:[CTDMH]\d+|\d\.\d|\d[a-z])")


class Row(NamedTuple):
    """One row of a table: its ids and its other cells."""

    ids: tuple[str, ...]
    cells: tuple[str, ...]


def rows(text: str) -> list[Row]:
    """The rows of the tables in a part of the paper."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        ids = tuple(cells[0].strip().split(", "))
        if line.startswith("| ") and all(ID.fullmatch(one) for one in ids):
            found.append(Row(ids, tuple(cell.strip(" |") for cell in cells[1:])))
    return found


BUILT_PART, NOT_BUILT_PART = PAPER.split("## Not built")
BUILT, NOT_BUILT = rows(BUILT_PART), rows(NOT_BUILT_PART)


def test_every_rule_has_a_row() -> None:
    told = {one for row in BUILT + NOT_BUILT for one in row.ids}
    assert told == RULES


@pytest.mark.parametrize("row", BUILT, ids=lambda row: "-".join(row.ids))
def test_a_row_names_a_source_a_module_and_a_test_that_exist(row: Row) -> None:
    rule, source, module, test = row.cells
    assert rule
    assert source
    assert (ROOT / module.strip("`")).is_file()
    assert (ROOT / test.strip("`")).is_file()
    assert test.strip("`").startswith("tests/")


@pytest.mark.parametrize("row", NOT_BUILT, ids=lambda row: "-".join(row.ids))
def test_what_is_not_built_says_why(row: Row) -> None:
    rule, why = row.cells
    assert rule
    assert why


@pytest.mark.parametrize(
    "row", [row for row in BUILT if "policy/contact" in row.cells[2]], ids=lambda row: row.ids[0]
)
def test_a_rule_on_contact_cites_its_id_where_it_stands_and_where_it_is_tested(row: Row) -> None:
    module, test = ((ROOT / cell.strip("`")).read_text("utf-8") for cell in row.cells[2:])
    assert [one for one in row.ids if not re.search(rf"\b{re.escape(one)}\b", module)] == []
    assert row.cells[2].strip("`").split("/")[-1].removesuffix(".py") in test


def test_every_module_on_contact_that_is_a_rule_has_a_row() -> None:
    shared = {"__init__", "facts", "gate", "frequency", "zip_codes"}
    modules = {path.stem for path in (ROOT / "receivables" / "policy" / "contact").glob("*.py")}
    told = {row.cells[2].strip("`").split("/")[-1].removesuffix(".py") for row in BUILT}
    assert modules - shared - told == set()


def test_every_rule_that_the_gate_can_name_is_in_the_table() -> None:
    named = set()
    for path in (ROOT / "receivables" / "policy" / "contact").glob("*.py"):
        named |= set(re.findall(r'Refused\(\s*"([^"]+)"', path.read_text("utf-8")))
    assert named
    assert named <= {one for row in BUILT for one in row.ids}
