"""What staff see beside a conversation: who it is, what they owe and why, what protects them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.explanation import Explanation
from receivables.domain.money import Money
from receivables.services.arrangements import active_arrangement
from receivables.services.balances import VisitBalance, balance_summary
from receivables.services.explanations import explain_encounter
from receivables.services.holds import active_holds
from receivables.store.tables import (
    Guarantor,
    Hold,
    PaymentArrangement,
    Verification,
)


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """Whom the conversation was verified as, and whether that still stands."""

    guarantor: Guarantor | None
    verified_at: dt.datetime | None
    stands: bool


@dataclass(frozen=True, slots=True)
class ExplainedVisit:
    """A visit's balance with the explanation that its amounts come from."""

    balance: VisitBalance
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class AccountCard:
    """All that a guarantor owes, visit by visit, and what was agreed."""

    guarantor: Guarantor
    total: Money
    visits: tuple[ExplainedVisit, ...]
    arrangement: PaymentArrangement | None
    holds: Sequence[Hold]


def identity_card(session: Session, conversation_id: str, now: dt.datetime) -> IdentityCard:
    """The latest verification of a conversation."""
    last = session.scalar(
        select(Verification)
        .where(Verification.conversation_id == conversation_id)
        .order_by(Verification.id.desc())
        .limit(1)
    )
    if last is None:
        return IdentityCard(None, None, False)
    guarantor = session.get_one(Guarantor, last.guarantor_id)
    return IdentityCard(guarantor, last.verified_at, now < last.expires_at)


def account_card(session: Session, guarantor_id: int) -> AccountCard:
    """A guarantor's account. Raises sqlalchemy.exc.NoResultFound for an unknown id."""
    guarantor = session.get_one(Guarantor, guarantor_id)
    summary = balance_summary(session, guarantor_id)
    return AccountCard(
        guarantor=guarantor,
        total=summary.total,
        visits=tuple(
            ExplainedVisit(visit, explain_encounter(session, visit.encounter_id))
            for visit in summary.visits
        ),
        arrangement=active_arrangement(session, guarantor_id),
        holds=active_holds(session, guarantor.phone, guarantor_id),
    )


def people_at(session: Session, phone: str) -> list[Guarantor]:
    """Those on file under a number (E.164): for staff, who verify whom they speak with."""
    wanted = select(Guarantor).where(Guarantor.phone == phone).order_by(Guarantor.id)
    return list(session.scalars(wanted))
