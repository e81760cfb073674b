"""Which payment arrangements a provider agrees to, and the nearest one when it does not.

The figures are the provider's (policy file): the smallest payment, the longest term, the most
payments, and how far away the first payment may be. A counter-offer is always one we would
accept, never asks for more than is owed, and sums to the balance. Where a written disclosure has
to precede the arrangement (compliance M1), the first payment leaves time for it.

Allowed: $480 at $50 a month. Refused: $480 at $10 a month, answered with the smallest payment.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from receivables.domain.money import ZERO, Money
from receivables.domain.schedule import (
    Frequency,
    Schedule,
    ScheduledPayment,
    due_date,
    schedule_by_amount,
    schedule_by_count,
)
from receivables.policy.figures import ArrangementFigures


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: an amount a payment, or a number of payments (amount wins).

    `down_payment`: what they pay today, before the first payment.
    """

    amount: Money | None
    count: int | None
    frequency: Frequency
    first_on: dt.date
    down_payment: Money = ZERO


class Refusal(StrEnum):
    """Why a wish can't be met as it stands."""

    FIRST_IN_PAST = "first_in_past"
    FIRST_TOO_LATE = "first_too_late"
    FIRST_TOO_SOON = "first_too_soon"
    PAYMENT_TOO_SMALL = "payment_too_small"
    TERM_TOO_LONG = "term_too_long"


@dataclass(frozen=True, slots=True)
class Offer:
    """A schedule we agree to; `refusal` says why it is not the one that was wished for."""

    schedule: Schedule
    refusal: Refusal | None
    limit: Money | dt.date | int | None = None


def judge(balance: Money, wish: Wish, today: dt.date, figures: ArrangementFigures) -> Offer:
    """The wished schedule where policy allows it, else the nearest allowed one and the reason.

    A down payment is due today and no installment: what is left after it is arranged. Raises
    ValueError for a balance, an amount or a count that is not above zero, and for a down payment
    that is below zero or leaves nothing.
    """
    if wish.down_payment != ZERO:
        return _with_down_payment(balance, wish, today, figures)
    latest = today + dt.timedelta(days=figures.first_payment_within_days)
    if wish.first_on < today:
        return _moved(balance, wish, today, figures, today, Refusal.FIRST_IN_PAST)
    if wish.first_on > latest:
        return _moved(balance, wish, today, figures, latest, Refusal.FIRST_TOO_LATE)
    offer = _sized(balance, wish, figures)
    soonest = min(today + dt.timedelta(days=figures.disclosure_days), latest)
    if needs_disclosure(offer.schedule, figures) and wish.first_on < soonest:
        moved_to = _on_their_day(wish, soonest, latest)
        offer = _moved(balance, wish, today, figures, moved_to, Refusal.FIRST_TOO_SOON)
        return replace(offer, limit=soonest) if offer.limit == moved_to else offer
    return offer


def _on_their_day(wish: Wish, soonest: dt.date, latest: dt.date) -> dt.date:
    """The first of their own paydays that is not too soon; of monthly ones, the day itself."""
    if wish.frequency is Frequency.MONTHLY:
        return soonest
    index = 1
    while due_date(wish.first_on, wish.frequency, index) < soonest:
        index += 1
    return min(due_date(wish.first_on, wish.frequency, index), latest)


def _with_down_payment(
    balance: Money, wish: Wish, today: dt.date, figures: ArrangementFigures
) -> Offer:
    if not ZERO < wish.down_payment < balance:
        raise ValueError("a down payment is above zero and below the balance")
    rest = judge(balance - wish.down_payment, replace(wish, down_payment=ZERO), today, figures)
    down = ScheduledPayment(0, today, wish.down_payment)
    return replace(rest, schedule=replace(rest.schedule, down_payment=down))


def _moved(
    balance: Money,
    wish: Wish,
    today: dt.date,
    figures: ArrangementFigures,
    first_on: dt.date,
    refusal: Refusal,
) -> Offer:
    offer = judge(balance, replace(wish, first_on=first_on), today, figures)
    return offer if offer.refusal else Offer(offer.schedule, refusal, first_on)


def _sized(balance: Money, wish: Wish, figures: ArrangementFigures) -> Offer:
    amount = min(_amount_wished(balance, wish), balance)
    count = -(-balance.cents // amount.cents)
    if count > 1 and amount < figures.smallest_payment:
        offered = _nearest(balance, wish, figures)
        if offered.first.amount > figures.smallest_payment:  # it is the term that decides
            return Offer(offered, Refusal.TERM_TOO_LONG, figures.longest_months)
        return Offer(offered, Refusal.PAYMENT_TOO_SMALL, figures.smallest_payment)
    if count > most_payments(wish, figures):
        offered = _nearest(balance, wish, figures)
        return Offer(offered, Refusal.TERM_TOO_LONG, figures.longest_months)
    return Offer(_as_wished(balance, wish), None)


def needs_disclosure(schedule: Schedule, figures: ArrangementFigures) -> bool:
    """Whether a written disclosure has to precede the arrangement (compliance M1)."""
    return len(schedule.payments) > figures.most_installments_without_disclosure


def most_payments(wish: Wish, figures: ArrangementFigures) -> int:
    """The most payments that end within the longest term and the most installments."""
    end = due_date(wish.first_on, Frequency.MONTHLY, figures.longest_months)
    count = figures.most_installments
    while count > 1 and due_date(wish.first_on, wish.frequency, count - 1) >= end:
        count -= 1
    return count


def _amount_wished(balance: Money, wish: Wish) -> Money:
    if wish.amount is not None:
        amount = wish.amount
    elif wish.count is not None and wish.count > 0:
        amount = Money(-(-balance.cents // wish.count))
    else:
        amount = Money(0)
    if balance <= Money(0) or amount <= Money(0):
        raise ValueError("an arrangement needs a balance and an amount or a count above zero")
    return amount


def _as_wished(balance: Money, wish: Wish) -> Schedule:
    if wish.amount is not None:
        return schedule_by_amount(balance, wish.amount, wish.frequency, wish.first_on)
    return schedule_by_count(balance, wish.count or 1, wish.frequency, wish.first_on)


def _nearest(balance: Money, wish: Wish, figures: ArrangementFigures) -> Schedule:
    least = -(-balance.cents // most_payments(wish, figures))
    whole_dollars = Money(-(-least // 100) * 100)
    amount = min(max(whole_dollars, figures.smallest_payment), balance)
    return schedule_by_amount(balance, amount, wish.frequency, wish.first_on)
