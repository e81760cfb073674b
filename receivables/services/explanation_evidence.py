"""Explanations of benefit beside the remittances: evidence only ever lowers or holds an amount
(remittance 1h.6).

An account is held when an explanation gives the patient a smaller share than the remittances do,
or has the patient owe less than is left here: then a payment it knows of is missing from the
ledger. So it is when the claims themselves tell of a payment (AMT*F5) that is missing. Versions
without a date are a record of their own (`UNDATED`): nothing says which of them stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.account_movements import Standing
from receivables.store.bulk import among
from receivables.store.tables import (
    Encounter,
    EntryKind,
    ExplanationAccount,
    ExplanationRecord,
    LedgerEntry,
)

UNDATED = "|undated"
_PAID_BY_PATIENT = "F5"


def contradicted(session: Session, accounts: Sequence[tuple[Encounter, Standing]]) -> set[str]:
    """The numbers of those accounts that an explanation, or a payment told of, contradicts."""
    payable = {
        encounter.account_number: (encounter, standing)
        for encounter, standing in accounts
        if standing.disposition is Disposition.PAYABLE
    }
    evidence = _explanations(session, payable)
    told = {number: _told(standing) for number, (_, standing) in payable.items()}
    doubtful = set(evidence) | {n for n in told if told[n]}
    paid_here = _paid_here(session, {payable[number][0].id for number in doubtful})
    found = set()
    for number in doubtful:
        encounter, standing = payable[number]
        share, paid = standing.decision.patient_owes or ZERO, paid_here.get(encounter.id, ZERO)
        records = evidence.get(number, ())
        if told[number] > paid or any(_contradicts(record, share, paid) for record in records):
            found.add(number)
    return found


def is_contradicted(encounter: Encounter) -> bool:
    """Whether an account is held for such a reason: a payment may have settled that."""
    return Reason.CONTRADICTION in (encounter.reasons or ())


def _explanations(session: Session, numbers: Collection[str]) -> dict[str, list[ExplanationRecord]]:
    """What stands of the accounts' explanations, by account: none that another one replaces."""
    found = session.execute(
        select(ExplanationAccount.account_number, ExplanationRecord)
        .join(ExplanationRecord, ExplanationRecord.id == ExplanationAccount.explanation_id)
        .where(among(session, ExplanationAccount.account_number, numbers))
    ).all()
    replaced = {f"{record.payer}|{number}" for _, record in found for number in record.replaces}
    standing: dict[str, list[ExplanationRecord]] = defaultdict(list)
    for account, record in found:
        if record.key.removesuffix(UNDATED) not in replaced:
            standing[account].append(record)
    return standing


def _told(standing: Standing) -> Money:
    """What the claims that decide tell of as paid by the patient (remittance 1a, AMT)."""
    stated: Iterable[Money | None] = (
        claim.amounts.get(_PAID_BY_PATIENT)
        for claim, decision in standing.decision.claims
        if decision.disposition is Disposition.PAYABLE and claim.amounts
    )
    return Money.total(amount for amount in stated if amount is not None and amount > ZERO)


def _contradicts(record: ExplanationRecord, share: Money, paid_here: Money) -> bool:
    if record.patient_owes is None:
        return False
    at_most, paid = record.patient_owes, record.patient_paid or ZERO
    left = share - paid_here if paid else share
    return share > at_most + paid or left > at_most


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
