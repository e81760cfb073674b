"""A month alone is asked about by two of its days, and a day is then of that month."""

from __future__ import annotations

import datetime as dt

import pytest

from receivables.domain.month_choice import day_in_month_of, days_of_month_named

TODAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("may", 2027, 5),
        ("in January please", 2027, 1),
        ("enero", 2027, 1),
        ("maybe dec", 2026, 12),
        ("el próximo diciembre", 2026, 12),
        ("next year", 2027, 1),
        ("el otro año", 2027, 1),
    ],
)
def test_the_first_and_the_middle_of_the_coming_month_are_asked_about(
    text: str, year: int, month: int
) -> None:
    days = days_of_month_named(text, TODAY)
    assert days == (dt.date(year, month, 1), dt.date(year, month, 15))


def test_of_this_month_only_what_is_left_is_asked_about() -> None:
    assert days_of_month_named("november", TODAY) == (dt.date(2026, 11, 30),)
    assert days_of_month_named("november", dt.date(2026, 11, 30)) == ()


@pytest.mark.parametrize("text", ["", "may i pay", "may or june", "the 5th", "in full", "50"])
def test_every_other_text_names_no_month(text: str) -> None:
    assert days_of_month_named(text, TODAY) == ()


def test_a_day_is_of_the_month_asked_about_and_of_no_other() -> None:
    february = (dt.date(2027, 2, 1), dt.date(2027, 2, 15))
    assert day_in_month_of(28, february) == dt.date(2027, 2, 28)
    assert day_in_month_of(30, february) is None
    assert day_in_month_of(5, (dt.date(2026, 11, 27), dt.date(2026, 12, 4))) is None
