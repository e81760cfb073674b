"""Reasons that a person looks at before the patient hears an amount (remittance 1e, 1f).

They are only asked of adjustments that are group PR already; no reason makes an amount billable.
"""

from __future__ import annotations

from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import ClaimFacts, Ruling

TO_REVIEW: dict[str, Reason] = {
    "45": Reason.OVER_ALLOWED_AMOUNT,
    "42": Reason.OVER_ALLOWED_AMOUNT,
    "131": Reason.OVER_ALLOWED_AMOUNT,
    "22": Reason.COORDINATION_OF_BENEFITS,
    "23": Reason.COORDINATION_OF_BENEFITS,
    "109": Reason.COORDINATION_OF_BENEFITS,
    "31": Reason.MEMBER_NOT_IDENTIFIED,
    "227": Reason.PATIENT_INFORMATION_MISSING,
    "201": Reason.WORKERS_COMPENSATION,
    "257": Reason.PREMIUM_GRACE_PERIOD,
    "49": Reason.PREVENTIVE_REVIEW,
    "242": Reason.OUT_OF_NETWORK,
    "243": Reason.OUT_OF_NETWORK,
    "187": Reason.HEALTH_ACCOUNT,
    "16": Reason.CLAIM_INFORMATION_MISSING,
    "226": Reason.CLAIM_INFORMATION_MISSING,
    "252": Reason.CLAIM_INFORMATION_MISSING,
    "18": Reason.DUPLICATE,
    "209": Reason.NOT_COLLECTABLE,
    "24": Reason.NOT_A_PATIENT_SHARE,
    "94": Reason.NOT_A_PATIENT_SHARE,
    "97": Reason.NOT_A_PATIENT_SHARE,
    "101": Reason.NOT_A_PATIENT_SHARE,
    "141": Reason.NOT_A_PATIENT_SHARE,
    "236": Reason.NOT_A_PATIENT_SHARE,
    "253": Reason.NOT_A_PATIENT_SHARE,
    "B15": Reason.NOT_A_PATIENT_SHARE,
}
UNPROCESSABLE = "MA130"
_DOUBTFUL_IN_ANY_GROUP = ("22", "31", "109", "201", "209", "227")


def reason_to_review(facts: ClaimFacts) -> Ruling | None:
    """Holds the claim at the first reason of its patient adjustments that needs a person."""
    for _, adjustment in facts.patient:
        reason = TO_REVIEW.get(adjustment.reason)
        if reason is not None and (adjustment.amount is None or adjustment.amount.cents > 0):
            return Ruling(Disposition.HOLD, reason)
    return None


def claim_to_be_sent_again(facts: ClaimFacts) -> Ruling | None:
    """An unprocessable claim is billed again; an old correction group (CR) is no decision."""
    if UNPROCESSABLE in facts.remarks:
        return Ruling(Disposition.HOLD, Reason.REBILL)
    if "CR" in facts.other_groups:
        return Ruling(Disposition.HOLD, Reason.CORRECTION_GROUP)
    return None


def premium_grace_period(facts: ClaimFacts) -> Ruling | None:
    """Reason 257 in any group: the plan has not decided until the premium is paid."""
    if "257" in facts.other_reasons:
        return Ruling(Disposition.HOLD, Reason.PREMIUM_GRACE_PERIOD)
    return None


def reason_without_group(facts: ClaimFacts) -> Ruling | None:
    """Reasons that make any share doubtful, where no group says whom they concern."""
    for code in _DOUBTFUL_IN_ANY_GROUP:
        if code in facts.other_reasons:
            return Ruling(Disposition.HOLD, TO_REVIEW[code])
    return None
