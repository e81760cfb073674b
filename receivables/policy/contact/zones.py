"""In which time zones may the person be?

Source: 12 CFR 1006.6(b)(1) and comment 6(b)(1)(i)-2 (compliance T2): with a mobile number and an
address that disagree, a contact is timely only where it is so in every place they may be.

The area code counts as a whole, not the exchange: numbers move within it. Toll-free numbers, new
area codes and military addresses tell nothing: then every zone of the fifty states counts. A zone
that the person named themselves settles it.

>>> sorted(possible_zones("+12165550123"))
['America/New_York']
>>> sorted(possible_zones("+12165550123", ("90012",)))  # Cleveland's number, Los Angeles' address
['America/Los_Angeles', 'America/New_York']
>>> len(possible_zones("+18005550123")) == len(EVERY_ZONE)
True
"""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from phonenumbers import parse
from phonenumbers.timezone import time_zones_for_number
from phonenumbers.tzdata import TIMEZONE_DATA

from receivables.policy.contact.zip_codes import zones_of_zip

# One zone for each set of clocks in the fifty states.
EVERY_ZONE = frozenset(
    {
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Phoenix",
        "America/Los_Angeles",
        "America/Anchorage",
        "America/Adak",
        "Pacific/Honolulu",
    }
)
# Newer area codes laid over the same land as one that lies in two zones.
OVERLAYS = {"930": "812", "364": "270", "448": "850", "458": "541"}
UNKNOWN = "Etc/Unknown"


def possible_zones(
    phone: str, zip_codes: tuple[str, ...] = (), time_zone: str | None = None
) -> frozenset[str]:
    """The IANA names of every zone the person may be in; never empty. Phone in E.164."""
    if time_zone is not None and _exists(time_zone):
        return frozenset({time_zone})
    by_phone = _zones_of_phone(phone)
    by_address = [zones_of_zip(code) for code in zip_codes]
    if not by_phone or not all(by_address):
        return EVERY_ZONE.union(by_phone, *by_address)
    return by_phone.union(*by_address)


def _zones_of_phone(phone: str) -> frozenset[str]:
    if not phone.startswith("+1"):
        return frozenset(time_zones_for_number(parse(phone))) - {UNKNOWN}
    area = phone[2:5]
    return _zones_of_area(area) | _zones_of_area(OVERLAYS.get(area, area))


@cache
def _zones_of_area(area: str) -> frozenset[str]:
    known = (zones for prefix, zones in TIMEZONE_DATA.items() if prefix.startswith(f"1{area}"))
    return frozenset().union(*known)


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
