"""What day is meant. "Today" is an argument; days are calendar days, no time zones."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any, Dict, List, Optional, Tuple

Value = Dict[str, Any]  # value, and role and candidates where it is not certain


def certain(day: date, today: date) -> Value:
    """A day, marked when it lies in the past."""
    found: Value = {"value": day.isoformat()}
    return found if day >= today else {**found, "role": "past"}


def ambiguous(days: List[date]) -> Value:
    """The likeliest day first; all of them as candidates, in order of time."""
    candidates = [day.isoformat() for day in sorted(set(days))]
    return {"value": days[0].isoformat(), "role": "ambiguous", "candidates": candidates}


def _day(year: int, month: int, day: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(year: int, today: date) -> int:
    """Two digits: the latest year of that ending that is not beyond next year."""
    if year >= 100:
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year + 1 else century - 100 + year


def in_calendar(month: int, day: int, year: Optional[int], today: date) -> Optional[Value]:
    """A month and day; without a year the next one, ambiguous when this year's has passed."""
    if year is not None:
        found = _day(full_year(year, today), month, day)
        return certain(found, today) if found else None
    this_year, next_year = _day(today.year, month, day), _day(today.year + 1, month, day)
    if this_year is not None and this_year >= today:
        return certain(this_year, today)
    known = [found for found in (next_year, this_year) if found is not None]
    return ambiguous(known) if known else None


def slashed(written: str, language: str, today: date) -> Optional[Value]:
    """ "4/17/86" (month first), "1986-04-17", "17/4/86"; in Spanish either order may be meant."""
    parts = [int(part) for part in written.replace("-", "/").replace(".", "/").split("/")]
    if len(parts) == 3 and parts[0] > 31:
        return in_calendar(parts[1], parts[2], parts[0], today)
    month, day = parts[0], parts[1]
    year = parts[2] if len(parts) == 3 else None
    if month > 12 and day <= 12:
        return in_calendar(day, month, year, today)
    found = in_calendar(month, day, year, today)
    swapped = in_calendar(day, month, year, today) if day <= 12 and day != month else None
    if language == "es" and found and swapped:
        both = [date.fromisoformat(swapped["value"]), date.fromisoformat(found["value"])]
        return ambiguous(both)
    return found


def of_month(day: int, today: date) -> Optional[Value]:
    """The next such day of a month; today counts, months without it are passed over."""
    year, month = today.year, today.month
    for _ in range(12):
        found = _day(year, month, day)
        if found is not None and found >= today:
            return certain(found, today)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def of_week(weekday: int, today: date) -> Value:
    """The coming one; said on that very weekday it may be today or in a week."""
    ahead = (weekday - today.weekday()) % 7
    if ahead == 0:
        return ambiguous([today, today + timedelta(7)])
    return certain(today + timedelta(ahead), today)


def next_of_week(weekday: int, today: date) -> Value:
    """ "next friday": the coming one or the one after, when the coming one is of this week."""
    ahead = (weekday - today.weekday()) % 7
    coming = today + timedelta(ahead or 7)
    if ahead and weekday > today.weekday():
        return ambiguous([coming, coming + timedelta(7)])
    return certain(coming, today)


def of_next_week(weekday: int, today: date) -> Value:
    """In the calendar week (from Monday) after this one."""
    monday = today + timedelta(7 - today.weekday())
    return certain(monday + timedelta(weekday), today)


def last_of_week(weekday: int, today: date) -> Value:
    """The latest such weekday before today."""
    return certain(today - timedelta((today.weekday() - weekday - 1) % 7 + 1), today)


def end_of_month(today: date) -> Value:
    """The last day of this month."""
    last = calendar.monthrange(today.year, today.month)[1]
    return certain(today.replace(day=last), today)


def start_of_next_month(today: date) -> Value:
    """The first day of the next month."""
    year, month = _month_after(today)
    return certain(date(year, month, 1), today)


def _month_after(today: date) -> Tuple[int, int]:
    return (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)


def from_now(days: int, today: date) -> Optional[Value]:
    """So many days from today; nothing when that is beyond three years."""
    return certain(today + timedelta(days), today) if abs(days) <= 1100 else None


def month_from_now(today: date) -> Value:
    """The same day of the next month, or that month's last."""
    year, month = _month_after(today)
    day = min(today.day, calendar.monthrange(year, month)[1])
    return certain(date(year, month, day), today)


def of_next_month(day: int, today: date) -> Optional[Value]:
    """That day of the month after this one."""
    found = _day(*_month_after(today), day)
    return certain(found, today) if found else None


def nth_of_month(nth: int, weekday: int, month: Optional[int], today: date) -> Optional[Value]:
    """The nth such weekday (-1: the last) of this month or the next, or of the month named."""
    year, at = today.year, month or today.month
    for _ in range(2):
        fitting = [week[weekday] for week in calendar.monthcalendar(year, at) if week[weekday]]
        found = date(year, at, fitting[nth if nth < 0 else nth - 1])
        if found >= today:
            return certain(found, today)
        year, at = (year + 1, at) if month else _month_after(today)
    return None


def agreeing(found: Optional[Value], weekday: int, today: date) -> Optional[Value]:
    """The day of `found` that is such a weekday; where there is none, both are asked about."""
    if found is None:
        return None
    possible = [date.fromisoformat(day) for day in found.get("candidates", [found["value"]])]
    fitting = [day for day in possible if day.weekday() == weekday]
    if len(fitting) == 1:
        return certain(fitting[0], today)
    coming = date.fromisoformat(of_week(weekday, today)["value"])
    return ambiguous(fitting or [coming, *possible])
