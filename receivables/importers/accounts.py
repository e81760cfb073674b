"""Reads an account extract (CSV): a guarantor, a visit, its charge and what was paid so far.

The columns are documented in docs/data-in.md. A line that cannot be taken becomes an
`ImportProblem` with its line number; the lines around it are read all the same.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from receivables.domain.accounts import AccountRow
from receivables.importers import account_fields as fields
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
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in _header(reader)]
            if missing:
                yield _problem(path, 1, f"the header lacks {', '.join(missing)}", _header_fix())
                return
            yield from _rows(path, reader, today)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        yield ImportProblem(path.name, "", f"it cannot be opened ({reason})", "Check the path")
    except csv.Error as error:
        yield _problem(path, 1, f"the header is not CSV ({error})", _header_fix())
    except UnicodeDecodeError:
        yield ImportProblem(path.name, "", "it is not UTF-8 text", "Save it as CSV UTF-8")


def _header(reader: csv.DictReader[str]) -> list[str]:
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    return names


def _rows(
    path: Path, reader: csv.DictReader[str], today: dt.date
) -> Iterator[AccountRow | ImportProblem]:
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _problem(path, reader.line_num, f"it is not CSV ({error})", _FIX)
            continue
        yield _row(path, reader.line_num, cells, today)


def _row(
    path: Path, line: int, cells: dict[str | None, str | None], today: dt.date
) -> AccountRow | ImportProblem:
    if None in cells or None in cells.values():
        return _problem(path, line, "it has more or fewer fields than the header", _FIX)
    values = {name: " ".join((cells[name] or "").split()) for name in COLUMNS}
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
            charge=fields.amount(values, "charges"),
            payer=values["payer"] or None,
            patient_payments=fields.amount(values, "patient_payments"),
        )
    except fields.FieldProblem as problem:
        return _problem(path, line, f"{problem}", problem.remedy)


def _problem(path: Path, line: int, what: str, remedy: str) -> ImportProblem:
    return ImportProblem(path.name, f"line {line}", what, remedy)


def _header_fix() -> str:
    return f"The first line must name the columns {', '.join(COLUMNS)}"
