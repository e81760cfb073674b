"""Reads an account extract (CSV): a guarantor, a visit, its charge and what was paid so far.

The columns are documented in docs/data-in.md. A line that cannot be taken becomes an
`ImportProblem` with its line number; the lines around it are read all the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from receivables.domain.accounts import AccountRow
from receivables.importers import account_fields as fields
from receivables.importers import sheet_text as sheet
from receivables.importers.problems import ImportProblem

COLUMNS = (
    "guarantor",
    "patient",
    "phone",
    "date_of_birth",
    "zip",
    "language",
    "encounter",
    "service_date",
    "facility",
    "account_number",
    "charges",
    "payer",
    "patient_payments",
)
_FIX = "Correct the line and import the file again; lines already taken stay as they are"


def read_accounts(path: Path, today: dt.date) -> Iterator[AccountRow | ImportProblem]:
    """Each line of the extract as an `AccountRow`, or as the problem that it has.

    `today` is a date in the organisation's time zone; a visit or birth after it is refused.
    A file that is no such extract at all yields one problem and nothing else.
    """
    try:
        encoding = sheet.encoding_of(path)
        lines = sheet.numbered_lines(path, encoding)
        _, heading = next(lines, (1, ""))
        separator = sheet.separator_of(heading, COLUMNS)
        names = [sheet.plain_name(cell) for cell in sheet.cells_of(heading, separator) or ()]
        fault = _fault_of(names)
        if fault:
            yield _problem(path, 1, fault, _header_fix())
            return
        if encoding == sheet.WINDOWS:
            what = "it is not UTF-8 and was read as Windows-1252"
            yield ImportProblem(path.name, "", what, "Check names with accents", notice=True)
        for number, line in lines:
            cells = sheet.cells_of(line, separator)
            if cells is None or any(cell.strip() for cell in cells):
                yield _row(path, number, names, cells, today, separator)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        yield ImportProblem(path.name, "", f"it cannot be opened ({reason})", "Check the path")
    except sheet.NoText as error:
        yield ImportProblem(path.name, "", f"{error}", "Save it as CSV UTF-8")


def _fault_of(names: list[str]) -> str:
    """What is wrong with the heading; empty when nothing is."""
    missing = [name for name in COLUMNS if name not in names]
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if missing:
        return f"the header lacks {', '.join(missing)}"
    return f"the header names {', '.join(twice)} twice" if twice else ""


def _row(
    path: Path,
    line: int,
    names: list[str],
    cells: list[str] | None,
    today: dt.date,
    separator: str,
) -> AccountRow | ImportProblem:
    if any(sheet.UNREADABLE in cell for cell in cells or ()):
        return _problem(path, line, "it holds characters that cannot be read", _FIX)
    if cells is None:
        return _problem(path, line, "its quotation marks do not match", _FIX)
    if len(cells) != len(names):
        return _problem(path, line, "it has more or fewer fields than the header", _FIX)
    values = {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=True)}
    try:
        return AccountRow(
            line=line,
            guarantor=fields.required(values, "guarantor"),
            patient=values["patient"] or values["guarantor"],
            phone=fields.phone(values["phone"]),
            date_of_birth=fields.past_date(values, "date_of_birth", today),
            zip_code=fields.zip_code(values["zip"]),
            language=fields.language(values["language"]),
            encounter_number=fields.required(values, "encounter"),
            service_date=fields.past_date(values, "service_date", today),
            facility=fields.required(values, "facility"),
            account_number=fields.account_number(values["account_number"]),
            charge=fields.amount(values, "charges", separator),
            payer=values["payer"] or None,
            patient_payments=fields.amount(values, "patient_payments", separator),
        )
    except fields.FieldProblem as problem:
        return _problem(path, line, f"{problem}", problem.remedy)


def _problem(path: Path, line: int, what: str, remedy: str) -> ImportProblem:
    return ImportProblem(path.name, f"line {line}", what, remedy)


def _header_fix() -> str:
    return f"The first line must name the columns {', '.join(COLUMNS)}"
