"""Dates of birth and second factors, as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.date_of_birth import OLDEST_AGE, find_date_of_birth, fold
from receivables.domain.second_factor import MOST_NUMBERS, find_numbers

TODAY = dt.date(2026, 11, 23)
APRIL_17 = dt.date(1986, 4, 17)


def dates(text: str) -> tuple[dt.date, ...]:
    mention = find_date_of_birth(text, TODAY)
    return mention.dates if mention else ()


@pytest.mark.parametrize(
    "text",
    [
        "4/17/86",
        "04/17/1986",
        "4-17-1986",
        "4.17.86",
        "4 17 1986",
        "17/4/1986",
        "1986-04-17",
        "04171986",
        "041786",
        "19860417",
        "april 17 1986",
        "April 17th, 1986",
        "Apr 17th, 86",
        "apr. 17 '86",
        "17 apr 86",
        "the 17th of April, 1986",
        "17 de abril de 1986",
        "17 de abril del 86",
        "abril 17, 1986",
        "nací en el 1986, el 17 de abril",
        "arpil 17 1986 oops april 17 1986",
        "my dob is 4/17/86 and zip 44107",
        "44107 4/17/86",
        "1234 4/17/1986",
    ],
)
def test_a_date_of_birth_is_read_as_people_type_it(text: str) -> None:
    assert dates(text) == (APRIL_17,)


@pytest.mark.parametrize(
    "text",
    ["", "hello", "44107", "1986", "april", "13/13/86", "2/30/1990", "216-555-0123", "17 april"],
)
def test_what_is_no_whole_date_is_not_read_as_one(text: str) -> None:
    assert dates(text) == ()


def test_day_and_month_that_could_be_swapped_give_both_dates() -> None:
    assert dates("5/6/1970") == (dt.date(1970, 5, 6), dt.date(1970, 6, 5))


def test_a_two_digit_year_that_fits_two_centuries_gives_both() -> None:
    assert dates("3/15/20") == (dt.date(1920, 3, 15), dt.date(2020, 3, 15))


def test_a_date_after_today_is_no_date_of_birth() -> None:
    assert dates("11/24/2026") == ()
    assert dates("11/23/2026") == (TODAY,)


def test_the_place_of_the_date_is_told_so_that_its_digits_are_not_used_twice() -> None:
    text = "born april 17 1986, last four 0001"
    mention = find_date_of_birth(text, TODAY)
    assert mention is not None
    assert text[mention.start : mention.end] == "april 17 1986"
    assert find_numbers(text[mention.end :]) == ("0001",)


birthdays = st.dates(min_value=dt.date(TODAY.year - OLDEST_AGE, 1, 1), max_value=TODAY)
FORMATS = ["%m/%d/%Y", "%d/%m/%Y", "%Y-%m-%d", "%m-%d-%y", "%B %d, %Y", "%d %b %y", "%m%d%Y"]


@given(birthdays, st.sampled_from(FORMATS), st.text(alphabet="abc ,!?", max_size=8))
def test_the_date_that_was_written_is_always_among_those_read(
    birthday: dt.date, form: str, before: str
) -> None:
    assert birthday in dates(f"{before} {birthday.strftime(form)}")


@given(st.text())
def test_no_text_breaks_the_reading_and_every_date_lies_in_a_life(text: str) -> None:
    assert len(fold(text)) == len(text)
    for date in dates(text):
        assert TODAY.year - OLDEST_AGE <= date.year
        assert date <= TODAY
    assert len(find_numbers(text)) <= MOST_NUMBERS


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("zip is 44107", ("44107",)),
        ("44107-1234", ("44107",)),
        ("4 4 1 0 7", ("44107",)),
        ("last 4: 0001", ("0001",)),
        ("account PB-10001", ("0001",)),
        ("pb10001", ("0001",)),
        ("acct # 552018.", ("2018",)),
        ("I was charged $1801", ()),
        ("I was charged 1,801", ()),
        ("17 april", ()),
        ("1234 2345 3456 4567", ("1234", "2345", "3456")),
    ],
)
def test_a_second_factor_is_read_as_people_type_it(text: str, numbers: tuple[str, ...]) -> None:
    assert find_numbers(text) == numbers
