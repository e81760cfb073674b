"""Schedules sum to the balance to the cent, on dates that exist."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import Money
from receivables.domain.schedule import (
    Frequency,
    Schedule,
    due_date,
    schedule_by_amount,
    schedule_by_count,
)

FIRST = dt.date(2026, 12, 15)
balances = st.integers(min_value=1, max_value=5_000_000).map(Money)
first_dates = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 12, 31))
frequencies = st.sampled_from(Frequency)


def amounts(schedule: Schedule) -> list[str]:
    return [str(payment.amount) for payment in schedule.payments]


def test_payments_of_an_amount_end_with_what_is_left() -> None:
    schedule = schedule_by_amount(Money(17550), Money(5000), Frequency.MONTHLY, FIRST)
    assert amounts(schedule) == ["50.00", "50.00", "50.00", "25.50"]
    assert [str(payment.due_on) for payment in schedule.payments] == [
        "2026-12-15",
        "2027-01-15",
        "2027-02-15",
        "2027-03-15",
    ]


def test_a_number_of_payments_is_kept_and_the_last_is_the_smaller_one() -> None:
    schedule = schedule_by_count(Money(10000), 3, Frequency.WEEKLY, FIRST)
    assert amounts(schedule) == ["33.34", "33.34", "33.32"]
    assert schedule.last.due_on == dt.date(2026, 12, 29)


def test_an_amount_above_the_balance_is_one_payment_of_the_balance() -> None:
    schedule = schedule_by_amount(Money(4210), Money(10000), Frequency.MONTHLY, FIRST)
    assert amounts(schedule) == ["42.10"]


def test_the_thirty_first_falls_on_the_last_day_of_shorter_months_and_comes_back() -> None:
    first = dt.date(2027, 1, 31)
    days = [due_date(first, Frequency.MONTHLY, index).isoformat() for index in range(4)]
    assert days == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert due_date(dt.date(2027, 11, 30), Frequency.MONTHLY, 3) == dt.date(2028, 2, 29)


@given(balances, st.integers(min_value=1, max_value=5_000_000), frequencies, first_dates)
def test_by_amount_every_cent_is_scheduled_once(
    balance: Money, cents: int, frequency: Frequency, first: dt.date
) -> None:
    if balance.cents // cents > 500:
        cents = max(1, balance.cents // 500)
    schedule = schedule_by_amount(balance, Money(cents), frequency, first)
    _is_sound(schedule, balance, first)
    assert all(payment.amount <= Money(cents) for payment in schedule.payments)


@given(balances, st.integers(min_value=1, max_value=120), frequencies, first_dates)
def test_by_count_every_cent_is_scheduled_once(
    balance: Money, count: int, frequency: Frequency, first: dt.date
) -> None:
    count = min(count, balance.cents)
    schedule = schedule_by_count(balance, count, frequency, first)
    _is_sound(schedule, balance, first)
    assert len(schedule.payments) == count


def _is_sound(schedule: Schedule, balance: Money, first: dt.date) -> None:
    payments = schedule.payments
    assert schedule.total == balance
    assert all(payment.amount > Money(0) for payment in payments)
    assert schedule.last.amount <= schedule.first.amount
    assert [payment.number for payment in payments] == list(range(1, len(payments) + 1))
    dates = [payment.due_on for payment in payments]
    assert dates[0] == first
    assert dates == sorted(set(dates))


@given(first_dates, st.integers(min_value=0, max_value=60))
def test_monthly_dates_keep_their_day_or_are_the_last_of_the_month(
    first: dt.date, index: int
) -> None:
    due = due_date(first, Frequency.MONTHLY, index)
    assert (due.year * 12 + due.month) - (first.year * 12 + first.month) == index
    assert due.day == first.day or (due + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(("balance", "amount"), [(0, 100), (100, 0), (-5, 100), (100, -5)])
def test_nothing_is_scheduled_without_a_balance_and_an_amount(balance: int, amount: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        schedule_by_amount(Money(balance), Money(amount), Frequency.MONTHLY, FIRST)


@pytest.mark.parametrize(("balance", "count"), [(100, 0), (100, 101), (0, 1)])
def test_a_count_that_cannot_be_is_refused(balance: int, count: int) -> None:
    with pytest.raises(ValueError, match="one payment or more"):
        schedule_by_count(Money(balance), count, Frequency.MONTHLY, FIRST)
