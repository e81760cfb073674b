"""When people work at the organisation, and by when somebody who asks for a person is answered.

The promise counts minutes while the office is open: Saturdays, Sundays and federal holidays
(5 USC 6103) do not count, unless the policy file names the weekdays that do.

Allowed: asked at 4:40 pm on a Friday, answered by 8:40 am on the Monday. Refused: a promise for
a moment at which nobody works.

>>> office, zone = OfficeFigures(), ZoneInfo("America/New_York")
>>> friday = dt.datetime(2026, 12, 4, 16, 40, tzinfo=zone)
>>> promised_by(friday, office, zone).isoformat()
'2026-12-07T08:40:00-05:00'
>>> is_open(friday, office, zone), is_open(friday + dt.timedelta(hours=1), office, zone)
(True, False)
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from receivables.domain.federal_holidays import federal_holidays
from receivables.policy.figures import OfficeFigures


def is_open(at: dt.datetime, office: OfficeFigures, zone: ZoneInfo) -> bool:
    """Whether people work at a moment (aware)."""
    local = at.astimezone(zone)
    return _works(local.date(), office) and office.opens <= local.time() < office.closes


def next_open(at: dt.datetime, office: OfficeFigures, zone: ZoneInfo) -> dt.datetime:
    """The moment itself when the office is open, else when it opens next."""
    if is_open(at, office, zone):
        return at.astimezone(zone)
    local = at.astimezone(zone)
    day = local.date()
    if local.time() >= office.opens or not _works(day, office):
        day += dt.timedelta(days=1)
    while not _works(day, office):
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, office.opens, zone)


def promised_by(asked_at: dt.datetime, office: OfficeFigures, zone: ZoneInfo) -> dt.datetime:
    """The moment by which a person answers, in the organisation's time zone."""
    start, left = asked_at, dt.timedelta(minutes=office.answer_within_minutes)
    while True:
        start = next_open(start, office, zone)
        closing = dt.datetime.combine(start.date(), office.closes, zone)
        if start + left < closing:
            return start + left
        left -= closing - start
        start = closing


def _works(day: dt.date, office: OfficeFigures) -> bool:
    return day.weekday() in office.weekdays and day not in federal_holidays(day.year)
