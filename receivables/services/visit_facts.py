"""What may be told of one visit: its date and place, and its amounts where they are sure."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.explanation import SHARE_KINDS, Explanation, PartKind
from receivables.domain.money import ZERO, Money
from receivables.services.balances import VisitState
from receivables.services.explanations import explain_encounter
from receivables.store.tables import Encounter

Fact = Money | dt.date | int | str
_KINDS = {
    "charge": PartKind.CHARGE,
    "plan_discount": PartKind.PLAN_DISCOUNT,
    "insurance_paid": PartKind.INSURANCE_PAID,
    "deductible": PartKind.DEDUCTIBLE,
    "coinsurance": PartKind.COINSURANCE,
    "copay": PartKind.COPAY,
    "not_covered": PartKind.NOT_COVERED,
    "paid": PartKind.PATIENT_PAYMENTS,
}


def visit_facts(session: Session, encounter_id: int) -> dict[str, Fact | None]:
    """The facts of one visit; None for one that is zero, unsure or of several insurers."""
    explained = explain_encounter(session, encounter_id)
    if explained.state == VisitState.HELD:
        return {}
    facts: dict[str, Fact | None] = {
        "visit_date": explained.service_date,
        "facility": explained.facility,
    }
    if explained.state == VisitState.WAITING:
        return facts | {"insurer": session.get_one(Encounter, encounter_id).payer}
    for name, kind in _KINDS.items():
        facts[name] = _size(explained.total(kind))
    facts["left"] = explained.left if explained.left and explained.left > ZERO else None
    self_pay = bool(explained.total(PartKind.SELF_PAY))
    facts["share"] = None if self_pay else _size(explained.share)
    facts["insurer"] = _only_insurer(explained)
    if facts["insurer"] is None:
        facts["insurance_paid"] = None  # it would be told as one insurer's
    return facts


def _only_insurer(explained: Explanation) -> str | None:
    """The insurer that paid and set the share; None when there are several, or none."""
    named = {part.payer for part in explained.of(PartKind.INSURANCE_PAID)}
    for part in explained.of(*SHARE_KINDS):
        named |= {str(source["payer"]) for source in part.provenance if source.get("payer")}
    named.discard("")
    name = named.pop() if len(named) == 1 else None
    return name.title() if name and name.isupper() else name


def _size(amount: Money) -> Money | None:
    return Money(abs(amount.cents)) if amount else None
