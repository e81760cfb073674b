"""Takes 835 remittances into the store and posts them. The same file again changes nothing.

A payment is known by payer and trace, a claim by its payment, its numbers and its amounts.
Claims are posted some hundreds at a time, and while the store is busy with them the next ones are
read; where that fails, each by itself, so that one claim never takes its neighbours with it.
Memory does not grow with the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import batched
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from receivables.importers.problems import ImportProblem
from receivables.importers.remittance_payments import (
    WholePayment,
    readable_again,
    whole_payments,
)
from receivables.policy.claim_effect import is_postable
from receivables.services.claim_rows import ClaimRow
from receivables.services.clock import organisation_date
from receivables.services.garbage import collection_paused
from receivables.services.import_report import ImportReport
from receivables.services.payment_rows import claim_rows, keep_payment, payment_key
from receivables.services.posting import post_claims
from receivables.services.waiting_claims import post_accounts, post_waiting_claims
from receivables.store.abreast import abreast
from receivables.store.bulk import among
from receivables.store.database import transaction
from receivables.store.tables import ClaimRecord, ClaimState

_CLAIMS_A_TIME = 500


def import_remittances(engine: Engine, paths: Iterable[Path], now: dt.datetime) -> ImportReport:
    """Take every claim of the files that can be taken; report the others with place and reason.

    `now` is an aware moment; claims of a payment without a date take effect on its date at the
    organisation. Raises nothing for what stands in the files.
    """
    report = ImportReport()
    for path in map(Path, paths):
        with readable_again(path) as file:
            for whole in whole_payments(file):
                _import_payment(engine, path.name, whole, now, report)
    post_waiting_claims(engine, now, report)
    return report


def _import_payment(
    engine: Engine, file: str, whole: WholePayment, now: dt.datetime, report: ImportReport
) -> None:
    payment = whole.payment
    report.problems.extend(
        # What a problem cost is said by the claim it damaged; without claims it cost everything.
        ImportProblem(file, problem.where, problem.what, _ASK_PAYER, bool(payment.claim_count))
        for problem in payment.problems
    )
    if not payment.claim_count and not payment.provider_adjustments and not payment.trace:
        return
    key = payment_key(payment, whole.digest)
    with transaction(engine) as session:
        number, accounts = keep_payment(session, key, payment, file, now)
    effective_on = payment.paid_on or payment.produced_on or organisation_date(now)
    rows = claim_rows(key, number, whole.claims, effective_on)

    def post(batch: Sequence[ClaimRow]) -> ImportReport:
        return _post_batch(engine, file, batch, now)

    for part in abreast(engine, post, batched(rows, _CLAIMS_A_TIME)):
        report.add(part)
    post_accounts(engine, accounts, now, report)


def _post_batch(
    engine: Engine, file: str, batch: Sequence[ClaimRow], now: dt.datetime
) -> ImportReport:
    report = ImportReport()
    try:
        with collection_paused():
            _post(engine, file, batch, now, report)
    except Exception:
        for row in batch:
            _post_alone(engine, file, row, now, report)
    return report


def _post_alone(
    engine: Engine, file: str, row: ClaimRow, now: dt.datetime, report: ImportReport
) -> None:
    try:
        _post(engine, file, [row], now, report)
    except Exception as error:
        what = f"it could not be posted ({type(error).__name__})"
        report.problems.append(ImportProblem(file, _place(row), what, _SAY_SO))


def _post(
    engine: Engine, file: str, rows: Sequence[ClaimRow], now: dt.datetime, report: ImportReport
) -> None:
    with transaction(engine) as session:
        known = _known(session, rows)
        new = [row for row in rows if row.key not in known]
        post_claims(session, new, now)
    report.taken += len(new)
    report.unchanged += len(known)
    for row in new:
        _note_new(file, row, report)


def _known(session: Session, rows: Sequence[ClaimRow]) -> set[str]:
    keys = among(session, ClaimRecord.key, [row.key for row in rows])
    return set(session.scalars(select(ClaimRecord.key).where(keys)))


def _note_new(file: str, row: ClaimRow, report: ImportReport) -> None:
    if row.state is ClaimState.WAITING_FOR_ACCOUNT:
        report.waiting += 1
        what = "no account has this number yet; the claim is kept and posts when it arrives"
        report.problems.append(
            ImportProblem(file, _place(row), what, "Import the account extract", notice=True)
        )
    if row.disposition == "hold":
        report.held += 1
        what = f"held ({', '.join(row.reasons)})"
        trusted = is_postable(row.claim)
        report.problems.append(ImportProblem(file, _place(row), what, _LOOK, notice=trusted))


def _place(row: ClaimRow) -> str:
    claim = row.claim
    return f"segment {claim.segment}, line {claim.line}, claim {row.account_number or 'unnamed'}"


_ASK_PAYER = "Compare with the payer's original; ask the payer for a corrected file if it is so"
_LOOK = "Nothing is asked of the patient until a person has looked at it"
_SAY_SO = "Import the file again; if it stays, report it with this line"
