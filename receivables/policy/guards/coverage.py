"""Guards from the kind of coverage: QMB, Medicaid, workers' compensation, liability."""

from __future__ import annotations

from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import COST_SHARING, ClaimFacts, Ruling

QMB_REMARKS = frozenset(("N781", "N782", "N783"))
MEDICAID = "MC"
WORKERS_COMPENSATION = "WC"
LIABILITY = frozenset(("AM", "LM"))
MEDICAID_SHARES = frozenset(("142", "178"))


def qualified_medicare_beneficiary(facts: ClaimFacts) -> Ruling | None:
    """No deductible, coinsurance or copay from a QMB member (MLN SE1128; remarks N781 to N783).

    Anything else asked of such a member is looked at by a person.
    """
    marked = facts.remarks and not QMB_REMARKS.isdisjoint(facts.remarks)
    if not (marked or facts.context.qualified_medicare_beneficiary):
        return None
    lowered = facts.patient_reasons <= COST_SHARING
    disposition = Disposition.NOTHING_OWED if lowered else Disposition.HOLD
    return Ruling(disposition, Reason.QUALIFIED_MEDICARE_BENEFICIARY)


def medicaid(facts: ClaimFacts) -> Ruling | None:
    """Medicaid's payment is payment in full but for the share it sets (42 CFR 447.15).

    Only its own patient share or spend-down (142, 178) passes. A copay (3) is checked by a
    person, since many members are exempt; so is anything another payer leaves to a member.
    """
    own = facts.claim.filing_indicator == MEDICAID
    if not (own or facts.context.medicaid):
        return None
    if own and facts.patient_reasons <= MEDICAID_SHARES:
        return None
    return Ruling(Disposition.HOLD, Reason.MEDICAID)


def workers_compensation(facts: ClaimFacts) -> Ruling | None:
    """An accepted injury is generally not billed to the worker; a denied one is for a person.

    Reasons P1 and on belong to workers' compensation, auto and liability insurance (remittance
    1e): a person decides.
    """
    filing = facts.claim.filing_indicator
    if filing == WORKERS_COMPENSATION or facts.context.workers_compensation:
        return Ruling(Disposition.HOLD, Reason.WORKERS_COMPENSATION)
    if filing in LIABILITY:
        return Ruling(Disposition.HOLD, Reason.LIABILITY)
    for reason in facts.patient_reasons | facts.other_reasons:
        if reason[:1] == "P" and reason[1:].isdigit():
            return Ruling(Disposition.HOLD, Reason.LIABILITY)
    return None
