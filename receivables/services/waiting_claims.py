"""Posts the claims that waited for their account, once it is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from itertools import batched

from sqlalchemy import Engine, select

from receivables.importers.problems import ImportProblem
from receivables.services.import_report import ImportReport
from receivables.services.posting import post_again
from receivables.store.database import reading, transaction
from receivables.store.tables import ClaimRecord, ClaimState, Encounter

_ACCOUNTS_A_TIME = 500


def post_waiting_claims(engine: Engine, now: dt.datetime, report: ImportReport) -> None:
    """Post every waiting claim whose account is here, in transactions of their own.

    Both imports end with this, so that a claim and its account find each other even when they
    come in at the same moment. An account that cannot be posted is reported and left out.
    """
    failed: set[str] = set()
    while numbers := _accounts(engine, failed):
        failed |= post_accounts(engine, numbers, now, report)


def post_accounts(
    engine: Engine, numbers: Collection[str], now: dt.datetime, report: ImportReport
) -> set[str]:
    """Decide and post these accounts again, some hundreds in a transaction, where one fails each
    by itself; gives those that could not be posted."""
    failed: set[str] = set()
    for some in batched(sorted(numbers), _ACCOUNTS_A_TIME):
        try:
            _post(engine, some, now)
        except Exception:
            for number in some:
                _post_alone(engine, number, now, report, failed)
    return failed


def _post_alone(
    engine: Engine, number: str, now: dt.datetime, report: ImportReport, failed: set[str]
) -> None:
    try:
        _post(engine, {number}, now)
    except Exception as error:
        failed.add(number)
        what = f"its claims could not be posted ({type(error).__name__})"
        remedy = "Import again; if it stays, report it with this line"
        report.problems.append(ImportProblem("", f"account {number}", what, remedy))


def _post(engine: Engine, numbers: Collection[str], now: dt.datetime) -> None:
    with transaction(engine) as session:
        post_again(session, set(numbers), now)


def _accounts(engine: Engine, without: Collection[str]) -> set[str]:
    with reading(engine) as session:
        return set(
            session.scalars(
                select(ClaimRecord.account_number)
                .join(Encounter, Encounter.account_number == ClaimRecord.account_number)
                .where(
                    ClaimRecord.state == ClaimState.WAITING_FOR_ACCOUNT,
                    ClaimRecord.account_number.not_in(without),
                )
                .distinct()
                .limit(_ACCOUNTS_A_TIME)
            )
        )
