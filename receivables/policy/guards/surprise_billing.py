"""The No Surprises Act (45 CFR 149.410): only the cost sharing the plan sets may be asked for.

Remarks N830, N862 and N864 to N870 mark such a claim (remittance 1f). Then deductible,
coinsurance and copay pass and anything else put to the patient is held.
"""

from __future__ import annotations

from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import COST_SHARING, ClaimFacts, Ruling

REMARKS = frozenset(("N830", "N862", *(f"N{number}" for number in range(864, 871))))


def no_surprises_act(facts: ClaimFacts) -> Ruling | None:
    """Holds every patient amount but cost sharing on a protected claim."""
    marked = facts.remarks and not REMARKS.isdisjoint(facts.remarks)
    if not (marked or facts.context.surprise_billing_protected):
        return None
    if facts.patient_reasons <= COST_SHARING:
        return None
    return Ruling(Disposition.HOLD, Reason.NO_SURPRISES_ACT)
