"""The patient's share by an explanation of benefit, in its parts (remittance 2).

`memberliability` is what the patient owes. Without it the rule is deductible, copay and
coinsurance together, and only when each is stated without doubt and nothing is marked as not
covered; otherwise a person decides.
"""

from __future__ import annotations

from receivables.domain.explanation_of_benefit import ExplanationOfBenefit
from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import Ruling
from receivables.policy.explanation_payments import PAID

_COST_SHARING = {"deductible": "1", "coinsurance": "2", "copay": "3"}
_NOT_COVERED = "96"
_HOLD = Disposition.HOLD


def parts_of_share(explanation: ExplanationOfBenefit) -> list[tuple[Money, str]] | Ruling:
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
    stated = any(explanation.stated(category) for category in _COST_SHARING)
    if not stated or explanation.total("noncovered"):
        return Ruling(_HOLD, Reason.SHARE_NOT_STATED)
    if _doubtful(explanation):
        return Ruling(_HOLD, Reason.CONTRADICTION)
    return _cost_sharing(explanation)


def _cost_sharing(explanation: ExplanationOfBenefit) -> list[tuple[Money, str]]:
    """Deductible, coinsurance and copay above or below zero."""
    stated = ((explanation.total(category), reason) for category, reason in _COST_SHARING.items())
    return [(amount, reason) for amount, reason in stated if amount]


def _doubtful(explanation: ExplanationOfBenefit) -> bool:
    """Whether a part is stated twice in one place, so that only the liability could tell."""
    return any(explanation.repeats(category) for category in _COST_SHARING)


def _items_contradict(explanation: ExplanationOfBenefit) -> bool:
    """Whether what every item states of the share sums to another amount than the total."""
    for category in ("memberliability", PAID, *_COST_SHARING):
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
