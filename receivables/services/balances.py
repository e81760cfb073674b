"""What a guarantor owes, visit by visit: always a sum of ledger rows, and only when it is sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Disposition
from receivables.store.tables import Encounter, Guarantor, Hold, LedgerEntry, Party

# While one of these stands nobody is asked for money; "cease" stops contact, not the balance.
_HOLDS_ON_MONEY = ("bankruptcy", "attorney", "deceased", "dispute")


class VisitState(StrEnum):
    """Where a visit's balance stands. Only a payable amount may be asked for."""

    PAYABLE = "payable"
    PAID = "paid"
    WAITING = "waiting"
    HELD = "held"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class VisitBalance:
    """One visit. `balance` is what the patient owes (negative: is owed); zero while unknown."""

    encounter_id: int
    account_number: str
    service_date: dt.date
    facility: str
    patient_name: str
    balance: Money
    state: VisitState


@dataclass(frozen=True, slots=True)
class BalanceSummary:
    """All visits, the latest first. `total` counts the payable ones; credits are never netted."""

    total: Money
    visits: tuple[VisitBalance, ...]

    @property
    def credit(self) -> Money:
        """What the visits that were overpaid come to; zero or more."""
        overpaid = (visit.balance for visit in self.visits if visit.state is VisitState.CREDIT)
        return -Money.total(overpaid)


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """The two sides of an account's ledger; never one number."""

    insurance: Money
    patient: Money


def balance_summary(session: Session, guarantor_id: int) -> BalanceSummary:
    """What the guarantor owes now, over all their visits."""
    patient_side = func.sum(case((LedgerEntry.party == Party.PATIENT, LedgerEntry.amount)))
    rows = session.execute(
        select(Encounter, patient_side)
        .outerjoin(LedgerEntry, LedgerEntry.encounter_id == Encounter.id)
        .where(Encounter.guarantor_id == guarantor_id)
        .options(selectinload(Encounter.patient))
        .group_by(Encounter.id)
        .order_by(Encounter.service_date.desc(), Encounter.id.desc())
    ).all()
    on_hold = money_is_on_hold(session, guarantor_id)
    visits = tuple(_visit(encounter, owed or ZERO, on_hold) for encounter, owed in rows)
    payable = (visit.balance for visit in visits if visit.state is VisitState.PAYABLE)
    return BalanceSummary(Money.total(payable), visits)


def balance_at(session: Session, encounter_id: int, on: dt.date) -> AccountBalance:
    """The account's balances at the end of a date, from the rows in effect by then."""
    rows = session.execute(
        select(LedgerEntry.party, func.sum(LedgerEntry.amount))
        .where(LedgerEntry.encounter_id == encounter_id, LedgerEntry.effective_on <= on)
        .group_by(LedgerEntry.party)
    )
    sums = dict(rows.all())
    return AccountBalance(sums.get(Party.INSURANCE, ZERO), sums.get(Party.PATIENT, ZERO))


def visit_state(encounter: Encounter, owed: Money, on_hold: bool = False) -> VisitState:
    """Where a visit stands whose patient's rows sum to `owed`."""
    if on_hold or encounter.disposition == Disposition.HOLD:
        return VisitState.HELD
    undecided = encounter.disposition is None and encounter.payer is not None
    if encounter.disposition == Disposition.WAIT or (undecided and owed <= ZERO):
        return VisitState.WAITING
    if owed > ZERO:
        return VisitState.PAYABLE
    return VisitState.CREDIT if owed < ZERO else VisitState.PAID


def money_is_on_hold(session: Session, guarantor_id: int) -> bool:
    """Whether a hold stands under which this person is asked for no money (remittance 1h.6)."""
    guarantor = session.get_one(Guarantor, guarantor_id)
    return (
        session.scalar(
            select(Hold.id)
            .where(
                or_(Hold.guarantor_id == guarantor_id, Hold.phone == guarantor.phone),
                Hold.kind.in_(_HOLDS_ON_MONEY),
                Hold.released_at.is_(None),
            )
            .limit(1)
        )
        is not None
    )


def _visit(encounter: Encounter, owed: Money, on_hold: bool) -> VisitBalance:
    state = visit_state(encounter, owed, on_hold)
    return VisitBalance(
        encounter_id=encounter.id,
        account_number=encounter.account_number,
        service_date=encounter.service_date,
        facility=encounter.facility,
        patient_name=encounter.patient.name,
        balance=ZERO if state in (VisitState.WAITING, VisitState.HELD) else owed,
        state=state,
    )
