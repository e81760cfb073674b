"""Schedules of payments: due dates and amounts that sum to a balance, to the cent."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

from receivables.domain.money import Money


class Frequency(StrEnum):
    """How often a payment is due."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"


_DAYS = {Frequency.WEEKLY: 7, Frequency.BIWEEKLY: 14}


@dataclass(frozen=True, slots=True)
class ScheduledPayment:
    """One payment: its number from 1, its calendar date and its amount."""

    number: int
    due_on: dt.date
    amount: Money


@dataclass(frozen=True, slots=True)
class Schedule:
    """All payments in order; the amounts sum to `total` and none is zero or below.

    Every payment but the last is the same amount; the last is that or less, and never less by
    more than what equal cents need when the number of payments was asked for. A down payment,
    number 0, comes before them and counts in the total alone.
    """

    frequency: Frequency
    payments: tuple[ScheduledPayment, ...]
    down_payment: ScheduledPayment | None = None

    @property
    def every_payment(self) -> tuple[ScheduledPayment, ...]:
        """All that is paid, the down payment first."""
        return (*filter(None, [self.down_payment]), *self.payments)

    @property
    def total(self) -> Money:
        """What is paid in all."""
        return Money.total(payment.amount for payment in self.every_payment)

    @property
    def first(self) -> ScheduledPayment:
        """The first payment."""
        return self.payments[0]

    @property
    def last(self) -> ScheduledPayment:
        """The last payment."""
        return self.payments[-1]


def schedule_by_amount(
    balance: Money, amount: Money, frequency: Frequency, first_on: dt.date
) -> Schedule:
    """As many payments of `amount` as the balance takes; the last one is what is left.

    An amount above the balance gives one payment of the balance. Raises ValueError for an amount
    or a balance that is not above zero.
    """
    if amount.cents < 1 or balance.cents < 1:
        raise ValueError("a schedule needs a balance and payments above zero")
    full, rest = divmod(balance.cents, amount.cents)
    amounts = [amount] * full + ([Money(rest)] if rest else [])
    return _schedule(amounts, frequency, first_on)


def schedule_by_count(
    balance: Money, count: int, frequency: Frequency, first_on: dt.date
) -> Schedule:
    """Exactly `count` payments, equal but for the last, which is smaller when cents need it.

    Raises ValueError for fewer than one payment, or more than the balance has cents.
    """
    if not 1 <= count <= balance.cents:
        raise ValueError("a schedule needs one payment or more, each of a cent or more")
    amount = Money(-(-balance.cents // count))
    last = balance - Money(amount.cents * (count - 1))
    amounts = [amount] * (count - 1) + [last] if last.cents > 0 else balance.split(count)
    return _schedule(amounts, frequency, first_on)


def due_date(first_on: dt.date, frequency: Frequency, index: int) -> dt.date:
    """The date of the payment `index` places after the first.

    Monthly payments keep the first one's day; a month without that day takes its last one.

    >>> due_date(dt.date(2027, 1, 31), Frequency.MONTHLY, 1)
    datetime.date(2027, 2, 28)
    """
    if frequency in _DAYS:
        return first_on + dt.timedelta(days=_DAYS[frequency] * index)
    years, month = divmod(first_on.month - 1 + index, 12)
    year = first_on.year + years
    day = min(first_on.day, monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day)


def _schedule(amounts: list[Money], frequency: Frequency, first_on: dt.date) -> Schedule:
    return Schedule(
        frequency,
        tuple(
            ScheduledPayment(index + 1, due_date(first_on, frequency, index), amount)
            for index, amount in enumerate(amounts)
        ),
    )
