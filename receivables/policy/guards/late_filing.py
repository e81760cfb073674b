"""A claim filed too late is not the patient's to pay (remittance 1e CO-29, 3 Timely filing).

Medicare's exception: the deductible and coinsurance that would have applied may still be asked
for. Example held: CO-29 beside PR-96. Example that passes: Medicare, CO-29 beside PR-1.
"""

from __future__ import annotations

from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import COST_SHARING, MEDICARE, ClaimFacts, Ruling

LATE = "29"


def late_filing(facts: ClaimFacts) -> Ruling | None:
    """Holds what a late claim leaves to the patient, but for Medicare's cost sharing."""
    if LATE not in facts.patient_reasons and LATE not in facts.other_reasons:
        return None
    if facts.claim.filing_indicator in MEDICARE and facts.patient_reasons <= COST_SHARING:
        return None
    return Ruling(Disposition.HOLD, Reason.LATE_FILING)
