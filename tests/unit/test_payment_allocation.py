"""Which visits a payment goes to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import ZERO, Money
from receivables.policy.payment_allocation import allocate


@given(
    st.integers(min_value=1, max_value=10**6),
    st.lists(st.integers(min_value=-500, max_value=10**5), min_size=1, max_size=6),
)
def test_the_parts_of_a_payment_add_up_and_none_is_negative(cents: int, dues: list[int]) -> None:
    owed_for = {number: Money(due) for number, due in enumerate(dues)}
    parts = allocate(Money(cents), owed_for)
    assert Money.total(parts.values()) == Money(cents)
    assert all(part > ZERO for part in parts.values())
    over = [visit for visit, part in parts.items() if part > max(owed_for[visit], ZERO)]
    assert len(over) <= 1
