"""Claims between the remittance and the store: read from it and written to it, many at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.services.claim_content import (
    claim_content,
    claim_from_content,
    payment_from_content,
)
from receivables.store.base import Base
from receivables.store.bulk import among, insert_rows
from receivables.store.tables import ClaimRecord, ClaimState, RemittancePayment

_CLAIMS: Table = Base.metadata.tables["claim_record"]


@dataclass(slots=True, eq=False)
class ClaimRow:
    """A claim with what its record says. `record_id` is None until it is in the store."""

    key: str
    claim: ClaimPayment
    effective_on: dt.date
    position: int
    payment_id: int
    record_id: int | None = None
    decided: tuple[Any, ...] = ()
    changed: bool = field(default=False)

    DECIDED: ClassVar = ("state", "disposition", "reasons", "patient_owes")

    @property
    def account_number(self) -> str:
        """CLP01, which is our account number."""
        return self.claim.patient_control_number.strip()

    @property
    def state(self) -> ClaimState:
        """Where it stands with us, once decided."""
        return ClaimState(self.decided[0])

    @property
    def disposition(self) -> str:
        """What may be asked of the patient from it, once decided."""
        return str(self.decided[1])

    @property
    def reasons(self) -> list[str]:
        """Why, the deciding reason first."""
        return list(self.decided[2])

    def decide(
        self,
        state: ClaimState,
        disposition: str,
        reasons: Sequence[str],
        patient_owes: Money | None,
    ) -> None:
        """Set what was decided and note whether it differs from before."""
        decided = (state, str(disposition), [str(reason) for reason in reasons], patient_owes)
        self.changed |= decided != self.decided
        self.decided = decided

    def decided_values(self) -> dict[str, Any]:
        """The decided columns by name."""
        return dict(zip(self.DECIDED, self.decided, strict=True))


def rows_of_accounts(session: Session, numbers: Iterable[str]) -> dict[str, list[ClaimRow]]:
    """All claims of the accounts that are in the store, by account number."""
    found = session.execute(
        select(ClaimRecord, RemittancePayment.content)
        .join(RemittancePayment, RemittancePayment.id == ClaimRecord.payment_id)
        .where(among(session, ClaimRecord.account_number, list(numbers)))
        .order_by(ClaimRecord.id)
    ).all()
    payments: dict[int, RemittanceTransaction] = {}
    rows: dict[str, list[ClaimRow]] = {}
    for record, payment in found:
        if record.payment_id not in payments:
            payments[record.payment_id] = payment_from_content(payment)
        row = ClaimRow(
            record.key,
            claim_from_content(record.content, payments[record.payment_id]),
            record.effective_on,
            record.position,
            record.payment_id,
            record.id,
            (record.state, record.disposition, record.reasons, record.patient_owes),
        )
        rows.setdefault(record.account_number, []).append(row)
    return rows


def new_record_ids(session: Session, rows: Sequence[ClaimRow]) -> dict[str, int]:
    """Write the records of new claims; their ids by key."""
    values = [
        {
            "key": row.key,
            "payment_id": row.payment_id,
            "account_number": row.account_number,
            "payer_claim_number": row.claim.payer_claim_control_number or None,
            "status": row.claim.status or None,
            "content": claim_content(row.claim),
            "position": row.position,
            "effective_on": row.effective_on,
        }
        | row.decided_values()
        for row in rows
    ]
    if not values:
        return {}
    insert_rows(session.connection(), _CLAIMS, values)
    keys = among(session, ClaimRecord.key, [row.key for row in rows])
    return dict(session.execute(select(ClaimRecord.key, ClaimRecord.id).where(keys)).all())
