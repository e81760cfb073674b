"""What an insurer's explanation of benefit lets us ask of the patient (remittance 2).

`memberliability` is what the patient owes. Without it the rule is deductible, copay and
coinsurance together, and only when each is stated without doubt and nothing is marked as not
covered; otherwise a person decides. Contradictions are held.
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
from receivables.policy.claim_facts import ClaimFacts, Ruling
from receivables.policy.explanation_payments import PAID, paid_by_patient
from receivables.policy.explanation_versions import REPLACED, overruled
from receivables.policy.guards import EXPLANATION_GUARDS

COST_SHARING = {"deductible": "1", "coinsurance": "2", "copay": "3"}
_NOT_COVERED = "96"
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
    parts = _parts(explanation)
    if isinstance(parts, Ruling):
        return _stopped(parts)
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


def _parts(explanation: ExplanationOfBenefit) -> list[tuple[Money, str]] | Ruling:
    """The patient's share in its parts (amount, reason of the same meaning), else why not."""
    liability = explanation.stated("memberliability")
    find = _parts_of_liability if liability else _parts_without_liability
    parts = find(explanation)
    if isinstance(parts, Ruling):
        return parts
    owes = Money.total(amount for amount, _ in parts)
    contradicted = _items_contradict(explanation) or any(amount < ZERO for amount, _ in parts)
    if contradicted or _exceeds(explanation, owes, bool(liability)):
        return Ruling(_HOLD, Reason.CONTRADICTION)
    return parts


def _parts_of_liability(
    explanation: ExplanationOfBenefit,
) -> list[tuple[Money, str]] | Ruling:
    liability = explanation.total("memberliability")
    if liability is None or explanation.repeats("memberliability"):
        return Ruling(_HOLD, Reason.CONTRADICTION)
    parts = _cost_sharing(explanation)
    shared = Money.total(amount for amount, _ in parts)
    rest = liability - shared
    if rest and _doubtful(explanation):
        return Ruling(_HOLD, Reason.CONTRADICTION)
    if rest < ZERO or (shared and rest > (explanation.total("noncovered") or ZERO)):
        return Ruling(_HOLD, Reason.CONTRADICTION)
    return [*parts, (rest, _NOT_COVERED)] if rest else parts


def _parts_without_liability(
    explanation: ExplanationOfBenefit,
) -> list[tuple[Money, str]] | Ruling:
    stated = any(explanation.stated(category) for category in COST_SHARING)
    if not stated or explanation.total("noncovered"):
        return Ruling(_HOLD, Reason.SHARE_NOT_STATED)
    if _doubtful(explanation):
        return Ruling(_HOLD, Reason.CONTRADICTION)
    return _cost_sharing(explanation)


def _cost_sharing(explanation: ExplanationOfBenefit) -> list[tuple[Money, str]]:
    """Deductible, coinsurance and copay above or below zero."""
    stated = ((explanation.total(category), reason) for category, reason in COST_SHARING.items())
    return [(amount, reason) for amount, reason in stated if amount]


def _doubtful(explanation: ExplanationOfBenefit) -> bool:
    """Whether a part is stated twice in one place, so that only the liability could tell."""
    return any(explanation.repeats(category) for category in COST_SHARING)


def _items_contradict(explanation: ExplanationOfBenefit) -> bool:
    """Whether what every item states of the share sums to another amount than the total."""
    for category in ("memberliability", PAID, *COST_SHARING):
        total = [each.amount for each in explanation.amounts if each.category == category]
        items = [
            [each.amount for each in item.amounts if each.category == category]
            for item in explanation.items
        ]
        if len(total) == 1 and items and all(len(amounts) == 1 for amounts in items):
            known = [amount for (amount,) in items if amount is not None]
            if total[0] is not None and Money.total(known) != total[0]:
                return True
    return False


def _exceeds(explanation: ExplanationOfBenefit, owes: Money, with_liability: bool) -> bool:
    """Whether share and benefit are more than was allowed (or charged, where more than cost
    sharing is in the share)."""
    benefit = explanation.total("benefit") or ZERO
    charged, allowed = explanation.total("submitted"), explanation.total("eligible")
    limits = [charged] if with_liability else [charged, allowed]
    return any(limit is not None and owes + benefit > limit for limit in limits)


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
