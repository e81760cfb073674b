"""Counting working days, Monday to Friday."""

from __future__ import annotations

import datetime as dt


def add_business_days(start: dt.date, count: int) -> dt.date:
    """The day `count` working days after `start`; public holidays are not known here.

    >>> add_business_days(dt.date(2026, 11, 27), 1)  # a Friday
    datetime.date(2026, 11, 30)
    """
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day
