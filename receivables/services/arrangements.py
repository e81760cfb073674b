"""Payment arrangements: proposed, agreed to, looked up."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.schedule import Schedule
from receivables.policy.arrangement_terms import Offer, Wish, judge, needs_disclosure
from receivables.policy.figures import ArrangementFigures, load_policy
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.work_items import (
    close_work_item,
    open_work_item,
    supersede_work_items,
)
from receivables.settings import settings
from receivables.store.tables import (
    ArrangementState,
    Guarantor,
    Installment,
    PaymentArrangement,
)

DISCLOSURE = "send_arrangement_disclosure"
PROMISE = "promise_to_pay"  # of what an arrangement then covers
STANDING = (ArrangementState.ACTIVE, ArrangementState.AWAITING_DISCLOSURE)


class NothingToArrange(ValueError):
    """The guarantor owes nothing that can be paid now."""


class AlreadyArranged(ValueError):
    """The guarantor has an arrangement that stands."""


class TermsChanged(ValueError):
    """What would be agreed now is not what was read to the person (the balance moved)."""


def propose(session: Session, guarantor_id: int, wish: Wish, now: dt.datetime) -> Offer:
    """The schedule that policy allows for the wish, over the payable balance.

    Writes nothing. Raises NothingToArrange and AlreadyArranged.
    """
    if active_arrangement(session, guarantor_id) is not None:
        raise AlreadyArranged(f"guarantor {guarantor_id} has an arrangement that stands")
    balance = balance_summary(session, guarantor_id).total
    if balance <= Money(0):
        raise NothingToArrange(f"guarantor {guarantor_id} has no payable balance")
    return judge(balance, wish, organisation_date(now), _figures())


def accept(
    session: Session,
    guarantor_id: int,
    conversation_id: str,
    wish: Wish,
    read_back: str,
    request_id: str,
    now: dt.datetime,
) -> PaymentArrangement:
    """Record that the person agreed to the schedule that was read to them.

    `read_back` is `terms_key` of the offer they heard. The same `request_id` again gives the
    arrangement it made. Raises TermsChanged, NothingToArrange and AlreadyArranged.
    """
    session.get(Guarantor, guarantor_id, with_for_update=True)
    known = session.scalar(select(PaymentArrangement).filter_by(request_id=request_id))
    if known is not None:
        return known
    schedule = propose(session, guarantor_id, wish, now).schedule
    if terms_key(schedule) != read_back:
        raise TermsChanged("the terms read to the person are no longer those of the balance")
    disclosure = needs_disclosure(schedule, _figures())
    state = ArrangementState.AWAITING_DISCLOSURE if disclosure else ArrangementState.ACTIVE
    arrangement = PaymentArrangement(
        guarantor_id=guarantor_id,
        conversation_id=conversation_id,
        total=schedule.total,
        frequency=schedule.frequency,
        state=state,
        agreed_at=now,
        request_id=request_id,
        installments=[
            Installment(number=payment.number, due_on=payment.due_on, amount=payment.amount)
            for payment in schedule.every_payment
        ],
    )
    session.add(arrangement)
    session.flush()
    supersede_work_items(session, PROMISE, guarantor_id, now, arrangement_id=arrangement.id)
    if disclosure:
        details = {"arrangement_id": arrangement.id, "payments": len(schedule.payments)}
        open_work_item(
            session,
            DISCLOSURE,
            details,
            request_id,
            now,
            guarantor_id=guarantor_id,
            conversation_id=conversation_id,
            due_on=schedule.first.due_on,
        )
    return arrangement


def record_disclosure(session: Session, arrangement: PaymentArrangement, now: dt.datetime) -> None:
    """The written disclosure went out: an arrangement that waited for it is active, the work done.

    Again changes nothing.
    """
    if arrangement.state == ArrangementState.AWAITING_DISCLOSURE:
        arrangement.state = ArrangementState.ACTIVE
        close_work_item(session, DISCLOSURE, arrangement.request_id, now)


def active_arrangement(session: Session, guarantor_id: int) -> PaymentArrangement | None:
    """The arrangement of the guarantor that stands, waiting for its disclosure included."""
    return session.scalar(
        select(PaymentArrangement)
        .where(
            PaymentArrangement.guarantor_id == guarantor_id,
            PaymentArrangement.state.in_(STANDING),
        )
        .order_by(PaymentArrangement.id.desc())
        .limit(1)
    )


def terms_key(schedule: Schedule) -> str:
    """What a yes refers to: how often, how many, from when, each amount and the last one, and a
    down payment where there is one."""
    down = schedule.down_payment
    return "|".join(
        [
            schedule.frequency,
            str(len(schedule.payments)),
            schedule.first.due_on.isoformat(),
            str(schedule.first.amount),
            str(schedule.last.amount),
            *([f"{down.amount} on {down.due_on.isoformat()}"] if down else []),
        ]
    )


def _figures() -> ArrangementFigures:
    return load_policy(settings().policy_file).arrangement
