"""An account extract is understood strictly, line by line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from receivables.domain.accounts import AccountRow
from receivables.domain.money import Money
from receivables.importers.accounts import COLUMNS, read_accounts
from receivables.importers.problems import ImportProblem

TODAY = dt.date(2026, 11, 23)
GOOD = {
    "guarantor": "Rosa Delgado",
    "patient": "Nico Delgado",
    "phone": "(216) 555-0123",
    "date_of_birth": "4/17/1986",
    "zip": "44107-1234",
    "language": "Spanish",
    "encounter": "V-1",
    "service_date": "2026-09-14",
    "facility": "Lakeside Clinic",
    "account_number": "PB-10001",
    "charges": "$1,250.00",
    "payer": "",
    "patient_payments": "",
}


def read(tmp_path: Path, *rows: dict[str, str]) -> list[AccountRow | ImportProblem]:
    path = tmp_path / "accounts.csv"
    cells = [",".join(f'"{row[column]}"' for column in COLUMNS) for row in rows]
    path.write_text("\n".join([",".join(COLUMNS), *cells]), encoding="utf-8")
    return list(read_accounts(path, TODAY))


def test_a_line_is_normalised(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == [
        AccountRow(
            line=2,
            guarantor="Rosa Delgado",
            patient="Nico Delgado",
            phone="+12165550123",
            date_of_birth=dt.date(1986, 4, 17),
            zip_code="44107",
            language="es",
            encounter_number="V-1",
            service_date=dt.date(2026, 9, 14),
            facility="Lakeside Clinic",
            account_number="PB-10001",
            charge=Money(125000),
            payer=None,
            patient_payments=Money(0),
        )
    ]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("guarantor", ""),
        ("phone", "555-0123"),
        ("phone", "call her"),
        ("date_of_birth", "17/4/1986"),
        ("date_of_birth", "2026-02-30"),
        ("date_of_birth", "1886-01-01"),
        ("service_date", "2026-11-24"),
        ("service_date", ""),
        ("zip", "4107"),
        ("language", "Klingon"),
        ("encounter", ""),
        ("facility", ""),
        ("account_number", ""),
        ("account_number", "X" * 39),
        ("charges", ""),
        ("charges", "-5.00"),
        ("charges", "12.345"),
        ("charges", "1,25.00"),
        ("patient_payments", "none"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_its_neighbour_taken(
    tmp_path: Path, column: str, text: str
) -> None:
    problem, row = read(tmp_path, GOOD | {column: text}, GOOD)
    assert isinstance(problem, ImportProblem)
    assert isinstance(row, AccountRow)
    assert problem.where == "line 2"
    assert column in problem.what
    assert problem.remedy
    assert len(text) < 5 or text not in problem.what


def test_a_header_that_lacks_a_column_says_which(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("guarantor,phone\nRosa Delgado,+12165550123\n")
    (problem,) = read_accounts(path, TODAY)
    assert isinstance(problem, ImportProblem)
    assert "date_of_birth" in problem.what


def test_a_line_with_too_few_fields_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(",".join(COLUMNS) + "\nRosa Delgado,x\n")
    (problem,) = read_accounts(path, TODAY)
    assert isinstance(problem, ImportProblem)
    assert "fewer fields" in problem.what


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b'"unclosed\n'])
def test_a_file_that_is_no_extract_is_one_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(content)
    (problem,) = read_accounts(path, TODAY)
    assert isinstance(problem, ImportProblem)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_accounts(tmp_path / "none.csv", TODAY)
    assert isinstance(problem, ImportProblem)
    assert "cannot be opened" in problem.what
