"""All amounts of a claim as one value: whether two claims are alike or mirror each other."""

from __future__ import annotations

from typing import Any

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment

Signature = tuple[Any, ...]


def signature(claim: ClaimPayment, sign: int = 1) -> Signature:
    """All amounts of a claim, times `sign`, whatever order they stand in."""
    adjustments = sorted(
        (adjustment.group, adjustment.reason, _cents(adjustment.amount, sign))
        for _, adjustment in claim.all_adjustments()
    )
    return (_cents(claim.charge, sign), _cents(claim.paid, sign), tuple(adjustments))


def is_negative(claim: ClaimPayment) -> bool:
    """Whether its charge, payment or patient share is below zero."""
    share = sum(
        adjustment.amount.cents
        for _, adjustment in claim.all_adjustments()
        if adjustment.group == "PR" and adjustment.amount is not None
    )
    amounts = (claim.charge, claim.paid)
    return share < 0 or any(amount is not None and amount.cents < 0 for amount in amounts)


def _cents(amount: Money | None, sign: int) -> int:
    """Cents times sign. Unknown amounts are never equal in substance, but a damaged claim never
    decides anything, so that zero may stand for them here."""
    return 0 if amount is None else sign * amount.cents
