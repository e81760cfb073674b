"""The federal holidays, and counting days that are neither weekend nor holiday.

Source: 5 USC 6103(a), observed on the nearest weekday under 5 USC 6103(b) and Executive Order
11582. Periods that leave out "federal holidays" (12 CFR 1006.34(b)(5), 47 CFR 64.1200(a)(10))
leave out both the day and the day it is observed: the longer reading.

>>> sorted(federal_holidays(2026))[-2:]
[datetime.date(2026, 11, 26), datetime.date(2026, 12, 25)]
>>> add_federal_business_days(dt.date(2026, 11, 25), 1)  # the eve of Thanksgiving
datetime.date(2026, 11, 27)
"""

from __future__ import annotations

import datetime as dt
from functools import cache

FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
# (month, weekday from Monday, 0, which of the month; -1: the last)
MOVING = ((1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4))


@cache
def federal_holidays(year: int) -> frozenset[dt.date]:
    """Every federal holiday of a year, and the days on which those of a weekend are observed.

    New Year's Day of the next year, when observed on 31 December, is among them.
    """
    fixed = {dt.date(year, month, day) for month, day in FIXED}
    observed = {_observed(day) for day in {*fixed, dt.date(year + 1, 1, 1)}}
    moving = {_moving(year, *which) for which in MOVING}
    return frozenset(day for day in fixed | observed | moving if day.year == year)


def add_federal_business_days(start: dt.date, count: int) -> dt.date:
    """The day `count` days after `start`, Saturdays, Sundays and federal holidays left out."""
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5 and day not in federal_holidays(day.year)
    return day


def _observed(day: dt.date) -> dt.date:
    shift = {5: -1, 6: 1}.get(day.weekday(), 0)
    return day + dt.timedelta(days=shift)


def _moving(year: int, month: int, weekday: int, which: int) -> dt.date:
    if which < 0:
        last = dt.date(year, month + 1, 1) - dt.timedelta(days=1)
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
