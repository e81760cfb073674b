"""Which claims of an account move money on its ledger.

A claim moves money when everything about it adds up (remittance 1b) and the decision on the
account neither finds it undone, repeated or replaced, nor in conflict with a sibling (1d).
"""

from __future__ import annotations

from collections.abc import Sequence

from receivables.domain.movements import DatedClaim
from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import AccountDecision, Reason
from receivables.policy.claim_status import LEVELS
from receivables.policy.trust import claim_balances

PRIOR_PAYER = "23"
_DUPLICATE = "18"
_LATER_PAYER = {"2", "3", "20", "21"}
_MOVES_NOTHING = frozenset(
    (
        Reason.REVERSAL,
        Reason.REVERSED,
        Reason.NEGATIVE_CORRECTION,
        Reason.CONFLICTING_CLAIMS,
        Reason.DUPLICATE,
        Reason.DUPLICATE_PAYMENT,
        Reason.REPLACED,
        Reason.CHARGES_DIFFER,
        Reason.SEVERAL_PATIENTS,
    )
)


def claims_in_effect(claims: Sequence[DatedClaim], decision: AccountDecision) -> list[DatedClaim]:
    """The claims that move money, in the same order."""
    reasons = {id(claim): decided.reasons for claim, decided in decision.claims}
    return [
        dated
        for dated in claims
        if is_postable(dated.claim) and _MOVES_NOTHING.isdisjoint(reasons[id(dated.claim)])
    ]


def is_postable(claim: ClaimPayment) -> bool:
    """Whether it is a payer's decision and adds up: each line, the claim, and the payment it
    came with (remittance 1b)."""
    if claim.damaged or claim.status not in LEVELS:
        return False
    if claim.transaction is not None and claim.transaction.balances is False:
        return False
    return claim_balances(claim) is True


def is_later_payer(claim: ClaimPayment) -> bool:
    """Whether another insurer paid before this one (its status, or an OA-23)."""
    return claim.status in _LATER_PAYER or any(
        adjustment.group == "OA" and adjustment.reason == PRIOR_PAYER
        for _, adjustment in claim.all_adjustments()
    )


def is_full_denial(claim: ClaimPayment) -> bool:
    """Whether nothing was paid and nothing left to the patient."""
    return not claim.paid and not any(part.group == "PR" for _, part in claim.all_adjustments())


def is_duplicate(claim: ClaimPayment) -> bool:
    """Whether the payer says that it is a copy: it moves nothing (CARC 18)."""
    return is_full_denial(claim) and any(
        adjustment.reason == _DUPLICATE for _, adjustment in claim.all_adjustments()
    )
