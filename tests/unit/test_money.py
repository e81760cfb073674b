"""Money is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import ZERO, Money

amounts = st.integers(-(10**12), 10**12).map(Money)


@given(amounts, st.integers(1, 400))
def test_splitting_loses_no_cent_and_shares_differ_by_one_at_most(
    amount: Money, parts: int
) -> None:
    shares = amount.split(parts)
    assert Money.total(shares) == amount
    assert max(shares).cents - min(shares).cents <= 1


@given(amounts)
def test_what_is_printed_reads_back_as_the_same_amount(amount: Money) -> None:
    assert Money.parse(str(amount)) == amount


@pytest.mark.parametrize("text", ["", "abc", "1.005", "NaN", "Infinity", "1,000.00"])
def test_what_is_not_an_amount_in_cents_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        Money.parse(text)


def test_a_float_cannot_become_money() -> None:
    with pytest.raises(TypeError):
        Money(1.5)  # type: ignore[arg-type]


def test_zero_is_falsy_and_all_else_is_not() -> None:
    assert not ZERO
    assert Money(-1)
