"""Claims that came more than once in the same payment, each left to count once (remittance 1d).

The same file may come again, a payer may list one claim twice, and a file that was cut may come
again whole. A claim that its payment counted twice was paid twice, and is no copy.
"""

from __future__ import annotations

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_amounts import Signature, signature

Settled = list[tuple[ClaimPayment, Reason]]


def without_copies(claims: list[ClaimPayment], settled: Settled) -> list[ClaimPayment]:
    """The claims but copies, in their own order; `settled` takes the others, each with why."""
    return _once_each(_whole(claims, settled), settled)


def _whole(claims: list[ClaimPayment], settled: Settled) -> list[ClaimPayment]:
    """Leaves out a claim that was cut or damaged in one file and came whole in another: the same
    place of the same payment."""
    damaged = [claim for claim in claims if claim.damaged]
    whole = {_place(claim) for claim in claims if not claim.damaged} if damaged else set()
    over = [claim for claim in damaged if _place(claim) in whole]
    settled += [(claim, Reason.REPLACED) for claim in over]
    over_ids = {id(claim) for claim in over}
    return [claim for claim in claims if id(claim) not in over_ids]


def _place(claim: ClaimPayment) -> Signature:
    payment = claim.transaction
    trace = payment.trace if payment else ""
    return claim.payer, trace, claim.segment, claim.payer_claim_control_number, claim.status


def _once_each(claims: list[ClaimPayment], settled: Settled) -> list[ClaimPayment]:
    """Leaves out a claim that came twice in the same payment."""
    seen: dict[Signature, ClaimPayment] = {}
    unique: list[ClaimPayment] = []
    for claim in claims:
        trace = claim.transaction.trace if claim.transaction else ""
        key = (
            claim.payer,
            trace,
            claim.payer_claim_control_number,
            claim.status,
            claim.patient_responsibility_reported,
            signature(claim),
            _services(claim),
        )
        first = seen.setdefault(key, claim)
        if first is claim or _is_paid_twice(first, claim):
            unique.append(claim)
        else:
            settled.append((claim, Reason.DUPLICATE))
    return unique


def _is_paid_twice(first: ClaimPayment, claim: ClaimPayment) -> bool:
    """Whether one payment lists both, in two places, and comes to its amount only with both."""
    payment = claim.transaction
    if payment is None or payment is not first.transaction or claim.segment == first.segment:
        return False
    return bool(claim.paid) and payment.balances is True


def _services(claim: ClaimPayment) -> Signature:
    return tuple((line.procedure, line.charge, line.paid) for line in claim.services)
