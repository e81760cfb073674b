"""No contact before 8 in the morning or after 9 in the evening, wherever the person may be.

Source: 12 CFR 1006.6(b)(1)(i) (compliance T1), calls and texts alike; every possible zone by
comment 6(b)(1)(i)-2 (T2). 8:00:00 and 21:00:00 themselves are allowed.

Allowed: Cleveland, 9:00 pm sharp. Refused: Cleveland, one second later, until 8 next morning.

>>> evening = dt.datetime(2026, 11, 24, 21, 0, 1, tzinfo=ZoneInfo("America/New_York"))
>>> next_allowed(evening, {"America/New_York"}, dt.time(8), dt.time(21)).isoformat()
'2026-11-25T13:00:00+00:00'
>>> within_hours(evening - dt.timedelta(seconds=1), {"America/New_York"}, dt.time(8), dt.time(21))
True
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from zoneinfo import ZoneInfo

from receivables.policy.contact.facts import (
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.role import federal_limits_apply
from receivables.policy.contact.zones import possible_zones
from receivables.policy.figures import ContactFigures

# Windows of distant zones may share no moment: then none is found within so many steps.
MOST_STEPS = 64


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused outside the hours of any possible zone, until the first moment inside all."""
    if not federal_limits_apply(figures.collector_role, figures.in_default, figures.strict):
        return None
    zones = possible_zones(known.phone, known.zip_codes, known.time_zone)
    if within_hours(contact.at, zones, figures.earliest, figures.latest):
        return None
    until = next_allowed(contact.at, zones, figures.earliest, figures.latest)
    where = "where they are" if len(zones) == 1 else "somewhere they may be"
    return Refused(
        "T1" if len(zones) == 1 else "T2", f"outside the hours of contact {where}", until
    )


def within_hours(at: dt.datetime, zones: Set[str], earliest: dt.time, latest: dt.time) -> bool:
    """Whether a moment lies in the hours, both ends included, of every zone."""
    return all(earliest <= at.astimezone(ZoneInfo(zone)).time() <= latest for zone in zones)


def next_allowed(
    at: dt.datetime, zones: Set[str], earliest: dt.time, latest: dt.time
) -> dt.datetime | None:
    """The first moment from `at` on (UTC) in the hours of every zone; None when there is none."""
    moment = at.astimezone(dt.UTC)
    for _ in range(MOST_STEPS):
        later = max(_opening(moment, ZoneInfo(zone), earliest, latest) for zone in zones)
        if later == moment:
            return moment
        moment = later
    return None


def _opening(at: dt.datetime, zone: ZoneInfo, earliest: dt.time, latest: dt.time) -> dt.datetime:
    local = at.astimezone(zone)
    if earliest <= local.time() <= latest:
        return at
    day = local.date() + dt.timedelta(days=local.time() > latest)
    return dt.datetime.combine(day, earliest, zone).astimezone(dt.UTC)
