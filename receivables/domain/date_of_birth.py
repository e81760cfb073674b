"""Dates of birth as people type them: "4/17/86", "april 17 1986", "17 de abril del 86".

A text can mean more than one date (4/5/86 is in April or in May; 20 is 1920 or 2020), so reading
gives every date it can mean; whoever knows the right one compares. Month names in English and
Spanish come from the Unicode locale data.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from babel.dates import get_month_names

OLDEST_AGE = 110

_SEPARATED = re.compile(r"(?<!\d)(?=(\d{1,4})\s*([/\-. ,])\s*(\d{1,2})\s*\2\s*(\d{2,4})(?!\d))")
_COMPACT = re.compile(r"(?<!\d)(?:\d{8}|\d{6})(?!\d)")
_TOKEN = re.compile(r"\d+|[a-z]+")
_NEAR = 3  # tokens between a month's name and its numbers: "17 de", "17th of", ", del"


@dataclass(frozen=True, slots=True)
class DateMention:
    """Where a date of birth stands in a text, and every date it can mean."""

    start: int
    end: int
    dates: tuple[dt.date, ...]


def find_date_of_birth(text: str, today: dt.date, compact: bool = True) -> DateMention | None:
    """The first date of birth in the text, or None.

    A date of birth is not after `today` (a calendar date at the organisation) and at most 110
    years before it; a two-digit year is every year in that span that ends so. `compact` also
    reads dates without separators ("04171986"), which could as well be an account number.

    >>> find_date_of_birth("born 4/17/86", dt.date(2026, 11, 23)).dates
    (datetime.date(1986, 4, 17),)
    """
    folded = fold(text)
    readers = [_separated, _named] + ([_compact] if compact else [])
    for reader in readers:
        for mention in reader(folded, today):
            if mention.dates:
                return mention
    return None


def fold(text: str) -> str:
    """The text in lower case without accents; every character keeps its place.

    >>> fold("Nací el 3")
    'naci el 3'
    """
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or " " for letter in text)


def _separated(text: str, today: dt.date) -> Iterator[DateMention]:
    for found in _SEPARATED.finditer(text):
        first, _, second, third = found.groups()
        if len(first) > 2:
            orders = [(first, second, third)]
        else:
            orders = [(third, first, second), (third, second, first)]
        yield DateMention(found.start(1), found.end(4), _dates(orders, today))


def _compact(text: str, today: dt.date) -> Iterator[DateMention]:
    for found in _COMPACT.finditer(text):
        digits = found.group()
        left, middle, year = digits[:2], digits[2:4], digits[4:]
        orders = [(year, left, middle), (year, middle, left)]
        if len(digits) == 8:
            orders.append((digits[:4], digits[4:6], digits[6:]))
        yield DateMention(found.start(), found.end(), _dates(orders, today))


def _named(text: str, today: dt.date) -> Iterator[DateMention]:
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        month = _month(token.group())
        if month is None:
            continue
        before = [near for near in tokens[max(0, place - _NEAR - 1) : place] if _is_number(near)]
        after = [near for near in tokens[place + 1 : place + _NEAR + 3] if _is_number(near)]
        for pair in _pairs(before, after):
            day, year = (number.group() for number in pair)
            orders = [(year, month, day), (day, month, year)] if len(day) == 4 else []
            dates = _dates(orders or [(year, month, day)], today)
            if dates:
                spots = [token, *pair]
                yield DateMention(
                    min(spot.start() for spot in spots), max(spot.end() for spot in spots), dates
                )
                break


def _pairs(
    before: list[re.Match[str]], after: list[re.Match[str]]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    if len(after) > 1:
        yield after[0], after[1]
    if before and after:
        yield before[-1], after[0]
    if len(before) > 1:
        yield before[-2], before[-1]


def _is_number(token: re.Match[str]) -> bool:
    return token.group().isdigit() and len(token.group()) in (1, 2, 4)


def _dates(orders: list[tuple[str, str, str]], today: dt.date) -> tuple[dt.date, ...]:
    found: dict[dt.date, None] = {}
    for year, month, day in orders:
        for full_year in _years(year, today):
            try:
                date = dt.date(full_year, int(month), int(day))
            except ValueError:
                continue
            if date <= today:
                found[date] = None
    return tuple(found)


def _years(digits: str, today: dt.date) -> list[int]:
    oldest = today.year - OLDEST_AGE
    if len(digits) == 4:
        return [int(digits)] if oldest <= int(digits) <= today.year else []
    if len(digits) != 2:
        return []
    return [year for year in range(oldest, today.year + 1) if year % 100 == int(digits)]


@cache
def _month_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("en", "es"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names[fold(name).strip(".")] = names[fold(name)[:3]] = str(number)
    return names


@cache
def _month(word: str) -> str | None:
    names = _month_names()
    if word in names or len(word) < 5:
        return names.get(word)
    close = get_close_matches(word, names, n=1, cutoff=0.8)
    return names[close[0]] if close else None
