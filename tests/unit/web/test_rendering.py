"""How pages write money, dates, numbers and waiting times."""

from __future__ import annotations

import datetime as dt

import pytest

from receivables.domain.money import Money
from web.portal.language import language_of
from web.rendering import masked_name, masked_phone, money, phone, waiting

NOW = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (123450, "$1,234.50"),
        (-45000, "−$450.00"),
        (0, "$0.00"),
        (9_999_999_999_99, "$9,999,999,999.99"),
    ],
)
def test_money_is_written_to_the_cent(cents: int, written: str) -> None:
    assert money(Money(cents)) == written


def test_a_name_is_masked_to_initials_and_a_number_to_its_end() -> None:
    assert masked_name("María José Santos") == "M. J. S."
    assert masked_phone("+12165550142") == "··· 0142"


def test_a_number_is_written_as_people_do() -> None:
    assert phone("+12165550142") == "(216) 555-0142"


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(0, "just now"), (-3, "just now"), (4, "4 min"), (125, "2 h 5 min"), (4400, "3 days")],
)
def test_waiting_is_written_in_the_unit_that_counts(minutes: int, written: str) -> None:
    assert waiting(NOW - dt.timedelta(minutes=minutes), NOW) == written


@pytest.mark.parametrize(
    ("header", "language"),
    [("es-MX,es;q=0.9", "es"), ("de, es;q=0.5", "es"), ("fr", "en"), ("", "en")],
)
def test_a_visitor_is_met_in_the_language_of_the_browser(header: str, language: str) -> None:
    assert language_of(header) == language
