"""Whose arrangement has an installment that was not paid. Worked out anew; writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from receivables.domain.money import ZERO, Money
from receivables.policy.figures import load_policy
from receivables.policy.missed_installments import missed
from receivables.settings import settings
from receivables.store.tables import (
    ArrangementState,
    Encounter,
    EntryKind,
    LedgerEntry,
    PaymentArrangement,
)


def missed_installments(
    session: Session, balances: Mapping[int, Money], today: dt.date, only: int | None = None
) -> dict[int, tuple[dt.date, ...]]:
    """The due dates of the missed payments of each guarantor's active arrangement, the earliest
    first, for those who missed any; `only`: of this guarantor.

    `balances` are what each guarantor owes now, `today` is the organisation's date. What was paid
    is what came in since the agreement, or what the balance fell by since, if that is more: a
    smaller share decided later lowers what is due, too.
    """
    grace = load_policy(settings().policy_file).arrangement.grace_days
    looked_at = PaymentArrangement.state == ArrangementState.ACTIVE
    if only is not None:
        looked_at &= PaymentArrangement.guarantor_id == only
    wanted = select(PaymentArrangement).where(looked_at)
    paid = _paid_since_agreed(session, looked_at)
    found: dict[int, tuple[dt.date, ...]] = {}
    for agreed in session.scalars(wanted.options(selectinload(PaymentArrangement.installments))):
        balance = balances.get(agreed.guarantor_id, ZERO)
        covered = max(paid.get(agreed.id, ZERO), agreed.total - balance)
        payments = [(payment.due_on, payment.amount) for payment in agreed.installments]
        days = missed(payments, covered, today, grace)
        if days and balance > ZERO:
            found[agreed.guarantor_id] = days
    return found


def _paid_since_agreed(session: Session, looked_at: ColumnElement[bool]) -> dict[int, Money]:
    """What came in since each of these arrangements was agreed on, by arrangement."""
    rows = session.execute(
        select(PaymentArrangement.id, func.sum(LedgerEntry.amount))
        .join(Encounter, Encounter.guarantor_id == PaymentArrangement.guarantor_id)
        .join(LedgerEntry, LedgerEntry.encounter_id == Encounter.id)
        .where(
            looked_at,
            LedgerEntry.kind == EntryKind.PATIENT_PAYMENT,
            LedgerEntry.recorded_at > PaymentArrangement.agreed_at,
        )
        .group_by(PaymentArrangement.id)
    )
    return {arrangement_id: -paid for arrangement_id, paid in rows}
