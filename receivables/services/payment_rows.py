"""A payer's payment in the store, and the keys of its claims."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from hashlib import blake2b, sha256

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.services.claim_content import payment_content
from receivables.services.claim_rows import ClaimRow
from receivables.services.work_items import open_work_item
from receivables.store.tables import RemittancePayment

TAKEBACK = "payer_takeback"
_TAKEBACK_CODES = {"WO", "72", "FB", "L6"}  # remittance 1g


def payment_key(payment: RemittanceTransaction) -> str:
    """Payer and trace; a payment without a trace is known by what it holds."""
    payer = payment.payer_identifier or payment.payer
    if payment.trace:
        return f"{payer}|{payment.trace}"
    held = [
        f"{claim.patient_control_number}*{claim.payer_claim_control_number}*{claim.paid}"
        for claim in payment.claims
    ]
    whole = "|".join([str(payment.paid_on), str(payment.payment_amount), *held])
    return f"{payer}|untraced {sha256(whole.encode()).hexdigest()[:20]}"


def payment_id(
    session: Session, key: str, payment: RemittanceTransaction, file: str, now: dt.datetime
) -> int:
    """The id of the payment's row, made when it is new. A take-back opens a work item: it is
    between payer and provider and never changes what a patient owes (remittance 1g)."""
    by_key = select(RemittancePayment.id).filter_by(key=key)
    known = session.scalar(by_key)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            return _add_payment(session, key, payment, file, now)
    except IntegrityError:  # another process took the same file at this moment
        return session.scalars(by_key).one()


def _add_payment(
    session: Session, key: str, payment: RemittanceTransaction, file: str, now: dt.datetime
) -> int:
    adjustments = [
        [part.code, None if part.amount is None else str(part.amount), part.reference]
        for part in payment.provider_adjustments
    ]
    row = RemittancePayment(
        key=key,
        payer=payment.payer,
        trace=payment.trace,
        paid_on=payment.paid_on,
        amount=payment.payment_amount,
        balances=payment.balances,
        file_name=file,
        imported_at=now,
        provider_adjustments=adjustments,
        content=payment_content(payment),
    )
    session.add(row)
    session.flush()
    taken_back = [part for part in adjustments if part[0] in _TAKEBACK_CODES]
    if taken_back:
        details = {"payer": payment.payer, "trace": payment.trace, "adjustments": taken_back}
        open_work_item(session, TAKEBACK, details, key, now)
    return row.id


def claim_rows(
    key: str, number: int, payment: RemittanceTransaction, effective_on: dt.date
) -> list[ClaimRow]:
    """The payment's claims with their keys: the same in every import of the file.

    A claim that comes again with other amounts is another claim: nothing of it gets lost, and
    the decision on the account sees both.
    """
    seen: Counter[str] = Counter()
    rows = []
    for position, claim in enumerate(payment.claims):
        account = claim.patient_control_number.strip()
        numbers = f"{account}|{claim.payer_claim_control_number}|{claim.status}"
        name = f"{key}|claim|{numbers}|{_fingerprint(claim)}"
        seen[name] += 1
        rows.append(ClaimRow(f"{name}|{seen[name]}", claim, effective_on, position, number))
    return rows


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
