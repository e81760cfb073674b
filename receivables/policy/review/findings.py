"""What the review may find, and which decision or reason code shows it.

Nothing is decided here again: the kinds follow from the decision on each claim
(`policy.account_decision`) and from the reasons of its adjustments (remittance 1e).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from receivables.domain.money import Money
from receivables.domain.responsibility import Reason


class FindingKind(StrEnum):
    """The kinds, the weightiest for the patient first; their words: data/scripts/review.yml."""

    MEDICARE_SAVINGS = "medicare_savings"
    MEDICAID = "medicaid"
    OTHER_LIABILITY = "other_liability"
    SURPRISE_BILLING = "surprise_billing"
    CONTRACT_AMOUNT_BILLED = "contract_amount_billed"
    NOT_TRUSTED = "not_trusted"
    UNPAIRED_REVERSAL = "unpaired_reversal"
    CONFLICTING = "conflicting"
    EVIDENCE_DIFFERS = "evidence_differs"
    PATIENT_CREDIT = "patient_credit"
    INSURER_OVERPAID = "insurer_overpaid"
    LATE_FILING = "late_filing"
    OTHER_INSURANCE_FIRST = "other_insurance_first"
    WAITING_FOR_INSURER = "waiting_for_insurer"
    COVERAGE_MISSING = "coverage_missing"
    CORRECTED_CLAIM = "corrected_claim"
    DENIAL_TO_APPEAL = "denial_to_appeal"
    DENIED = "denied"
    FROM_THE_PATIENT = "from_the_patient"
    PREVENTIVE = "preventive"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `amount` is what it is about, None where no one amount is.

    `deadline` is the last day for an appeal where a rule fixes it, None where it must be asked.
    `reasons` are the codes that show it, `CO-50` or one of docs/remittance.md.
    """

    kind: FindingKind
    claim_number: str = ""
    payer: str = ""
    amount: Money | None = None
    deadline: dt.date | None = None
    reasons: tuple[str, ...] = ()


K, R = FindingKind, Reason

BY_DECISION: Mapping[Reason, FindingKind] = {
    R.QUALIFIED_MEDICARE_BENEFICIARY: K.MEDICARE_SAVINGS,
    R.MEDICAID: K.MEDICAID,
    R.WORKERS_COMPENSATION: K.OTHER_LIABILITY,
    R.LIABILITY: K.OTHER_LIABILITY,
    R.NO_SURPRISES_ACT: K.SURPRISE_BILLING,
    R.OVER_ALLOWED_AMOUNT: K.SURPRISE_BILLING,
    R.OUT_OF_NETWORK: K.SURPRISE_BILLING,
    R.SHARE_DIFFERS: K.CONTRACT_AMOUNT_BILLED,
    R.NOT_A_PATIENT_SHARE: K.CONTRACT_AMOUNT_BILLED,
    R.NOT_COLLECTABLE: K.CONTRACT_AMOUNT_BILLED,
    R.DAMAGED: K.NOT_TRUSTED,
    R.AMOUNT_UNKNOWN: K.NOT_TRUSTED,
    R.SERVICE_UNBALANCED: K.NOT_TRUSTED,
    R.CLAIM_UNBALANCED: K.NOT_TRUSTED,
    R.TRANSACTION_UNBALANCED: K.NOT_TRUSTED,
    R.UNKNOWN_STATUS: K.NOT_TRUSTED,
    R.CORRECTION_GROUP: K.NOT_TRUSTED,
    R.REVERSAL: K.UNPAIRED_REVERSAL,
    R.NEGATIVE_CORRECTION: K.UNPAIRED_REVERSAL,
    R.CONFLICTING_CLAIMS: K.CONFLICTING,
    R.DUPLICATE_PAYMENT: K.CONFLICTING,
    R.DUPLICATE: K.CONFLICTING,
    R.CHARGES_DIFFER: K.CONFLICTING,
    R.CONTRADICTION: K.EVIDENCE_DIFFERS,
    R.LATE_FILING: K.LATE_FILING,
    R.COORDINATION_OF_BENEFITS: K.OTHER_INSURANCE_FIRST,
    R.OTHER_INSURER_FIRST: K.OTHER_INSURANCE_FIRST,
    R.OTHER_INSURANCE_OPEN: K.WAITING_FOR_INSURER,
    R.FORWARDED: K.WAITING_FOR_INSURER,
    R.NOT_OUR_CLAIM: K.WAITING_FOR_INSURER,
    R.PENDING: K.WAITING_FOR_INSURER,
    R.MEMBER_NOT_IDENTIFIED: K.COVERAGE_MISSING,
    R.CLAIM_INFORMATION_MISSING: K.CORRECTED_CLAIM,
    R.REBILL: K.CORRECTED_CLAIM,
    R.PATIENT_INFORMATION_MISSING: K.FROM_THE_PATIENT,
    R.PREMIUM_GRACE_PERIOD: K.FROM_THE_PATIENT,
    R.PREVENTIVE_REVIEW: K.PREVENTIVE,
}

# By CARC, in whatever group the amount stands (remittance 1e).
BY_ADJUSTMENT: Mapping[str, FindingKind] = {
    **dict.fromkeys(("29",), K.LATE_FILING),
    **dict.fromkeys(("22", "109"), K.OTHER_INSURANCE_FIRST),
    **dict.fromkeys(("26", "27", "31", "32", "33", "200"), K.COVERAGE_MISSING),
    **dict.fromkeys(("16", "226", "252"), K.CORRECTED_CLAIM),
    **dict.fromkeys(("50", "96", "197", "198", "204"), K.DENIAL_TO_APPEAL),
    **dict.fromkeys(("227", "257"), K.FROM_THE_PATIENT),
}

# Reasons that by themselves explain why nothing was paid (remittance 1e): no denial to ask about.
EXPLAINED = frozenset(
    {
        *("1", "2", "3", "66"),
        *(
            "18",
            "23",
            "24",
            "42",
            "45",
            "94",
            "97",
            "100",
            "101",
            "131",
            "209",
            "236",
            "253",
            "B15",
        ),
    }
)

# A claim that one of these settled is over: nothing of it is looked at.
OVER = frozenset(
    {
        *(R.REVERSAL, R.REVERSED, R.CORRECTED, R.DUPLICATE, R.REPLACED, R.PREDETERMINATION),
        R.LATER_INSURER_DECIDES,
    }
)
