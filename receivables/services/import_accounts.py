"""Takes an account extract into the store. Taking the same file again changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import batched
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from receivables.domain.accounts import AccountRow
from receivables.importers.accounts import read_accounts
from receivables.importers.problems import ImportProblem
from receivables.services.account_rows import Change, NotTaken, take_row
from receivables.services.clock import organisation_date
from receivables.services.import_report import ImportReport
from receivables.services.waiting_claims import post_waiting_claims
from receivables.store.database import transaction

_ROWS_A_TRANSACTION = 200


def import_accounts(engine: Engine, path: Path, now: dt.datetime) -> ImportReport:
    """Take each line of the extract that can be taken; report the others with line and reason.

    A claim that was waiting for one of these accounts is posted at once. Raises nothing for
    what stands in the file; see docs/data-in.md for what a changed line does.
    """
    report = ImportReport()
    found = read_accounts(Path(path), organisation_date(now))
    for chunk in batched(_rows(found, report), _ROWS_A_TRANSACTION):
        with transaction(engine) as session:
            for row in chunk:
                _take(session, path.name, row, now, report)
    post_waiting_claims(engine, now, report)
    return report


def _rows(
    found: Iterator[AccountRow | ImportProblem], report: ImportReport
) -> Iterator[AccountRow]:
    for item in found:
        if isinstance(item, ImportProblem):
            report.problems.append(item)
        else:
            yield item


def _take(
    session: Session, file: str, row: AccountRow, now: dt.datetime, report: ImportReport
) -> None:
    try:
        with session.begin_nested():
            change = take_row(session, row, now)
    except NotTaken as refusal:
        _add_problem(report, file, row, str(refusal), refusal.remedy)
    except SQLAlchemyError as error:
        what = f"the store refused it ({type(error).__name__})"
        _add_problem(report, file, row, what, "Check encounter and account number")
    else:
        report.taken += change is Change.NEW
        report.changed += change is Change.AMENDED
        report.unchanged += change is Change.NONE


def _add_problem(report: ImportReport, file: str, row: AccountRow, what: str, remedy: str) -> None:
    report.problems.append(ImportProblem(file, f"line {row.line}", what, remedy))
