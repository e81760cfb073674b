"""Account extracts as spreadsheets and billing systems really save them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from receivables.domain.accounts import AccountRow
from receivables.domain.money import Money
from receivables.importers.accounts import COLUMNS, read_accounts
from receivables.importers.problems import ImportProblem

TODAY = dt.date(2026, 11, 23)
HEADING = ",".join(COLUMNS)
ROW = (
    "José Peña,José Peña,2165550123,1986-04-17,44107,es,V-{n},2026-09-14,Lakeside Clinic,"
    "PB-{n},1250.00,Rushmore Life,0.00"
)
TWO = "\n".join([HEADING, ROW.format(n=1), ROW.format(n=2)]) + "\n"


def read(tmp_path: Path, data: str | bytes) -> tuple[list[AccountRow], list[ImportProblem]]:
    path = tmp_path / "accounts.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(read_accounts(path, TODAY))
    return (
        [item for item in found if isinstance(item, AccountRow)],
        [item for item in found if isinstance(item, ImportProblem)],
    )


SHAPES: dict[str, str | bytes] = {
    "a byte-order mark": "\ufeff" + TWO,
    "semicolons": TWO.replace(",", ";"),
    "tabs": TWO.replace(",", "\t"),
    "pipes": TWO.replace(",", "|"),
    "utf-16 with tabs, as excel's unicode text": TWO.replace(",", "\t").encode("utf-16"),
    "windows line breaks": TWO.replace("\n", "\r\n"),
    "old macintosh line breaks": TWO.replace("\n", "\r"),
    "no line break at the end": TWO.rstrip(),
    "blank lines and lines of nothing but separators": TWO.replace("\n", "\n\n,,,,,,,,,,,,\n"),
    "headings as people write them": TWO.replace(HEADING, HEADING.replace("_", " ").title()),
    "columns in another order and others between": "\n".join(
        ",".join(["x", *reversed(line.split(","))]) for line in TWO.splitlines()
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_awkward_extract_gives_the_same_lines(tmp_path: Path, shape: str) -> None:
    rows, problems = read(tmp_path, SHAPES[shape])

    assert problems == []
    assert [(row.guarantor, row.account_number, row.charge) for row in rows] == [
        ("José Peña", "PB-1", Money(125000)),
        ("José Peña", "PB-2", Money(125000)),
    ]


def test_windows_1252_is_read_and_said_so(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, TWO.encode("cp1252"))

    assert [row.guarantor for row in rows] == ["José Peña", "José Peña"]
    assert [(problem.notice, "Windows-1252" in problem.what) for problem in problems] == [
        (True, True)
    ]


def test_a_broken_character_in_utf_8_costs_its_own_line_only(tmp_path: Path) -> None:
    data = TWO.encode() + ROW.format(n=3).encode("cp1252") + b"\n"
    rows, problems = read(tmp_path, data)

    assert [row.guarantor for row in rows] == ["José Peña", "José Peña"]
    assert [problem.where for problem in problems] == ["line 4"]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_only(tmp_path: Path) -> None:
    lines = [HEADING, ROW.format(n=1), '"' + ROW.format(n=2), ROW.format(n=3), ROW.format(n=4)]
    rows, problems = read(tmp_path, "\n".join(lines))

    assert [row.account_number for row in rows] == ["PB-1", "PB-3", "PB-4"]
    assert [problem.where for problem in problems] == ["line 3"]


def test_a_file_cut_within_a_line_loses_that_line_and_says_so(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, TWO[:-40])

    assert [row.account_number for row in rows] == ["PB-1"]
    assert [problem.where for problem in problems] == ["line 3"]


def test_a_comma_between_semicolons_is_never_taken_for_thousands(tmp_path: Path) -> None:
    line = ROW.format(n=1).replace(",", ";").replace("1250.00", "1,250")
    rows, problems = read(tmp_path, f"{HEADING.replace(',', ';')}\n{line}\n")

    assert rows == []
    assert "comma" in problems[0].what


@pytest.mark.parametrize("number", ["0", "0000", ""])
def test_an_account_number_that_payers_return_for_none_is_refused(
    tmp_path: Path, number: str
) -> None:
    rows, problems = read(tmp_path, TWO.replace("PB-1", number))

    assert [row.account_number for row in rows] == ["PB-2"]
    assert "account_number" in problems[0].what


def test_a_heading_that_names_a_column_twice_is_refused(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, TWO.replace("payer", "phone,payer", 1))

    assert (problem.where, "phone twice" in problem.what) == ("line 1", True)


def test_a_workbook_is_no_csv(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"PK\x03\x04" + bytes(200))

    assert "workbook" in problem.what
