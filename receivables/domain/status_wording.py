"""How it is told, honestly and without an amount, that a balance is not known yet."""

from __future__ import annotations

from collections.abc import Sequence

from receivables.domain.responsibility import Disposition, Reason

FIRST_ANSWER = "utter_bill_explanation_wait_first"
PAUSED = "utter_bill_explanation_hold_paused"
NEEDS_CHECK = "utter_bill_explanation_hold_check"
_WAIT_DECISION = "utter_bill_explanation_wait_decision"
_OTHER_INSURANCE = "utter_bill_explanation_wait_other_insurance"
_REPROCESSING = "utter_bill_explanation_wait_reprocessing"
_PROTECTED = "utter_bill_explanation_hold_protected"
_INJURY = "utter_bill_explanation_hold_injury"
_SURPRISE_BILLING = "utter_bill_explanation_hold_surprise_billing"
_OURS = "utter_bill_explanation_hold_ours"

_WAITING: dict[str, str] = {
    Reason.FORWARDED: _OTHER_INSURANCE,
    Reason.OTHER_INSURANCE_OPEN: _OTHER_INSURANCE,
    Reason.OTHER_INSURER_FIRST: _OTHER_INSURANCE,
    Reason.LATER_INSURER_DECIDES: _OTHER_INSURANCE,
    Reason.REVERSAL: _REPROCESSING,
    Reason.REVERSED: _REPROCESSING,
    Reason.NEGATIVE_CORRECTION: _REPROCESSING,
}
_HELD: dict[str, str] = {
    # Two decisions on a bill tell of no other plan, even where they are of two plans.
    Reason.CONFLICTING_CLAIMS: NEEDS_CHECK,
    Reason.MEMBER_NOT_IDENTIFIED: "utter_bill_explanation_hold_member",
    Reason.COORDINATION_OF_BENEFITS: "utter_bill_explanation_hold_other_plan",
    Reason.PATIENT_INFORMATION_MISSING: "utter_bill_explanation_hold_plan_needs_you",
    Reason.PREMIUM_GRACE_PERIOD: "utter_bill_explanation_hold_premium",
    Reason.QUALIFIED_MEDICARE_BENEFICIARY: _PROTECTED,
    Reason.MEDICAID: _PROTECTED,
    Reason.WORKERS_COMPENSATION: _INJURY,
    Reason.LIABILITY: _INJURY,
    Reason.NO_SURPRISES_ACT: _SURPRISE_BILLING,
    Reason.OVER_ALLOWED_AMOUNT: _SURPRISE_BILLING,
    Reason.OUT_OF_NETWORK: _SURPRISE_BILLING,
    Reason.CLAIM_INFORMATION_MISSING: _OURS,
    Reason.REBILL: _OURS,
}


def status_wording(disposition: str | None, reasons: Sequence[str]) -> str:
    """The wording for a waiting or held account; None as disposition: no claim came yet."""
    if disposition is None:
        return FIRST_ANSWER
    table = _WAITING if disposition == Disposition.WAIT else _HELD
    known = [table[reason] for reason in reasons if reason in table]
    default = _WAIT_DECISION if disposition == Disposition.WAIT else NEEDS_CHECK
    return known[0] if known else default
