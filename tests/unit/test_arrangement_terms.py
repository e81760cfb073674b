"""Which arrangements policy agrees to, and what it offers instead."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import (
    Refusal,
    Wish,
    judge,
    most_payments,
    needs_disclosure,
)
from receivables.policy.figures import ArrangementFigures

TODAY = dt.date(2026, 11, 23)
FIRST = dt.date(2026, 12, 15)
FIGURES = ArrangementFigures()


def wish(
    dollars: str | None = None,
    count: int | None = None,
    frequency: Frequency = Frequency.MONTHLY,
    first_on: dt.date = FIRST,
) -> Wish:
    return Wish(Money.parse(dollars) if dollars else None, count, frequency, first_on)


def test_an_amount_within_policy_is_taken_as_it_is() -> None:
    offer = judge(Money(48000), wish("50"), TODAY, FIGURES)
    assert offer.refusal is None
    assert len(offer.schedule.payments) == 10
    assert str(offer.schedule.last.amount) == "30.00"


def test_too_small_a_payment_is_countered_with_the_smallest_that_works() -> None:
    offer = judge(Money(48000), wish("10"), TODAY, FIGURES)
    assert offer.refusal is Refusal.PAYMENT_TOO_SMALL
    assert offer.limit == Money(2500)
    assert offer.schedule.first.amount == Money(2500)


def test_too_many_payments_are_countered_alike() -> None:
    offer = judge(Money(48000), wish(count=24), TODAY, FIGURES)
    assert offer.refusal is Refusal.PAYMENT_TOO_SMALL
    assert offer.schedule.first.amount == Money(2500)


def test_too_long_a_term_is_countered_in_whole_dollars() -> None:
    offer = judge(Money(100_001), wish("30"), TODAY, FIGURES)
    assert offer.refusal is Refusal.TERM_TOO_LONG
    assert str(offer.schedule.first.amount) == "42.00"
    assert len(offer.schedule.payments) == 24


def test_a_first_payment_too_far_away_is_moved_to_the_last_day_that_is_allowed() -> None:
    offer = judge(Money(48000), wish("50", first_on=dt.date(2027, 3, 1)), TODAY, FIGURES)
    assert offer.refusal is Refusal.FIRST_TOO_LATE
    assert offer.schedule.first.due_on == TODAY + dt.timedelta(days=45)


def test_a_first_payment_in_the_past_is_moved_to_today() -> None:
    offer = judge(Money(48000), wish(count=4, first_on=dt.date(2026, 11, 22)), TODAY, FIGURES)
    assert offer.refusal is Refusal.FIRST_IN_PAST
    assert offer.schedule.first.due_on == TODAY


def test_a_balance_below_the_smallest_payment_is_paid_at_once() -> None:
    offer = judge(Money(1900), wish("10"), TODAY, FIGURES)
    assert [payment.amount for payment in offer.schedule.payments] == [Money(1900)]


def test_more_than_four_payments_need_a_written_disclosure() -> None:
    four = judge(Money(40000), wish(count=4), TODAY, FIGURES).schedule
    five = judge(Money(40000), wish(count=5), TODAY, FIGURES).schedule
    assert not needs_disclosure(four, FIGURES)
    assert needs_disclosure(five, FIGURES)


def test_many_payments_leave_time_for_the_disclosure_and_few_need_none() -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    many = judge(Money(48000), wish("50", first_on=tomorrow), TODAY, FIGURES)
    assert many.refusal is Refusal.FIRST_TOO_SOON
    assert many.schedule.first.due_on == TODAY + dt.timedelta(days=7)
    few = judge(Money(48000), wish(count=4, first_on=tomorrow), TODAY, FIGURES)
    assert few.refusal is None
    assert few.schedule.first.due_on == tomorrow


@pytest.mark.parametrize(("often", "days"), [(Frequency.WEEKLY, 7), (Frequency.BIWEEKLY, 14)])
def test_who_pays_by_the_week_keeps_their_payday_when_it_is_moved(
    often: Frequency, days: int
) -> None:
    payday = TODAY + dt.timedelta(days=4)
    offer = judge(Money(240000), wish("100", frequency=often, first_on=payday), TODAY, FIGURES)
    assert offer.refusal is Refusal.FIRST_TOO_SOON
    assert offer.schedule.first.due_on == payday + dt.timedelta(days=days)
    assert offer.limit == TODAY + dt.timedelta(days=7)


def test_a_payment_that_is_too_small_is_the_reason_told_before_a_moved_day() -> None:
    offer = judge(Money(48000), wish("10", first_on=TODAY), TODAY, FIGURES)
    assert offer.refusal is Refusal.PAYMENT_TOO_SMALL
    assert offer.schedule.first.due_on == TODAY + dt.timedelta(days=7)


figures = st.builds(
    ArrangementFigures,
    smallest_payment=st.integers(100, 20_000).map(Money),
    longest_months=st.integers(1, 60),
    first_payment_within_days=st.integers(0, 90),
    most_installments=st.integers(1, 60),
    most_installments_without_disclosure=st.integers(1, 12),
    disclosure_days=st.integers(0, 60),
)
wishes = st.builds(
    Wish,
    st.one_of(st.none(), st.integers(1, 500_000).map(Money)),
    st.integers(1, 100),
    st.sampled_from(Frequency),
    st.dates(TODAY - dt.timedelta(days=400), TODAY + dt.timedelta(days=400)),
)


@given(st.integers(100, 2_000_000).map(Money), wishes, figures)
def test_what_is_offered_is_always_allowed_and_never_more_than_is_owed(
    balance: Money, wanted: Wish, limits: ArrangementFigures
) -> None:
    offer = judge(balance, wanted, TODAY, limits)
    schedule = offer.schedule
    assert schedule.total == balance
    days_ahead = (schedule.first.due_on - TODAY).days
    assert 0 <= days_ahead <= limits.first_payment_within_days
    if len(schedule.payments) > 1:
        assert schedule.first.amount >= limits.smallest_payment
        asked = Wish(None, 1, wanted.frequency, schedule.first.due_on)
        assert len(schedule.payments) <= most_payments(asked, limits)


@given(st.integers(100, 2_000_000).map(Money), wishes, figures)
def test_an_offer_that_is_taken_as_a_wish_is_not_countered_again(
    balance: Money, wanted: Wish, limits: ArrangementFigures
) -> None:
    schedule = judge(balance, wanted, TODAY, limits).schedule
    again = Wish(schedule.first.amount, None, schedule.frequency, schedule.first.due_on)
    offer = judge(balance, again, TODAY, limits)
    assert offer.refusal is None
    assert offer.schedule == schedule
