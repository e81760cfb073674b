"""Why a visit costs what it costs: one object that every voice reads.

The parts are signed: what raises the amount is positive, what lowers it negative. Together they
are what is left to pay, to the cent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from receivables.domain.money import ZERO, Money


class PartKind(StrEnum):
    """What a part of the explanation is about, in the order in which it is told."""

    CHARGE = "charge"
    PLAN_DISCOUNT = "plan_discount"
    WRITE_OFF = "write_off"
    INSURANCE_PAID = "insurance_paid"
    INSURANCE_OPEN = "insurance_open"
    DEDUCTIBLE = "deductible"
    COINSURANCE = "coinsurance"
    COPAY = "copay"
    NOT_COVERED = "not_covered"
    OTHER_SHARE = "other_share"
    SELF_PAY = "self_pay"
    PATIENT_PAYMENTS = "patient_payments"
    REFUNDED = "refunded"


SHARE_KINDS = (
    PartKind.DEDUCTIBLE,
    PartKind.COINSURANCE,
    PartKind.COPAY,
    PartKind.NOT_COVERED,
    PartKind.OTHER_SHARE,
    PartKind.SELF_PAY,
)
LOWERING_KINDS = (
    PartKind.PLAN_DISCOUNT,
    PartKind.WRITE_OFF,
    PartKind.INSURANCE_PAID,
    PartKind.INSURANCE_OPEN,
)
PAYMENT_KINDS = (PartKind.PATIENT_PAYMENTS, PartKind.REFUNDED)


@dataclass(frozen=True, slots=True)
class ExplanationPart:
    """One amount. `sentence` names the wording that tells it; `remarks` those that add to it.

    `provenance` lists where it comes from: payer, trace, claim, line, group, reason, amount.
    """

    kind: PartKind
    amount: Money
    sentence: str
    payer: str = ""
    remarks: tuple[str, ...] = ()
    provenance: tuple[dict[str, Any], ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """All wordings that tell it."""
        return (self.sentence, *self.remarks)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one visit.

    While nothing sure can be said (`state` waiting or held) there are no parts, `left` is None
    and `status_sentence` names the wording that says so. `next_steps` are wordings, too.
    """

    encounter_id: int
    account_number: str
    guarantor_name: str
    patient_name: str
    service_date: dt.date
    facility: str
    state: str
    parts: tuple[ExplanationPart, ...] = ()
    left: Money | None = None
    status_sentence: str = ""
    next_steps: tuple[str, ...] = ()

    def of(self, *kinds: PartKind) -> tuple[ExplanationPart, ...]:
        """The parts of these kinds, in the order in which they are told."""
        return tuple(part for part in self.parts if part.kind in kinds)

    def total(self, *kinds: PartKind) -> Money:
        """What the parts of these kinds sum to, signed."""
        return Money.total(part.amount for part in self.of(*kinds))

    @property
    def share(self) -> Money:
        """The patient's part before their payments."""
        return self.total(*SHARE_KINDS)

    @property
    def adds_up(self) -> bool:
        """Charge less what lowers it is the share; share less payments is what is left."""
        lowered = self.total(PartKind.CHARGE, *LOWERING_KINDS)
        payments = self.total(*PAYMENT_KINDS)
        return lowered == self.share and self.share + payments == (self.left or ZERO)
