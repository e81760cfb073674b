"""What one has at hand when an insurer is called about a visit: only what is on file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.remittance import Adjustment, ClaimPayment
from receivables.policy.figures import load_policy
from receivables.policy.review.deadlines import appeal_deadline
from receivables.services.claim_rows import ClaimRow, rows_of_accounts
from receivables.settings import settings
from receivables.store.tables import Encounter

_MEMBER = ("IL", "QC")  # who is insured, else the patient (NM1)


@dataclass(frozen=True, slots=True)
class AtHand:
    """What the insurer asks for first. None where it is not on file."""

    insurer: str | None
    member_id: str | None
    claim_number: str | None
    patient: str
    date_of_birth: dt.date | None
    service_date: dt.date
    charge: Money
    paid: Money | None
    reasons: tuple[str, ...]
    in_question: Money | None
    in_question_reasons: tuple[str, ...]
    decided_on: dt.date | None
    trace: str | None
    deadline: dt.date | None
    account_number: str
    organisation: str
    npi: str | None
    tax_id: str | None


def claims_of(session: Session, encounter: Encounter) -> list[ClaimRow]:
    """All claims of a visit, the latest first."""
    rows = rows_of_accounts(session, [encounter.account_number]).get(encounter.account_number, [])
    return sorted(rows, key=lambda row: (row.effective_on, row.record_id or 0), reverse=True)


def at_hand(encounter: Encounter, row: ClaimRow | None, asked: Collection[str]) -> AtHand:
    """The facts of a visit, and of the claim where the insurer has decided one.

    `asked` are the reason codes that the call is about: their amounts are in question.
    """
    ours = load_policy(settings().policy_file).organisation
    claim = row.claim if row else None
    same = encounter.patient.name == encounter.guarantor.name
    return AtHand(
        insurer=(claim.payer if claim else "") or encounter.payer,
        member_id=_member_id(claim),
        claim_number=(claim.payer_claim_control_number if claim else "") or None,
        patient=encounter.patient.name,
        date_of_birth=encounter.guarantor.date_of_birth if same else None,
        service_date=encounter.service_date,
        charge=(claim.charge if claim else None) or encounter.charge,
        paid=claim.paid if claim else None,
        reasons=_reasons(_adjustments(claim)),
        in_question=_sum(_adjustments(claim, asked)),
        in_question_reasons=_reasons(_adjustments(claim, asked)),
        decided_on=row.effective_on if row else None,
        trace=(claim.transaction.trace if claim and claim.transaction else "") or None,
        deadline=appeal_deadline(claim.filing_indicator, row.effective_on)
        if claim and row
        else None,
        account_number=encounter.account_number,
        organisation=ours.name,
        npi=ours.npi or None,
        tax_id=ours.tax_id or None,
    )


def carcs(row: ClaimRow | None) -> set[str] | None:
    """The reason codes of a claim; None where there is no claim."""
    if row is None:
        return None
    return {adjustment.reason for _, adjustment in row.claim.all_adjustments()}


def _member_id(claim: ClaimPayment | None) -> str | None:
    for entity in _MEMBER:
        for party in claim.parties if claim else ():
            if party.entity == entity and party.identifier:
                return party.identifier
    return None


def _adjustments(
    claim: ClaimPayment | None, asked: Collection[str] | None = None
) -> list[Adjustment]:
    parts = [part for _, part in claim.all_adjustments()] if claim else []
    return parts if asked is None else [part for part in parts if part.reason in asked]


def _sum(parts: Sequence[Adjustment]) -> Money | None:
    """What they come to; None where there is none, or an amount is unknown."""
    amounts = [part.amount for part in parts if part.amount is not None]
    return Money.total(amounts) if amounts and len(amounts) == len(parts) else None


def _reasons(parts: Sequence[Adjustment]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{part.group}-{part.reason}" for part in parts))
