"""Amounts as callers key them in and say them."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import Money
from telephony.voice import amounts
from telephony.voice.amounts import amount_keyed, amount_said

cents = st.integers(0, 999_999_999)


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(amounts).failed == 0


@given(cents)
def test_what_is_keyed_in_is_that_amount_to_the_cent(amount: int) -> None:
    assert amount_keyed(f"{amount // 100}*{amount % 100:02}") == Money(amount)


@given(cents)
def test_what_is_said_is_that_amount_to_the_cent(amount: int) -> None:
    assert amount_said(f"${amount // 100:,}.{amount % 100:02}") == Money(amount)
    assert amount_said(f"{amount // 100} dólares con {amount % 100} centavos") == Money(amount)


@pytest.mark.parametrize("keys", ["", "*", "5*", "5*5", "5*555", "1*2*3", "*50", "12345678"])
def test_keys_that_say_no_amount_are_none(keys: str) -> None:
    assert amount_keyed(keys) is None


@pytest.mark.parametrize(
    "words",
    [
        *("", "all of it", "half", "i can't pay 50 dollars", "i paid 50 dollars already"),
        *("20 or 30", "50 dollars next week", "call me at 2", "no pago 50"),
        *("4242 4242 4242 4242", "50%", "my lawyer is at 50 main street"),
    ],
)
def test_what_may_mean_something_else_is_no_amount(words: str) -> None:
    assert amount_said(words) is None
