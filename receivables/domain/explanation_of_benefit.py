"""An insurer's explanation of benefit (FHIR R4 EOB) as it was received. Source: remittance 2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from receivables.domain.money import Money
from receivables.domain.remittance import Problem


@dataclass(slots=True)
class StatedAmount:
    """One amount of a category; `detail` is the insurer's own code beside the shared one."""

    category: str
    amount: Money | None
    detail: str = ""


@dataclass(slots=True)
class ExplanationItem:
    """One service with its amounts."""

    procedure: str
    amounts: Sequence[StatedAmount] = ()


@dataclass(slots=True)
class ExplanationOfBenefit:
    """One EOB. `amounts` are its totals, in the categories of remittance 2 by their codes.

    `related` maps the identifier of a related claim to the relationship (prior, replacedby).
    `resource` is its id among FHIR resources, which references name. `reasons` are CARC, `remarks`
    RARC codes. `out_of_network` tells that a part of it was decided so. A damaged one has something
    unreadable in it.
    """

    identifier: str = ""
    resource: str = ""
    patient_control_number: str = ""
    status: str = ""
    outcome: str = ""
    use: str = ""
    payer: str = ""
    created: dt.date | None = None
    payment_amount: Money | None = None
    other_insurance: bool = False
    out_of_network: bool = False
    related: Mapping[str, str] = MappingProxyType({})
    amounts: Sequence[StatedAmount] = ()
    items: Sequence[ExplanationItem] = ()
    reasons: Sequence[str] = ()
    remarks: Sequence[str] = ()
    damaged: bool = False
    problems: list[Problem] = field(default_factory=list)

    def repeats(self, category: str, *, equal: bool = False) -> bool:
        """Whether a category stands twice above zero in one place: which one is meant cannot be
        told, since real files do so with a code of the insurer's own beside each. With `equal`
        the same amount twice is one amount."""
        for amounts in (self.amounts, *(item.amounts for item in self.items)):
            found = [each.amount for each in amounts if each.category == category and each.amount]
            if len(set(found) if equal else found) > 1:
                return True
        return False

    def total(self, category: str) -> Money | None:
        """The sum of a category; None when it is not stated or a part of it cannot be read."""
        found = [each.amount for each in self.stated(category)]
        known = [amount for amount in found if amount is not None]
        return Money.total(known) if found and len(known) == len(found) else None

    def stated(self, category: str) -> list[StatedAmount]:
        """The amounts of a category: those of the totals, else those of all items."""
        totals = [stated for stated in self.amounts if stated.category == category]
        if totals:
            return totals
        return [
            stated for item in self.items for stated in item.amounts if stated.category == category
        ]
