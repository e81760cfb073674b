"""Which of the days that a word can mean a person wants, in answer to "this one or that one?"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from babel.dates import get_day_names, get_month_names

from receivables.domain.date_of_birth import fold
from receivables.domain.visit_choice import LAST, ORDINALS

_WORD = re.compile(r"[a-z0-9]+")
_SOONER = {"this", "sooner", "earlier", "earliest", "este", "esta", "antes", "cercano"}
_LATER = LAST | {"next", "later", "latest", "proximo", "proxima", "siguiente", "despues", "otro"}


def chosen_day(text: str, days: Sequence[dt.date]) -> dt.date | None:
    """The one day that the text picks by its number, month, weekday or place; None if not one.

    >>> days = dt.date(2026, 11, 27), dt.date(2026, 12, 4)
    >>> chosen_day("december", days)
    datetime.date(2026, 12, 4)
    >>> chosen_day("the first one", days)
    datetime.date(2026, 11, 27)
    """
    words = set(_WORD.findall(fold(text)))
    for names in (_number, _month, _weekday):
        fitting = [day for day in days if words & names(day)]
        if len(fitting) == 1:
            return fitting[0]
    placed = [day for place, day in enumerate(sorted(days)) if words & _place(place, len(days))]
    return placed[0] if len(placed) == 1 else None


def _number(day: dt.date) -> set[str]:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day // 10 != 1 else 0, "th")
    return {str(day.day), f"{day.day}{ending}"}


def _month(day: dt.date) -> set[str]:
    return {
        fold(get_month_names(width, locale=language)[day.month]).strip(".")
        for width in ("wide", "abbreviated")
        for language in ("en", "es")
    }


def _weekday(day: dt.date) -> set[str]:
    return {
        fold(get_day_names(width, locale=language)[day.weekday()]).strip(".")
        for width in ("wide", "abbreviated")
        for language in ("en", "es")
    }


def _place(place: int, count: int) -> set[str]:
    first = _SOONER if place == 0 else set()
    last = _LATER if place == count - 1 else set()
    return {str(place + 1)} | ORDINALS[place] | first | last
