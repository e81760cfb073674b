"""People to play in tests of the simulator."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Played:
    name: str
    phone: str
    date_of_birth: dt.date
    zip_code: str
    account_last_four: str
    language: str
    story: str


PEOPLE = [
    Played(
        "Rosa Delgado", "+12165550123", dt.date(1986, 4, 17), "44107", "0001", "en", "A deductible"
    ),
    Played(
        "Mateo Ibarra", "+12165550124", dt.date(1979, 1, 3), "44109", "0002", "es", "Two visits"
    ),
]
