"""Explanations of benefit beside the remittances: evidence only ever lowers or holds an amount
(remittance 1h.6).

An account is held when an explanation gives the patient a smaller share than the remittances do,
or has the patient owe less than is left here: then a payment it knows of is missing from the
ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.account_movements import Standing
from receivables.store.tables import Encounter, EntryKind, ExplanationRecord, LedgerEntry


def hold_contradicted(session: Session, accounts: Sequence[tuple[Encounter, Standing]]) -> None:
    """Hold those of the accounts that an explanation of benefit contradicts."""
    payable = {
        encounter.account_number: (encounter, standing.decision.patient_owes or ZERO)
        for encounter, standing in accounts
        if standing.disposition is Disposition.PAYABLE
    }
    evidence = session.execute(
        select(
            ExplanationRecord.account_number,
            ExplanationRecord.patient_owes,
            ExplanationRecord.patient_paid,
        ).where(
            ExplanationRecord.account_number.in_(payable),
            ExplanationRecord.patient_owes.is_not(None),
        )
    ).all()
    paid_here = _paid_here(session, {payable[number][0].id for number, _, _ in evidence})
    for number, at_most, paid in evidence:
        encounter, share = payable[number]
        left = share - paid_here.get(encounter.id, ZERO) if paid else share
        if at_most is not None and (share > at_most + (paid or ZERO) or left > at_most):
            encounter.disposition = Disposition.HOLD.value
            encounter.reasons = [Reason.CONTRADICTION.value]


def is_contradicted(encounter: Encounter) -> bool:
    """Whether an account is held because of an explanation: a payment may have settled that."""
    return Reason.CONTRADICTION in (encounter.reasons or ())


def _paid_here(session: Session, encounter_ids: Collection[int]) -> dict[int, Money]:
    """What patients have paid on these accounts."""
    if not encounter_ids:
        return {}
    rows = session.execute(
        select(LedgerEntry.encounter_id, func.sum(LedgerEntry.amount))
        .where(
            LedgerEntry.encounter_id.in_(encounter_ids),
            LedgerEntry.kind == EntryKind.PATIENT_PAYMENT,
        )
        .group_by(LedgerEntry.encounter_id)
    )
    return {encounter_id: -paid for encounter_id, paid in rows}
