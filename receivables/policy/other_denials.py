"""Denials of another insurer that may concern the same bill under another charge (remittance 1h.4).

A provider may bill each insurer another charge. Where nothing tells two claims apart (services,
days), a denial that may be the last word makes the other insurer's share doubtful, and an earlier
one that puts something to the patient would be added to it: a person looks at both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_numbers import same_days
from receivables.policy.coordination import asks_patient, is_denied, is_later


def hold_other_denials(
    claims: Sequence[ClaimPayment], hold: Callable[[ClaimPayment, Reason], None]
) -> None:
    """Holds each claim of one level that was processed, or denied onto the patient, beside a denial
    of another payer that may be of the same bill, and the denial."""
    if len({claim.payer for claim in claims}) < 2:
        return
    processed = [claim for claim in claims if not is_denied(claim) or asks_patient(claim)]
    for denial in (claim for claim in claims if is_denied(claim)):
        for claim in processed:
            settled = is_later(claim, denial) and not asks_patient(denial)
            if claim.payer != denial.payer and not settled and _may_be_one_bill(claim, denial):
                hold(claim, Reason.COORDINATION_OF_BENEFITS)
                hold(denial, Reason.CONFLICTING_CLAIMS)


def _may_be_one_bill(claim: ClaimPayment, other: ClaimPayment) -> bool:
    services = {line.procedure for line in claim.services}
    others = {line.procedure for line in other.services}
    told_apart = services and others and services.isdisjoint(others)
    return not told_apart and same_days(claim, other)
