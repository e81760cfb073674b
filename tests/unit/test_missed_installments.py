"""When a payment of an arrangement is missed."""

from __future__ import annotations

import datetime as dt
import doctest

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import ZERO, Money
from receivables.policy import missed_installments
from receivables.policy.missed_installments import missed

START = dt.date(2026, 11, 1)
days = st.integers(0, 400).map(lambda number: START + dt.timedelta(days=number))
amounts = st.integers(1, 100_000).map(Money)
agreements = st.lists(st.tuples(days, amounts), min_size=1, max_size=12)


def test_the_examples_hold() -> None:
    results = doctest.testmod(missed_installments)
    assert results.attempted > 0
    assert results.failed == 0


@given(agreements, days, st.integers(0, 60))
def test_who_has_paid_all_that_fell_due_has_missed_nothing(
    agreed: list[tuple[dt.date, Money]], today: dt.date, grace: int
) -> None:
    due = Money.total(amount for day, amount in agreed if day < today)
    assert missed(agreed, due, today, grace) == ()


@given(agreements, days, st.integers(0, 60))
def test_who_has_paid_nothing_misses_the_first_payment_after_its_grace(
    agreed: list[tuple[dt.date, Money]], today: dt.date, grace: int
) -> None:
    first = min(day for day, _ in agreed)
    late = today > first + dt.timedelta(days=grace)
    assert missed(agreed, ZERO, today, grace)[:1] == ((first,) if late else ())


def test_a_later_payment_is_missed_too_while_an_earlier_one_is() -> None:
    agreed = [(START, Money(5000)), (START + dt.timedelta(days=30), Money(5000))]
    later = START + dt.timedelta(days=45)
    assert missed(agreed, Money(4999), later, 10) == tuple(day for day, _ in agreed)
    assert missed(agreed, Money(5000), later, 10) == (agreed[1][0],)
