"""What the patient has paid already, by an insurer's explanation of benefit (remittance 2).

CARIN's `paidbypatient` is what was paid at the point of service; `paidbypatientcash`, `-other` and
`-healthaccount` are its parts. It only ever lowers what may be asked. Nothing below zero, stated
twice or more than the share is believed.
"""

from __future__ import annotations

from receivables.domain.explanation_of_benefit import ExplanationOfBenefit
from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import Ruling

PAID = "paidbypatient"
_PARTS = ("paidbypatientcash", "paidbypatientother", "paidbypatienthealthaccount")
_CONTRADICTION = Ruling(Disposition.HOLD, Reason.CONTRADICTION)


def paid_by_patient(explanation: ExplanationOfBenefit, share: Money) -> Money | Ruling:
    """What was paid towards the share, zero where nothing is stated; else why nothing is said."""
    stated = [name for name in (PAID, *_PARTS) if explanation.stated(name)]
    amounts = {name: explanation.total(name) for name in stated}
    known = {name: amount for name, amount in amounts.items() if amount is not None}
    doubtful = len(known) < len(stated) or any(amount < ZERO for amount in known.values())
    if doubtful or any(explanation.repeats(name) for name in stated):
        return _CONTRADICTION
    in_parts = Money.total(known.get(name, ZERO) for name in _PARTS)
    paid = known.get(PAID, in_parts)
    return _CONTRADICTION if in_parts > paid or paid > share else paid
