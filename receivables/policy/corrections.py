"""A claim together with later changes to it that came as amounts below zero (remittance 1d)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment


def corrected(claim: ClaimPayment, changes: Sequence[ClaimPayment]) -> ClaimPayment:
    """The claim as it stands with all its changes: sums of amounts, adjustments side by side.

    An unknown amount in any part is unknown in the whole; a damaged part damages the whole.
    """
    if not changes:
        return claim
    parts = (claim, *changes)
    unbalanced = [part for part in parts if part.transaction and part.transaction.balances is False]
    return replace(
        claim,
        charge=_sum(part.charge for part in parts),
        paid=_sum(part.paid for part in parts),
        patient_responsibility_reported=_sum(_reported(part) for part in parts),
        adjustments=[adjustment for part in parts for adjustment in part.adjustments],
        services=[line for part in parts for line in part.services],
        remarks=[code for part in parts for code in part.remarks],
        parties=[party for part in parts for party in part.parties],
        transaction=(unbalanced or parts)[0].transaction,
        damaged=any(part.damaged for part in parts),
    )


def _reported(claim: ClaimPayment) -> Money | None:
    """CLP05; a change that moves nothing of the patient's need not state one."""
    if claim.patient_responsibility_reported is not None:
        return claim.patient_responsibility_reported
    of_patient = any(adjustment.group == "PR" for _, adjustment in claim.all_adjustments())
    return None if of_patient else ZERO


def _sum(amounts: Iterable[Money | None]) -> Money | None:
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount.cents
    return Money(total)
