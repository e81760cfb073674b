"""A time that the person called inconvenient.

Source: 12 CFR 1006.6(b)(1) (compliance T3): a time the collector knows or should know is
inconvenient. The word suffices; "busy right now" alone does not generalise, so it makes no such
row. Their own text in such an hour is answered once, by the same medium.

Allowed: 11 am, where mornings until 11 are inconvenient. Refused: 10:59 am, until 11.

>>> mornings = InconvenientTime(dt.time(8), dt.time(11))
>>> covers(mornings, dt.datetime(2026, 11, 24, 10, 59))
True
>>> covers(mornings, dt.datetime(2026, 11, 24, 11, 0))
False
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from receivables.policy.contact.facts import (
    InconvenientTime,
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.zones import possible_zones
from receivables.policy.figures import ContactFigures


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused in an inconvenient hour of any possible zone, until that one ends."""
    ends = [
        _end(wish, contact.at.astimezone(ZoneInfo(zone)))
        for wish in known.inconvenient
        for zone in possible_zones(known.phone, known.zip_codes, known.time_zone)
        if covers(wish, contact.at.astimezone(ZoneInfo(zone)))
    ]
    if not ends:
        return None
    return Refused("T3", "a time that the person called inconvenient", min(ends))


def covers(wish: InconvenientTime, local: dt.datetime) -> bool:
    """Whether a local moment lies in the hours; past midnight they belong to the day before."""
    time = local.time()
    if wish.start < wish.end:
        return local.weekday() in wish.weekdays and wish.start <= time < wish.end
    yesterday = (local.weekday() - 1) % 7
    evening = local.weekday() in wish.weekdays and time >= wish.start
    return evening or (yesterday in wish.weekdays and time < wish.end)


def _end(wish: InconvenientTime, local: dt.datetime) -> dt.datetime:
    overnight = wish.start >= wish.end and local.time() >= wish.start
    day = local.date() + dt.timedelta(days=overnight)
    end = dt.datetime.combine(day, wish.end, local.tzinfo).astimezone(dt.UTC)
    # On the night that clocks go back a local hour comes twice; the end is never behind us.
    return end if end > local.astimezone(dt.UTC) else end + dt.timedelta(hours=1)
