"""A payer's remittance as it was received: payments, claims, service lines, adjustments.

Nothing here is interpreted. An amount is Money, or None when the file does not state it or
states it unreadably: unknown is never zero. Codes stay the strings of the file. Source:
remittance 1a (structure of the 835).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from receivables.domain.money import Money


class Problem(NamedTuple):
    """What is wrong with a file, and where: `segment 14, line 15, claim PB-10001`."""

    where: str
    what: str


class Party(NamedTuple):
    """A person or organisation named in a claim (NM1): entity code, name, identifier."""

    entity: str
    name: str
    identifier: str


@dataclass(slots=True)
class Adjustment:
    """One triplet of a CAS: why this much of the charge was not paid. Positive lowers it."""

    group: str
    reason: str
    amount: Money | None
    quantity: str = ""


@dataclass(slots=True)
class ServiceLine:
    """One service of a claim (SVC) with its own adjustments and remarks."""

    procedure: str
    charge: Money | None
    paid: Money | None
    units: str = ""
    revenue_code: str = ""
    qualifier: str = ""
    modifiers: Sequence[str] = ()
    segment: int = 0
    adjustments: Sequence[Adjustment] = ()
    remarks: Sequence[str] = ()
    references: Mapping[str, str] = MappingProxyType({})
    dates: Mapping[str, dt.date] = MappingProxyType({})
    amounts: Mapping[str, Money | None] = MappingProxyType({})


@dataclass(slots=True)
class ClaimPayment:
    """One claim as a payer decided it (CLP), in the order of the file.

    `damaged` claims have something unreadable in them: nothing may be asked of anyone from them.
    `segment` and `line` say where the CLP stands in the file, from 1.
    """

    patient_control_number: str
    status: str
    charge: Money | None
    paid: Money | None
    patient_responsibility_reported: Money | None
    filing_indicator: str = ""
    payer_claim_control_number: str = ""
    facility_code: str = ""
    frequency: str = ""
    segment: int = 0
    line: int = 0
    transaction: RemittanceTransaction | None = field(default=None, repr=False, compare=False)
    adjustments: Sequence[Adjustment] = ()
    services: Sequence[ServiceLine] = ()
    remarks: Sequence[str] = ()
    parties: Sequence[Party] = ()
    references: Mapping[str, str] = MappingProxyType({})
    dates: Mapping[str, dt.date] = MappingProxyType({})
    amounts: Mapping[str, Money | None] = MappingProxyType({})
    damaged: bool = False

    @property
    def payer(self) -> str:
        """Who decided it: the payer's name in the payment it came with."""
        return self.transaction.payer if self.transaction else ""

    def all_adjustments(self) -> Iterator[tuple[ServiceLine | None, Adjustment]]:
        """Every adjustment with the line it belongs to; None for those of the whole claim."""
        for adjustment in self.adjustments:
            yield None, adjustment
        for service in self.services:
            for adjustment in service.adjustments:
                yield service, adjustment

    def all_remarks(self) -> list[str]:
        """The remark codes of the claim, then of its lines, in the order of the file."""
        return [*self.remarks, *(code for line in self.services for code in line.remarks)]


@dataclass(slots=True)
class ProviderAdjustment:
    """Money between payer and provider (PLB); never a patient's. Positive lowers the payment."""

    code: str
    amount: Money | None
    reference: str = ""
    provider: str = ""
    fiscal_period: str = ""


@dataclass(slots=True)
class RemittanceTransaction:
    """One payment of a payer (ST to SE). `balances` is None when it cannot be known."""

    control_number: str = ""
    payer: str = ""
    payer_identifier: str = ""
    payee: str = ""
    payee_identifier: str = ""
    trace: str = ""
    payment_amount: Money | None = None
    payment_method: str = ""
    handling: str = ""
    paid_on: dt.date | None = None
    produced_on: dt.date | None = None
    version: str = ""
    segment: int = 0
    line: int = 0
    claim_count: int = 0
    claims: list[ClaimPayment] = field(default_factory=list)
    provider_adjustments: list[ProviderAdjustment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    balances: bool | None = None
