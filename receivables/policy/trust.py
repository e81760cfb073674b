"""Step 1: an amount is only believed when everything about it agrees (remittance 1b, 1h)."""

from __future__ import annotations

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import AccountContext, Disposition, Reason
from receivables.policy.claim_facts import ClaimFacts, Ruling, facts_of

_WITHOUT_SHARE = frozenset(("22", "25"))


def claim_balances(claim: ClaimPayment) -> bool | None:
    """Whether a claim and all its lines balance; None when an amount is unknown."""
    facts = facts_of(claim, AccountContext())
    both = (facts.service_balances, facts.claim_balances)
    return False if False in both else None if None in both else True


def is_trusted(claim: ClaimPayment) -> bool:
    """Whether nothing about the claim contradicts itself."""
    facts = facts_of(claim, AccountContext())
    return not any(rule(facts) for rule in (unreadable, unbalanced, share_contradicted))


def unreadable(facts: ClaimFacts) -> Ruling | None:
    """A claim with a damaged part is held whole."""
    return Ruling(Disposition.HOLD, Reason.DAMAGED) if facts.claim.damaged else None


def unbalanced(facts: ClaimFacts) -> Ruling | None:
    """Service, claim and payment must balance; an unknown amount of the claim cannot."""
    if facts.service_balances is False:
        return Ruling(Disposition.HOLD, Reason.SERVICE_UNBALANCED)
    if facts.claim_balances is False:
        return Ruling(Disposition.HOLD, Reason.CLAIM_UNBALANCED)
    if facts.service_balances is None or facts.claim_balances is None:
        return Ruling(Disposition.HOLD, Reason.AMOUNT_UNKNOWN)
    transaction = facts.claim.transaction
    if transaction is not None and transaction.balances is False:
        return Ruling(Disposition.HOLD, Reason.TRANSACTION_UNBALANCED)
    return None


def share_contradicted(facts: ClaimFacts) -> Ruling | None:
    """CLP05 must be the sum of all PR, except on reversals (X12 RFI 2548, remittance 1b).

    So a denial whose CLP05 is the full charge without any PR is never asked for. A missing CLP05
    says nothing, and so contradicts nothing: the PR adjustments of a balanced claim stand.
    """
    reported = facts.claim.patient_responsibility_reported
    if reported is None or facts.claim.status in _WITHOUT_SHARE or reported.cents == facts.share:
        return None
    return Ruling(Disposition.HOLD, Reason.SHARE_DIFFERS)
