"""What the versions of one explanation of benefit come to as evidence, in whatever order they come.

The later made one stands, of the same day the one that withdraws it. Two that say different things
of the same day are in conflict: then the smallest amount is the evidence, for every account that
one of them names, since evidence may only lower or hold an amount (remittance 1h.6).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Disposition, Reason


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one explanation says: what is left to the patient, and what the patient has paid.

    Both are None where it says nothing sure. `made_on` is the day the insurer made it, `replaces`
    are the numbers of those in whose place it stands. `account_numbers` are sorted.
    """

    account_numbers: list[str]
    disposition: str
    reasons: list[str]
    patient_owes: Money | None
    patient_paid: Money | None
    made_on: dt.date | None
    replaces: list[str]


def standing_evidence(known: Evidence, come: Evidence) -> Evidence:
    """The evidence once another version has come; the same for every order and repetition."""
    first, second = _rank(known), _rank(come)
    if first != second:
        return known if first > second else come
    return known if known == come else _in_conflict(known, come)


def _rank(evidence: Evidence) -> tuple[dt.date, bool]:
    return evidence.made_on or dt.date.min, _is_withdrawn(evidence)


def _is_withdrawn(evidence: Evidence) -> bool:
    return Reason.EXPLANATION_CANCELLED in evidence.reasons


def _in_conflict(known: Evidence, come: Evidence) -> Evidence:
    both = (known, come)
    amounts = [
        (each.patient_owes, each.patient_paid or ZERO)
        for each in both
        if each.patient_owes is not None
    ]
    owes, paid = min(amounts, default=(None, None))
    withdrawn = _is_withdrawn(known)
    return Evidence(
        account_numbers=sorted({*known.account_numbers, *come.account_numbers}),
        disposition=known.disposition if withdrawn else str(Disposition.HOLD),
        reasons=known.reasons if withdrawn else [str(Reason.CONFLICTING_CLAIMS)],
        patient_owes=owes,
        patient_paid=paid,
        made_on=known.made_on,
        replaces=sorted({*known.replaces, *come.replaces}),
    )
