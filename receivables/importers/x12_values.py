"""The values in X12 elements: amounts, dates, text, composites. Nothing here raises."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from receivables.domain.money import Money

_AMOUNT = re.compile(r"-?(?:[0-9]{1,13}(?:\.[0-9]{0,6})?|\.[0-9]{1,6})")
_SEPARATED = re.compile(r"[A-Za-z0-9]{2}([^A-Za-z0-9 .\-_/])")
_MOST_REMEMBERED = 20_000

_amounts: dict[str, Money | None] = {}
_dates: dict[str, dt.date | None] = {}


def amount(text: str) -> Money | None:
    """The amount an element states; None when it is empty, no number or finer than a cent.

    >>> amount("1210"), amount("34.6"), amount(""), amount("1.005")
    (Money(cents=121000), Money(cents=3460), None, None)
    """
    try:
        return _amounts[text]
    except KeyError:
        if len(_amounts) > _MOST_REMEMBERED:
            _amounts.clear()
        found = _amounts[text] = _parse_amount(text)
        return found


def _parse_amount(text: str) -> Money | None:
    text = text.strip()
    if not _AMOUNT.fullmatch(text):
        return None
    whole, _, fraction = text.lstrip("-").partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > 2:
        return None
    cents = int(whole or 0) * 100 + int(fraction.ljust(2, "0"))
    return Money(-cents if text.startswith("-") else cents)


def date(text: str) -> dt.date | None:
    """The day of CCYYMMDD, else None."""
    try:
        return _dates[text]
    except KeyError:
        if len(_dates) > _MOST_REMEMBERED:
            _dates.clear()
        found = _dates[text] = _parse_date(text)
        return found


def _parse_date(text: str) -> dt.date | None:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


@lru_cache(_MOST_REMEMBERED)
def code(text: str) -> str:
    """A reason or remark code as its list writes it, so that no guard misses it.

    >>> code("045"), code(" n781 "), code("0")
    ('45', 'N781', '0')
    """
    text = text.strip().upper()
    return text.lstrip("0") or text


def words(text: str) -> str:
    """Text as its writer meant it: UTF-8 where it is UTF-8, else Latin-1."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def components(text: str, separator: str) -> list[str]:
    """The parts of a composite. Files exist whose composites use another mark than ISA16 says.

    >>> components("HC>12345>26", ":")
    ['HC', '12345', '26']
    """
    if separator not in text:
        other = _SEPARATED.match(text)
        if other is not None:
            separator = other[1]
    return text.split(separator)
