"""What is removed from a text before it is kept, and what must stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.policy.redaction import (
    CARD_REMOVED,
    CODE_REMOVED,
    SOCIAL_SECURITY_REMOVED,
    is_card_number,
    redact,
)


def with_check_digit(digits: str) -> str:
    """A card number: the digits and the one that makes the Luhn sum right."""
    for last in "0123456789":
        if is_card_number(digits + last):
            return digits + last
    raise AssertionError(digits)


cards = st.builds(
    lambda first, rest: with_check_digit(first + rest),
    st.sampled_from("23456"),
    st.text("0123456789", min_size=11, max_size=17),
)


@given(cards, st.sampled_from(["", " ", "-", ".", "\u00a0", " - "[:2]]), st.integers(2, 6))
def test_no_digit_of_a_card_stays_however_it_is_grouped(card: str, gap: str, group: int) -> None:
    written = gap.join(card[i : i + group] for i in range(0, len(card), group))
    found = redact(f"my card {written} thanks")
    assert found.text == f"my card {CARD_REMOVED} thanks"
    assert found.card


@given(cards)
def test_one_wrong_digit_is_no_card(card: str) -> None:
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert redact(wrong).text == wrong


@pytest.mark.parametrize(
    "text",
    [
        "216-555-0123",
        "+12165550123",
        "account PB-10001",
        "account 100200300400",
        "4/17/1986",
        "44107-1234",
        "$1,234.56",
        "claim 1234567890123",
        "I can pay 50 on the 15th and 75 on 12/15",
        "ref 000-12-3456",
        "part 912-34-5678",
    ],
)
def test_what_a_bill_is_talked_about_with_stays(text: str) -> None:
    assert redact(text) == (text, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "219-09-9999",
        "my ssn is 219099999",
        "SSN: 219 09 9999",
        "social security number 219-09-9999",
    ],
)
def test_social_security_numbers_are_removed(text: str) -> None:
    found = redact(text)
    assert found.text.endswith(SOCIAL_SECURITY_REMOVED)
    assert found.social_security
    assert not found.card


@pytest.mark.parametrize("text", ["cvv 123", "CVC: 1234", "security code is 999"])
def test_security_codes_are_removed(text: str) -> None:
    assert redact(text).text.endswith(CODE_REMOVED)


@given(st.text(max_size=200))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once
