"""Places that allow fewer attempts than federal law, calls and texts together, of creditors too.

Sources: the table below (compliance 1f). A person counts as being there when either the area code
or an address says so. The limits are by debt or account; we count by person, which is never less.

Allowed: a second text within seven days to Boston. Refused: a third.

>>> [limit.days for limit in limits_for("+16175550123", (), dt.date(2026, 11, 24))]
[7, 30]
>>> [limit.place for limit in limits_for("+12165550123", ("11201",), dt.date(2026, 8, 31))]
[]
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from receivables.policy.contact.facts import (
    Channel,
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.frequency import counted, free_again
from receivables.policy.contact.zip_codes import state_of_zip
from receivables.policy.figures import ContactFigures


class Limit(NamedTuple):
    """At most so many attempts in so many days, from a date on.

    `at_work`: only for a number at work, or only for others; None: for any.
    """

    place: str
    most: int
    days: int
    source: str
    since: dt.date = dt.date.min
    at_work: bool | None = None


MASSACHUSETTS, NEW_YORK_CITY = "Massachusetts", "New York City"
TABLE = (
    Limit(MASSACHUSETTS, 2, 7, "940 CMR 7.04(1)(f)", at_work=False),
    Limit(MASSACHUSETTS, 2, 30, "940 CMR 7.04(1)(f)", at_work=True),
    Limit(NEW_YORK_CITY, 3, 7, "6 RCNY 5-77", since=dt.date(2026, 9, 1)),
)
AREA_CODES = {
    MASSACHUSETTS: {"339", "351", "413", "508", "617", "774", "781", "857", "978"},
    NEW_YORK_CITY: {"212", "332", "347", "465", "646", "718", "917", "929"},
}
# Manhattan, Staten Island, the Bronx, Queens and Brooklyn; two codes of Queens stand alone.
NEW_YORK_CITY_PREFIXES = (
    *("100", "101", "102", "103", "104", "111", "112", "113", "114", "116"),
    *("11004", "11005"),
)


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused until every limit of every place they may be in has room."""
    attempts = counted(known.attempts, Channel)
    refused = [
        Refused("1f", f"{limit.most} attempts in {limit.days} days: {limit.source}", until)
        for limit in limits_for(known.phone, known.zip_codes, contact.at.date())
        if limit.at_work in (None, known.at_work)
        if (until := _free(attempts, contact.at, limit)) is not None
    ]
    return max(refused, key=_until, default=None)


def limits_for(phone: str, zip_codes: tuple[str, ...], on: dt.date) -> list[Limit]:
    """The limits in force on a date in the places that a number or an address points to."""
    area = phone[2:5] if phone.startswith("+1") else ""
    places = {place for place, codes in AREA_CODES.items() if area in codes}
    places |= {place for code in zip_codes if (place := _place(code)) is not None}
    return [limit for limit in TABLE if limit.place in places and on >= limit.since]


def _place(zip_code: str) -> str | None:
    if state_of_zip(zip_code) == "MA":
        return MASSACHUSETTS
    return NEW_YORK_CITY if zip_code.startswith(NEW_YORK_CITY_PREFIXES) else None


def _free(attempts: list[dt.datetime], at: dt.datetime, limit: Limit) -> dt.datetime | None:
    return free_again(attempts, at, limit.most, dt.timedelta(limit.days))


def _until(refused: Refused) -> dt.datetime:
    assert refused.until is not None
    return refused.until
