"""What the rules look at in a claim, gathered in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from receivables.domain.remittance import Adjustment, ClaimPayment, ServiceLine
from receivables.domain.responsibility import AccountContext, Disposition, Reason

COST_SHARING = frozenset(("1", "2", "3", "66"))
MEDICARE = frozenset(("MA", "MB", "16"))


class Ruling(NamedTuple):
    """What one rule says. No ruling asks for money: a rule can only hold, wait or lower to zero."""

    disposition: Disposition
    reason: Reason


@dataclass(slots=True)
class ClaimFacts:
    """A claim with its adjustments by whom they concern.

    `patient` holds those of group PR with the number of their line (0 = the whole claim), `share`
    their sum in cents; `other_groups` and `other_reasons` are those of all the rest.
    `service_balances` and `claim_balances` tell whether the equations of remittance 1b hold, None
    when an amount is unknown.
    """

    claim: ClaimPayment
    context: AccountContext
    remarks: list[str]
    patient: list[tuple[int, Adjustment]] = field(default_factory=list)
    patient_reasons: set[str] = field(default_factory=set)
    other_groups: set[str] = field(default_factory=set)
    other_reasons: set[str] = field(default_factory=set)
    share: int = 0
    service_balances: bool | None = True
    claim_balances: bool | None = True


Rule = Callable[[ClaimFacts], Ruling | None]


def facts_of(claim: ClaimPayment, context: AccountContext) -> ClaimFacts:
    """The facts of a claim. Source of the equations: remittance 1b."""
    facts = ClaimFacts(claim, context, list(claim.remarks))
    adjusted = _sort_in(facts, 0, claim.adjustments)
    for number, line in enumerate(claim.services, 1):
        of_line = _sort_in(facts, number, line.adjustments)
        if line.remarks:
            facts.remarks.extend(line.remarks)
        facts.service_balances = _both(facts.service_balances, _equal(line, of_line))
        adjusted = None if adjusted is None or of_line is None else adjusted + of_line
    facts.claim_balances = _equal(claim, adjusted)
    return facts


def _sort_in(facts: ClaimFacts, number: int, adjustments: Sequence[Adjustment]) -> int | None:
    """Sorts adjustments into the facts; their sum in cents, None when one is unknown."""
    total: int | None = 0
    for adjustment in adjustments:
        if adjustment.group == "PR":
            facts.patient.append((number, adjustment))
            facts.patient_reasons.add(adjustment.reason)
            if adjustment.amount is not None:
                facts.share += adjustment.amount.cents
        else:
            facts.other_groups.add(adjustment.group)
            facts.other_reasons.add(adjustment.reason)
        if adjustment.amount is None:
            total = None
        elif total is not None:
            total += adjustment.amount.cents
    return total


def _equal(part: ClaimPayment | ServiceLine, adjusted: int | None) -> bool | None:
    charge, paid = part.charge, part.paid
    if charge is None or paid is None or adjusted is None:
        return None
    return charge.cents - adjusted == paid.cents


def _both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True
