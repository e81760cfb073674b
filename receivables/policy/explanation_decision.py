"""What an insurer's explanation of benefit lets us ask of the patient (remittance 2).

Status, use and outcome come first, then the share (`explanation_share`). Outside the network only
cost sharing passes (remittance 3, NSA), and the guards of claims apply. Contradictions are held.
"""

from __future__ import annotations

from collections.abc import Sequence

from receivables.domain.explanation_of_benefit import ExplanationOfBenefit
from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import Adjustment, ClaimPayment
from receivables.domain.responsibility import (
    AccountContext,
    Decision,
    Disposition,
    PatientShare,
    Reason,
)
from receivables.policy.claim_facts import COST_SHARING, ClaimFacts, Ruling
from receivables.policy.explanation_payments import PAID, paid_by_patient
from receivables.policy.explanation_share import parts_of_share
from receivables.policy.explanation_versions import REPLACED, overruled
from receivables.policy.guards import EXPLANATION_GUARDS

_UNKNOWN_ACCOUNT = AccountContext()

_HOLD, _WAIT, _NOTHING = Disposition.HOLD, Disposition.WAIT, Disposition.NOTHING_OWED
_BY_STATUS: dict[str, Ruling | None] = {
    "active": None,
    "draft": Ruling(_WAIT, Reason.EXPLANATION_NOT_FINAL),
    "cancelled": Ruling(_NOTHING, Reason.EXPLANATION_CANCELLED),
    "entered-in-error": Ruling(_NOTHING, Reason.EXPLANATION_CANCELLED),
}
_BY_USE: dict[str, Ruling | None] = {
    "claim": None,
    "preauthorization": Ruling(_NOTHING, Reason.NOT_A_CLAIM),
    "predetermination": Ruling(_NOTHING, Reason.NOT_A_CLAIM),
}
_BY_OUTCOME: dict[str, Ruling | None] = {
    "complete": None,
    "partial": Ruling(_WAIT, Reason.EXPLANATION_NOT_FINAL),
    "queued": Ruling(_WAIT, Reason.EXPLANATION_NOT_FINAL),
    "error": Ruling(_HOLD, Reason.EXPLANATION_NOT_FINAL),
}
_UNKNOWN = Ruling(_HOLD, Reason.UNKNOWN_STATUS)


def decide_explanation(
    explanation: ExplanationOfBenefit, context: AccountContext = _UNKNOWN_ACCOUNT
) -> Decision:
    """The decision on one EOB by itself; `decide_explanations` also looks at corrections."""
    ruling = _damaged(explanation) or _not_final(explanation) or _without_amounts(explanation)
    ruling = ruling or _another_insurer(explanation)
    if ruling is not None:
        return _stopped(ruling)
    parts = parts_of_share(explanation)
    if isinstance(parts, Ruling):
        return _stopped(parts)
    if explanation.out_of_network and not COST_SHARING.issuperset(reason for _, reason in parts):
        return _stopped(Ruling(_HOLD, Reason.OUT_OF_NETWORK))
    owes = Money.total(amount for amount, _ in parts)
    paid = paid_by_patient(explanation, owes)
    if isinstance(paid, Ruling):
        return _stopped(paid)
    if not owes:
        return _stopped(Ruling(_NOTHING, Reason.NO_PATIENT_SHARE))
    facts = _facts(explanation, parts, context)
    for guard in EXPLANATION_GUARDS:
        ruling = guard(facts)
        if ruling is not None:
            return _stopped(ruling)
    return _less_paid(explanation, parts, paid)


def _less_paid(
    explanation: ExplanationOfBenefit, parts: list[tuple[Money, str]], paid: Money
) -> Decision:
    """What is left of the share once its payment is subtracted, with where it comes from."""
    if paid:
        parts = [*parts, (-paid, PAID)]
    left = Money.total(amount for amount, _ in parts)
    shares = tuple(
        PatientShare(amount, reason, 0, explanation.identifier) for amount, reason in parts
    )
    if not left:
        return Decision(_NOTHING, (Reason.PAID_BY_PATIENT,), ZERO, shares)
    return Decision(Disposition.PAYABLE, (Reason.PATIENT_SHARE,), left, shares)


def decide_explanations(
    explanations: Sequence[ExplanationOfBenefit], context: AccountContext = _UNKNOWN_ACCOUNT
) -> list[Decision]:
    """The decision on each EOB; one that another one replaces or repeats counts no more."""
    return [
        decide_explanation(explanation, context) if ruling is None else _stopped(ruling)
        for explanation, ruling in zip(explanations, overruled(explanations), strict=True)
    ]


def _stopped(ruling: Ruling) -> Decision:
    owes = ZERO if ruling.disposition is _NOTHING else None
    return Decision(ruling.disposition, (ruling.reason,), owes)


def _not_final(explanation: ExplanationOfBenefit) -> Ruling | None:
    """Status, use and outcome, and whether another EOB has replaced this one."""
    for found, rulings in (
        (explanation.status, _BY_STATUS),
        (explanation.use, _BY_USE),
        (explanation.outcome, _BY_OUTCOME),
    ):
        ruling = rulings.get(found, _UNKNOWN)
        if ruling is not None:
            return ruling
    if REPLACED & set(explanation.related.values()):
        return Ruling(_NOTHING, Reason.REPLACED)
    return None


def _damaged(explanation: ExplanationOfBenefit) -> Ruling | None:
    return Ruling(_HOLD, Reason.DAMAGED) if explanation.damaged else None


def _without_amounts(explanation: ExplanationOfBenefit) -> Ruling | None:
    """The Nonfinancial profiles of CARIN carry no money."""
    if not explanation.amounts and not any(item.amounts for item in explanation.items):
        return Ruling(_HOLD, Reason.NO_AMOUNTS)
    return None


def _another_insurer(explanation: ExplanationOfBenefit) -> Ruling | None:
    """Another insurance is named and has not paid before: it may still decide."""
    prior = any(each.amount for each in explanation.stated("priorpayerpaid"))
    if explanation.other_insurance and not prior:
        return Ruling(_WAIT, Reason.OTHER_INSURANCE_OPEN)
    return None


def _facts(
    explanation: ExplanationOfBenefit, parts: list[tuple[Money, str]], context: AccountContext
) -> ClaimFacts:
    """The EOB as the guards look at a claim: its parts as patient adjustments."""
    owes = Money.total(amount for amount, _ in parts)
    claim = ClaimPayment("", "1", explanation.total("submitted"), explanation.payment_amount, owes)
    return ClaimFacts(
        claim,
        context,
        list(explanation.remarks),
        patient=[(0, Adjustment("PR", reason, amount)) for amount, reason in parts],
        patient_reasons={reason for _, reason in parts},
        other_reasons=set(explanation.reasons),
        share=owes.cents,
    )
