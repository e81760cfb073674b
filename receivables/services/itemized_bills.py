"""The itemized bill of a visit: each line of its charge, as billed to the insurer.

Names treatments by their codes, so it is shown on the person's own page alone (compliance H2).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, ServiceLine
from receivables.services.insurer_at_hand import claims_of
from receivables.store.tables import Encounter

_SERVICE_DATES = ("472", "150")  # DTM01: the day of the service, or its first


@dataclass(frozen=True, slots=True)
class BilledLine:
    """One line. `code`: the procedure with its modifiers, else the revenue code."""

    code: str
    units: str
    on: dt.date
    charge: Money


@dataclass(frozen=True, slots=True)
class ItemizedBill:
    """The lines of a visit; they add up to its charge."""

    visit: Encounter
    lines: tuple[BilledLine, ...]

    @property
    def total(self) -> Money:
        """What all lines come to."""
        return Money.total(line.charge for line in self.lines)


def itemized_bill(session: Session, visit: Encounter) -> ItemizedBill | None:
    """The lines of the latest claim that has them; None where none adds up to the visit's charge
    to the cent."""
    for row in claims_of(session, visit):
        if (lines := _lines(row.claim, visit)) is not None:
            bill = ItemizedBill(visit, lines)
            if bill.total == visit.charge:
                return bill
    return None


def _lines(claim: ClaimPayment, visit: Encounter) -> tuple[BilledLine, ...] | None:
    lines = []
    for service in claim.services:
        if service.charge is None:
            return None
        on = next((service.dates[date] for date in _SERVICE_DATES if date in service.dates), None)
        lines.append(
            BilledLine(_code(service), service.units, on or visit.service_date, service.charge)
        )
    return tuple(lines) if lines and not claim.damaged else None


def _code(service: ServiceLine) -> str:
    return "-".join(filter(None, [service.procedure or service.revenue_code, *service.modifiers]))
