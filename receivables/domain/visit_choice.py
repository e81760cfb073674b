"""Which of several visits a person means: by number in the list, date, place or patient."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import get_month_names

from receivables.domain.date_of_birth import fold

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_NAME = 3
_ENDING = 4  # digits of an account number, as we name it
ORDINALS = (
    {"first", "1st", "primera", "primero", "uno", "top"},
    {"second", "2nd", "segunda", "segundo", "dos"},
    {"third", "3rd", "tercera", "tercero", "tres"},
)
LAST = {"last", "ultima", "ultimo"}
# What people call a place by, and the word in its name.
PLACES = {
    "hospital": {"er", "emergency", "emergencia", "emergencias", "urgencias", "surgery", "cirugia"},
    "clinic": {"clinica", "doctor", "dr", "doctors", "checkup", "consulta", "consultorio"},
    "imaging": {
        *("scan", "xray", "xrays", "mri", "ct", "ultrasound", "radiografia", "rayos", "placa"),
        *("resonancia", "tomografia", "ultrasonido", "imagen", "imagenes", "picture", "pictures"),
    },
}


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """What a person can call a visit by."""

    service_date: dt.date
    facility: str
    patient_name: str
    account_number: str


def chosen_visits(
    text: str, days: Sequence[dt.date], visits: Sequence[ListedVisit], numbered: bool
) -> list[int]:
    """The places (from 0) of the visits that the text can mean; empty when it names none.

    `days` are the calendar dates found in the text; `numbered` says that the person answers a
    numbered list. The first of these that fits anything
    decides: an account number, a whole date, a number of the list, words of month, place and
    patient.
    """
    words = set(_WORD.findall(fold(text).replace("x-ray", "xray").replace("x ray", "xray")))
    words |= {word.removesuffix("s") for word in words}  # "emmas", "emma's"
    words |= {place for place, called in PLACES.items() if words & called}
    ways = [
        [place for place, visit in enumerate(visits) if _names_account(visit, text)],
        [place for place, visit in enumerate(visits) if _same_day(visit, days)],
        [place for place in range(len(visits)) if numbered and words & _numbers(place, visits)],
        _best_by_words(words, visits),
    ]
    return next((found for found in ways if found), [])


def _numbers(place: int, visits: Sequence[ListedVisit]) -> set[str]:
    last = LAST if place == len(visits) - 1 else set()
    return {str(place + 1)} | last | (ORDINALS[place] if place < len(ORDINALS) else set())


def _names_account(visit: ListedVisit, text: str) -> bool:
    digits = re.findall(r"\d+", text)
    ending = visit.account_number[-_ENDING:]
    return visit.account_number.upper() in text.upper() or (
        ending in digits and ending.isdigit() and len(ending) == _ENDING
    )


def _same_day(visit: ListedVisit, days: Sequence[dt.date]) -> bool:
    # A visit lies in the past; a day said without a year may have been read as a coming one.
    seen = visit.service_date
    return any((day.month, day.day) == (seen.month, seen.day) for day in days)


def _best_by_words(words: set[str], visits: Sequence[ListedVisit]) -> list[int]:
    shared = [len(words & _words_of(visit)) for visit in visits]
    best = max(shared, default=0)
    return [place for place, count in enumerate(shared) if count == best] if best else []


def _words_of(visit: ListedVisit) -> set[str]:
    months = [
        get_month_names(width, locale=language)[visit.service_date.month]
        for width in ("wide", "abbreviated")
        for language in ("en", "es")
    ]
    named = " ".join([visit.facility, visit.patient_name, *months])
    return {word for word in _WORD.findall(fold(named)) if len(word) >= _SHORTEST_NAME}
