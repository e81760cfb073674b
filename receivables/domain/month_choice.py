"""A month alone in answer to "what day?": the days in it that we ask about."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence

from babel.dates import get_month_names

from receivables.domain.date_of_birth import fold

_WORD = re.compile(r"[a-z0-9]+")
_BESIDE = re.compile(
    r"ok|sometime|maybe|in|the|of|this|next|coming|by|for|start|starting|from|around|early|like|"
    r"please|month|en|el|la|este|esta|proximo|proxima|para|por|de|del|desde|mes|empezando"
)
_NEXT_YEAR = re.compile(
    r"(?:(?:sometime|maybe|in|the|for|en|el|para) )*(?:next year|new year|otro ano|proximo ano|"
    r"ano que (?:viene|entra)|ano proximo)"
)
_ASKED = (1, 15)


def days_of_month_named(text: str, today: dt.date) -> tuple[dt.date, ...]:
    """The first and the middle of the month that the text names and nothing else; () for others.

    Of this month what is left of it. "Next year" is its January.

    >>> days_of_month_named("in january", dt.date(2026, 11, 26))
    (datetime.date(2027, 1, 1), datetime.date(2027, 1, 15))
    >>> days_of_month_named("may i pay", dt.date(2026, 11, 26))
    ()
    """
    words = _WORD.findall(fold(text))
    if _NEXT_YEAR.fullmatch(" ".join(words)):
        return days_of(dt.date(today.year + 1, 1, 1), today)
    named = [word for word in words if not _BESIDE.fullmatch(word)]
    months = [month for month in range(1, 13) if named and named[0] in _names(month)]
    if len(named) != 1 or not months:
        return ()
    year = today.year + (months[0] < today.month)
    return days_of(dt.date(year, months[0], 1), today)


def days_of(month: dt.date, today: dt.date) -> tuple[dt.date, ...]:
    """The days to ask about of the month that begins on `month`, none of them over."""
    last = monthrange(month.year, month.month)[1]
    left = [month.replace(day=day) for day in _ASKED if month.replace(day=day) > today]
    return tuple(left) or tuple(day for day in [month.replace(day=last)] if day > today)


def day_in_month_of(day: int, days: Sequence[dt.date]) -> dt.date | None:
    """That day of the one month in which all `days` lie; None where there is no such day."""
    if len({(one.year, one.month) for one in days}) != 1:
        return None
    first = days[0]
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=day) if 1 <= day <= last else None


def _names(month: int) -> set[str]:
    return {
        fold(get_month_names(width, locale=language)[month]).strip(".")
        for width in ("wide", "abbreviated")
        for language in ("en", "es")
    }
