"""What the list of calls looks at, for everybody who owes, in a few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN
from receivables.domain.money import ZERO, Money
from receivables.policy.contact.facts import Channel, Outcome
from receivables.services.agreements import PROMISE
from receivables.services.arrangements import STANDING
from receivables.services.balances import VisitState, visit_state
from receivables.services.call_moments import CALLBACK
from receivables.services.clock import office_opens, organisation_date, organisation_zone
from receivables.services.missed_installments import missed_installments
from receivables.store.tables import (
    CollectorCall,
    ContactAttempt,
    Conversation,
    Encounter,
    Guarantor,
    Handoff,
    LedgerEntry,
    Party,
    PaymentArrangement,
    WorkItem,
)

LOOKED_BACK = dt.timedelta(days=90)


@dataclass(slots=True)
class Debtor:
    """A person with something payable. `answered`: when they talked with us in ninety days."""

    guarantor: Guarantor
    balance: Money
    oldest: dt.date
    promise_on: dt.date | None = None
    callback_at: dt.datetime | None = None
    called_at: dt.datetime | None = None
    answered: list[dt.datetime] = field(default_factory=list)
    next_at: dt.datetime | None = None
    arranged: bool = False
    missed_on: dt.date | None = None


def debtors(session: Session, now: dt.datetime) -> list[Debtor]:
    """Everybody with a payable visit. Holds are left to the rules on contact."""
    found = _owing(session)
    _promises_and_callbacks(session, found)
    _attempts(session, found, now - LOOKED_BACK)
    arranged = select(PaymentArrangement.guarantor_id)
    for key in session.scalars(arranged.where(PaymentArrangement.state.in_(STANDING))):
        if key in found:
            found[key].arranged = True
    balances = {key: there.balance for key, there in found.items()}
    for key, days in missed_installments(session, balances, organisation_date(now)).items():
        if key in found:
            found[key].missed_on = days[0]
    latest = select(CollectorCall.guarantor_id, CollectorCall.next_contact_at)
    for key, at in session.execute(latest.order_by(CollectorCall.id)):
        if key in found:
            found[key].next_at = at
    return list(found.values())


def _owing(session: Session) -> dict[int, Debtor]:
    owed = func.sum(case((LedgerEntry.party == Party.PATIENT, LedgerEntry.amount)))
    rows = session.execute(
        select(Encounter, Guarantor, owed)
        .join(LedgerEntry, LedgerEntry.encounter_id == Encounter.id)
        .join(Guarantor, Guarantor.id == Encounter.guarantor_id)
        .group_by(Encounter.id, Guarantor.id)
        .having(owed > ZERO)
    )
    found: dict[int, Debtor] = {}
    for visit, person, amount in rows:
        if visit_state(visit, amount) is not VisitState.PAYABLE:
            continue
        there = found.setdefault(person.id, Debtor(person, ZERO, visit.service_date))
        there.balance += amount
        there.oldest = min(there.oldest, visit.service_date)
    return found


def _promises_and_callbacks(session: Session, found: dict[int, Debtor]) -> None:
    open_items = select(WorkItem).where(
        WorkItem.kind.in_([PROMISE, CALLBACK]), WorkItem.closed_at.is_(None)
    )
    for item in session.scalars(open_items.order_by(WorkItem.id)):
        there = found.get(item.guarantor_id or 0)
        if there is None:
            continue
        if item.kind == PROMISE:
            there.promise_on = _earlier(there.promise_on, item.due_on)
        else:
            there.callback_at = _callback_moment(item)
    asked = select(Conversation.phone, Handoff.callback_at).join(Handoff)
    asked = asked.where(Handoff.state.in_(OPEN), Handoff.callback_at.is_not(None))
    for phone, at in session.execute(asked):
        for there in _at(found.values(), phone):
            there.callback_at = there.callback_at or at


def _callback_moment(item: WorkItem) -> dt.datetime:
    """The moment that was asked for; where none was named, when the office opens on the due day."""
    if at := item.details.get("at"):
        return dt.datetime.fromisoformat(at)
    day = item.due_on or organisation_date(item.opened_at)
    return office_opens(dt.datetime.combine(day, dt.time(), organisation_zone()))


def _attempts(session: Session, found: dict[int, Debtor], since: dt.datetime) -> None:
    by_phone: dict[str, list[Debtor]] = {}
    for there in found.values():
        by_phone.setdefault(there.guarantor.phone, []).append(there)
    wanted = select(ContactAttempt).where(
        ContactAttempt.channel == Channel.VOICE, ContactAttempt.attempted_at >= since
    )
    for attempt in session.scalars(wanted.order_by(ContactAttempt.attempted_at)):
        for there in by_phone.get(attempt.phone, ()):
            there.called_at = attempt.attempted_at
            if attempt.outcome is Outcome.CONVERSATION:
                there.answered.append(attempt.attempted_at)


def _at(debtors: Iterable[Debtor], phone: str) -> Iterable[Debtor]:
    return [there for there in debtors if there.guarantor.phone == phone]


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min((day for day in (one, other) if day is not None), default=None)
