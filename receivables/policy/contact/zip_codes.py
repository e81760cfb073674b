"""The state and the time zones of a ZIP code, by its first three digits.

Sources: USPS Labeling List L002 (prefixes by state); 49 CFR Part 71 (where the zones meet). A
prefix that a boundary crosses has both zones; military prefixes have none.

>>> state_of_zip("44107"), sorted(zones_of_zip("44107"))
('OH', ['America/New_York'])
>>> sorted(zones_of_zip("47601")), sorted(zones_of_zip("47905"))
(['America/Chicago'], ['America/Chicago', 'America/New_York'])
>>> state_of_zip("09012"), zones_of_zip("09012")
(None, frozenset())
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

EASTERN, CENTRAL, MOUNTAIN, PACIFIC = (
    frozenset({f"America/{city}"}) for city in ("New_York", "Chicago", "Denver", "Los_Angeles")
)
ARIZONA = frozenset({"America/Phoenix"})
ALASKA = frozenset({"America/Anchorage", "America/Adak"})
HAWAII = frozenset({"Pacific/Honolulu"})
ISLANDS = frozenset({"America/Puerto_Rico"})
PACIFIC_ISLANDS = frozenset({"Pacific/Guam", "Pacific/Saipan", "Pacific/Palau"})


class Prefixes(NamedTuple):
    """A run of three-digit prefixes, both ends included."""

    first: int
    last: int
    state: str
    zones: frozenset[str]


TABLE = (
    Prefixes(5, 5, "NY", EASTERN),
    Prefixes(6, 7, "PR", ISLANDS),
    Prefixes(8, 8, "VI", ISLANDS),
    Prefixes(9, 9, "PR", ISLANDS),
    Prefixes(10, 27, "MA", EASTERN),
    Prefixes(28, 29, "RI", EASTERN),
    Prefixes(30, 38, "NH", EASTERN),
    Prefixes(39, 49, "ME", EASTERN),
    Prefixes(50, 54, "VT", EASTERN),
    Prefixes(55, 55, "MA", EASTERN),
    Prefixes(56, 59, "VT", EASTERN),
    Prefixes(60, 69, "CT", EASTERN),
    Prefixes(70, 89, "NJ", EASTERN),
    Prefixes(100, 149, "NY", EASTERN),
    Prefixes(150, 196, "PA", EASTERN),
    Prefixes(197, 199, "DE", EASTERN),
    Prefixes(200, 200, "DC", EASTERN),
    Prefixes(201, 201, "VA", EASTERN),
    Prefixes(202, 205, "DC", EASTERN),
    Prefixes(206, 219, "MD", EASTERN),
    Prefixes(220, 246, "VA", EASTERN),
    Prefixes(247, 268, "WV", EASTERN),
    Prefixes(270, 289, "NC", EASTERN),
    Prefixes(290, 299, "SC", EASTERN),
    Prefixes(300, 319, "GA", EASTERN),
    Prefixes(320, 323, "FL", EASTERN),
    Prefixes(324, 325, "FL", EASTERN | CENTRAL),
    Prefixes(326, 339, "FL", EASTERN),
    Prefixes(341, 349, "FL", EASTERN),
    Prefixes(350, 369, "AL", CENTRAL),
    Prefixes(370, 372, "TN", CENTRAL),
    Prefixes(373, 374, "TN", EASTERN | CENTRAL),
    Prefixes(376, 376, "TN", EASTERN),
    Prefixes(377, 379, "TN", EASTERN | CENTRAL),
    Prefixes(380, 385, "TN", CENTRAL),
    Prefixes(386, 397, "MS", CENTRAL),
    Prefixes(398, 399, "GA", EASTERN),
    Prefixes(400, 418, "KY", EASTERN),
    Prefixes(420, 424, "KY", CENTRAL),
    Prefixes(425, 427, "KY", EASTERN | CENTRAL),
    Prefixes(430, 459, "OH", EASTERN),
    Prefixes(460, 462, "IN", EASTERN),
    Prefixes(463, 464, "IN", CENTRAL),
    Prefixes(465, 466, "IN", EASTERN | CENTRAL),
    Prefixes(467, 474, "IN", EASTERN),
    Prefixes(475, 475, "IN", EASTERN | CENTRAL),
    Prefixes(476, 477, "IN", CENTRAL),
    Prefixes(478, 478, "IN", EASTERN),
    Prefixes(479, 479, "IN", EASTERN | CENTRAL),
    Prefixes(480, 497, "MI", EASTERN),
    Prefixes(498, 499, "MI", EASTERN | CENTRAL),
    Prefixes(500, 528, "IA", CENTRAL),
    Prefixes(530, 549, "WI", CENTRAL),
    Prefixes(550, 567, "MN", CENTRAL),
    Prefixes(569, 569, "DC", EASTERN),
    Prefixes(570, 574, "SD", CENTRAL),
    Prefixes(575, 576, "SD", CENTRAL | MOUNTAIN),
    Prefixes(577, 577, "SD", MOUNTAIN),
    Prefixes(580, 584, "ND", CENTRAL),
    Prefixes(585, 586, "ND", CENTRAL | MOUNTAIN),
    Prefixes(587, 587, "ND", CENTRAL),
    Prefixes(588, 588, "ND", CENTRAL | MOUNTAIN),
    Prefixes(590, 599, "MT", MOUNTAIN),
    Prefixes(600, 629, "IL", CENTRAL),
    Prefixes(630, 658, "MO", CENTRAL),
    Prefixes(660, 676, "KS", CENTRAL),
    Prefixes(677, 679, "KS", CENTRAL | MOUNTAIN),
    Prefixes(680, 689, "NE", CENTRAL),
    Prefixes(690, 692, "NE", CENTRAL | MOUNTAIN),
    Prefixes(693, 693, "NE", MOUNTAIN),
    Prefixes(700, 714, "LA", CENTRAL),
    Prefixes(716, 729, "AR", CENTRAL),
    Prefixes(730, 732, "OK", CENTRAL),
    Prefixes(733, 733, "TX", CENTRAL),
    Prefixes(734, 749, "OK", CENTRAL),
    Prefixes(750, 797, "TX", CENTRAL),
    Prefixes(798, 798, "TX", CENTRAL | MOUNTAIN),
    Prefixes(799, 799, "TX", MOUNTAIN),
    Prefixes(800, 816, "CO", MOUNTAIN),
    Prefixes(820, 831, "WY", MOUNTAIN),
    Prefixes(832, 834, "ID", MOUNTAIN),
    Prefixes(835, 835, "ID", MOUNTAIN | PACIFIC),
    Prefixes(836, 837, "ID", MOUNTAIN),
    Prefixes(838, 838, "ID", PACIFIC),
    Prefixes(840, 847, "UT", MOUNTAIN),
    Prefixes(850, 857, "AZ", ARIZONA),
    Prefixes(859, 860, "AZ", ARIZONA | MOUNTAIN),
    Prefixes(863, 864, "AZ", ARIZONA),
    Prefixes(865, 865, "AZ", ARIZONA | MOUNTAIN),
    Prefixes(870, 884, "NM", MOUNTAIN),
    Prefixes(885, 885, "TX", MOUNTAIN),
    Prefixes(889, 897, "NV", PACIFIC),
    Prefixes(898, 898, "NV", PACIFIC | MOUNTAIN),
    Prefixes(900, 961, "CA", PACIFIC),
    Prefixes(967, 968, "HI", HAWAII),
    Prefixes(969, 969, "GU", PACIFIC_ISLANDS),
    Prefixes(970, 978, "OR", PACIFIC),
    Prefixes(979, 979, "OR", PACIFIC | MOUNTAIN),
    Prefixes(980, 994, "WA", PACIFIC),
    Prefixes(995, 999, "AK", ALASKA),
)
_FIRSTS = [row.first for row in TABLE]


def is_zip_code(code: str) -> bool:
    """Five digits, or five, a hyphen and four."""
    return re.fullmatch(r"[0-9]{5}(-[0-9]{4})?", code) is not None


def state_of_zip(code: str) -> str | None:
    """The two letters of the state of a ZIP code (five digits or ZIP+4); None when it has none."""
    row = _row(code)
    return row.state if row else None


def zones_of_zip(code: str) -> frozenset[str]:
    """The IANA zones of a ZIP code; empty when it is none, or military."""
    row = _row(code)
    return row.zones if row else frozenset()


def _row(code: str) -> Prefixes | None:
    if not is_zip_code(code):
        return None
    prefix = int(code[:3])
    row = TABLE[max(bisect_right(_FIRSTS, prefix) - 1, 0)]
    return row if row.first <= prefix <= row.last else None
