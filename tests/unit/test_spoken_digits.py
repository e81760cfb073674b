"""Birthdays and ZIP codes that were said, as words or in digits."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.date_of_birth import find_date_of_birth
from receivables.domain.second_factor import find_numbers
from receivables.domain.spoken_digits import in_digits

TODAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("march twenty second nineteen seventy nine", dt.date(1979, 3, 22)),
        ("may three nineteen eighty", dt.date(1980, 5, 3)),
        ("born on the second of february nineteen forty eight", dt.date(1948, 2, 2)),
        ("diecisiete de abril de mil novecientos ochenta y seis", dt.date(1986, 4, 17)),
    ],
)
def test_a_birthday_in_words_is_found(text: str, born: dt.date) -> None:
    found = find_date_of_birth(in_digits(text), TODAY)
    assert found is not None
    assert born in found.dates


@pytest.mark.parametrize(
    ("text", "zip_code"),
    [
        ("zip four four one oh seven", "44107"),
        ("four four one one eight", "44118"),
        ("cuatro cuatro uno cero nueve", "44109"),
    ],
)
def test_a_zip_code_in_words_is_found(text: str, zip_code: str) -> None:
    assert zip_code in find_numbers(in_digits(text))


@given(st.text(max_size=80).filter(lambda text: any(map(str.isdigit, text))))
def test_a_text_with_digits_stays_as_it_is(text: str) -> None:
    assert in_digits(text) == text


@pytest.mark.parametrize("text", ["one moment please", "i have two questions", "una vez más"])
def test_other_words_of_number_change_nothing(text: str) -> None:
    assert in_digits(text) == text
