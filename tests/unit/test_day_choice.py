"""The answer to "which day do you mean?" picks one day, or none."""

from __future__ import annotations

import datetime as dt

import pytest

from receivables.domain.day_choice import chosen_day

THIS, NEXT = dt.date(2026, 11, 27), dt.date(2026, 12, 4)
FIFTH_OF_JUNE, SIXTH_OF_MAY = dt.date(2027, 6, 5), dt.date(2027, 5, 6)


@pytest.mark.parametrize(
    "text",
    ["the first one", "1", "this friday", "nov 27", "the 27th", "la primera", "este viernes"],
)
def test_the_sooner_day_is_picked(text: str) -> None:
    assert chosen_day(text, (THIS, NEXT)) == THIS


@pytest.mark.parametrize(
    "text", ["december", "2", "next friday i mean", "the later one", "la segunda", "el 4", "último"]
)
def test_the_later_day_is_picked(text: str) -> None:
    assert chosen_day(text, (THIS, NEXT)) == NEXT


@pytest.mark.parametrize("text", ["friday", "viernes", "not sure", "both", "", "50 a month"])
def test_what_fits_both_or_neither_picks_nothing(text: str) -> None:
    assert chosen_day(text, (THIS, NEXT)) is None


def test_a_day_is_told_by_its_month_and_weekday() -> None:
    assert chosen_day("june", (FIFTH_OF_JUNE, SIXTH_OF_MAY)) == FIFTH_OF_JUNE
    assert chosen_day("jueves", (FIFTH_OF_JUNE, SIXTH_OF_MAY)) == SIXTH_OF_MAY
