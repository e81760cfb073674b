"""What was agreed with a person, and what could be, as facts for the scripts of a call."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish
from receivables.policy.figures import load_policy
from receivables.services.agreements import PROMISE
from receivables.services.arrangements import (
    AlreadyArranged,
    NothingToArrange,
    active_arrangement,
    propose,
)
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.work_items import open_work_items
from receivables.settings import settings

Fact = Money | dt.date | int | str
FIRST_PAYMENT_IN = dt.timedelta(days=14)


def agreed_facts(session: Session, guarantor_id: int, today: dt.date) -> dict[str, Fact | None]:
    """The arrangement that stands: how many payments, how much each, and the next day."""
    agreed = active_arrangement(session, guarantor_id)
    if agreed is None:
        return {}
    payments = agreed.installments
    return {
        "arrangement_count": len(payments),
        "arrangement_payment": payments[0].amount,
        "arrangement_next_date": next((p.due_on for p in payments if p.due_on >= today), None),
    }


def possible_plan(session: Session, guarantor_id: int, now: dt.datetime) -> dict[str, Fact | None]:
    """The most monthly payments that need no written disclosure first, as policy allows them."""
    figures = load_policy(settings().policy_file).arrangement
    balance = balance_summary(session, guarantor_id).total
    most = min(
        figures.most_installments_without_disclosure,
        balance.cents // max(figures.smallest_payment.cents, 1),
    )
    if most < 2:
        return {}
    first_on = organisation_date(now) + FIRST_PAYMENT_IN
    try:
        schedule = propose(
            session, guarantor_id, Wish(None, most, Frequency.MONTHLY, first_on), now
        ).schedule
    except (AlreadyArranged, NothingToArrange):
        return {}
    return {"plan_count": len(schedule.payments), "plan_payment": schedule.first.amount}


def promise_facts(session: Session, guarantor_id: int) -> dict[str, Fact | None]:
    """The latest promise to pay that is on file."""
    for item in open_work_items(session, guarantor_id):
        amount, day = item.details.get("amount"), item.details.get("day")
        if item.kind == PROMISE and amount and day:
            return {
                "promised": Money.parse(str(amount)),
                "promised_date": dt.date.fromisoformat(str(day)),
            }
    return {}
