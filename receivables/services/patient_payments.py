"""What a person has paid."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.store.tables import Encounter, EntryKind, LedgerEntry


def last_patient_payment(session: Session, guarantor_id: int) -> tuple[Money, dt.date] | None:
    """All that the guarantor paid on their latest day of paying, and that date; None for never.

    A payment that was taken back (a correction of it) lowers the sum.
    """
    row = session.execute(
        select(func.sum(LedgerEntry.amount), LedgerEntry.effective_on)
        .join(Encounter, Encounter.id == LedgerEntry.encounter_id)
        .where(
            Encounter.guarantor_id == guarantor_id,
            LedgerEntry.kind == EntryKind.PATIENT_PAYMENT,
        )
        .group_by(LedgerEntry.effective_on)
        .having(func.sum(LedgerEntry.amount) < Money(0))
        .order_by(LedgerEntry.effective_on.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    amount, paid_on = row
    paid = amount if isinstance(amount, Money) else Money(int(amount))
    return -paid, paid_on
