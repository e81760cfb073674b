"""When claims came: one order for all imports, and which of two came first."""

from __future__ import annotations

import datetime as dt

from receivables.domain.remittance import ClaimPayment
from receivables.policy.claim_amounts import Signature, signature


def in_time(claim: ClaimPayment) -> Signature:
    """By payment, then by place in the file: the same order however the claims came."""
    payment = claim.transaction
    when = payment.paid_on or payment.produced_on if payment else None
    return (
        when or dt.date.min,
        payment.trace if payment else "",
        payment.control_number if payment else "",
        claim.segment,
        claim.payer_claim_control_number,
        claim.status,
        signature(claim),
    )


def came_with_or_after(claim: ClaimPayment, other: ClaimPayment) -> bool:
    """Whether a claim surely came in the same payment as the other, or in a later one."""
    first, second = other.transaction, claim.transaction
    if first is second:
        return True
    if first is None or second is None or first.paid_on is None or second.paid_on is None:
        return False
    return second.paid_on > first.paid_on
