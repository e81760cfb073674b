"""A payer's payment in the store, and the keys of its claims."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.services.claim_content import payment_content
from receivables.services.claim_rows import ClaimRow
from receivables.services.work_items import open_work_item
from receivables.store.tables import ClaimRecord, RemittancePayment

TAKEBACK = "payer_takeback"
_TAKEBACK_CODES = {"WO", "WU", "72", "FB", "L6"}  # remittance 1g
_WHOLENESS = {None: 0, False: 1, True: 2}


def payment_key(payment: RemittanceTransaction, digest: str) -> str:
    """Payer and trace; a payment without a trace is known by the digest of what it holds."""
    payer = payment.payer_identifier or payment.payer
    return f"{payer}|{payment.trace}" if payment.trace else f"{payer}|untraced {digest}"


def keep_payment(
    session: Session, key: str, payment: RemittanceTransaction, file: str, now: dt.datetime
) -> tuple[int, set[str]]:
    """The id of the payment's row, and the accounts to decide again because of it.

    The row is made when it is new. When the payment came before, cut or not balancing, and now
    comes whole, the row follows the better file, so that the order of files does not matter. A
    take-back opens a work item: it is between payer and provider and never changes what a patient
    owes (remittance 1g).
    """
    by_key = select(RemittancePayment).filter_by(key=key)
    known = session.scalar(by_key)
    if known is None:
        try:
            with session.begin_nested():
                return _add_payment(session, key, payment, file, now), set()
        except IntegrityError:  # another process took the same file at this moment
            known = session.scalars(by_key).one()
    if _WHOLENESS[payment.balances] <= _WHOLENESS[known.balances]:
        return known.id, set()
    for name, value in _values(payment, file).items():
        setattr(known, name, value)
    _watch_takebacks(session, key, known, now)
    accounts = select(ClaimRecord.account_number).filter_by(payment_id=known.id).distinct()
    return known.id, set(session.scalars(accounts))


def _add_payment(
    session: Session, key: str, payment: RemittanceTransaction, file: str, now: dt.datetime
) -> int:
    row = RemittancePayment(key=key, imported_at=now, **_values(payment, file))
    session.add(row)
    session.flush()
    _watch_takebacks(session, key, row, now)
    return row.id


def _values(payment: RemittanceTransaction, file: str) -> dict[str, Any]:
    return {
        "payer": payment.payer,
        "trace": payment.trace,
        "paid_on": payment.paid_on,
        "amount": payment.payment_amount,
        "balances": payment.balances,
        "file_name": file,
        "provider_adjustments": [
            [part.code, None if part.amount is None else str(part.amount), part.reference]
            for part in payment.provider_adjustments
        ],
        "content": payment_content(payment),
    }


def _watch_takebacks(session: Session, key: str, row: RemittancePayment, now: dt.datetime) -> None:
    taken_back = [part for part in row.provider_adjustments if part[0] in _TAKEBACK_CODES]
    if taken_back:
        details = {"payer": row.payer, "trace": row.trace, "adjustments": taken_back}
        open_work_item(session, TAKEBACK, details, key, now)


def claim_rows(
    key: str, number: int, claims: Iterable[ClaimPayment], effective_on: dt.date
) -> Iterator[ClaimRow]:
    """A payment's claims with their keys: the same in every import of the file.

    A claim that comes again with other amounts is another claim: nothing of it gets lost, and
    the decision on the account sees both.
    """
    seen: Counter[int] = Counter()
    for position, claim in enumerate(claims):
        account = claim.patient_control_number.strip()
        numbers = f"{account}|{claim.payer_claim_control_number}|{claim.status}"
        name = f"{key}|claim|{numbers}|{_fingerprint(claim)}"
        short = int.from_bytes(blake2b(name.encode(), digest_size=7).digest())
        seen[short] += 1
        yield ClaimRow(f"{name}|{seen[short]}", claim, effective_on, position, number)


def _fingerprint(claim: ClaimPayment) -> str:
    amounts = (claim.charge, claim.paid, claim.patient_responsibility_reported)
    parts = [_cents(amount) for amount in amounts]
    for line in claim.services:
        parts.append(f"{line.procedure} {_cents(line.charge)} {_cents(line.paid)}")
        parts += [f"{part.group}*{part.reason}*{_cents(part.amount)}" for part in line.adjustments]
    parts += [f"{part.group}*{part.reason}*{_cents(part.amount)}" for part in claim.adjustments]
    return blake2b("|".join(parts).encode(), digest_size=8).hexdigest()


def _cents(amount: Money | None) -> str:
    return "" if amount is None else str(amount.cents)
