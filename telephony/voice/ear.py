"""A line as it is said: amounts, dates and numbers that a voice reads out as people speak.

>>> for_the_ear("You owe $240.50 by Dec 1, 2026.", "en", dt.date(2026, 11, 24))
'You owe 240 dollars and 50 cents by December 1.'
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, partial

from babel.dates import format_date, format_skeleton, get_month_names

from receivables.wording import say

LOCALES = {"en": "en_US", "es": "es_US"}
_AMOUNT = re.compile(r"\$(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d\d))?(?!\d)")
_TELEPHONE = re.compile(r"\((\d{3})\) (\d{3})-(\d{4})")
_LIFELINE = re.compile(r"(?<![\w$,.(-])(?:911|988)(?![\w-]|[,.]\d)")  # no part of an amount


def for_the_ear(text: str, language: str, today: dt.date) -> str:
    """The text for a voice in `language`. A day of this year (`today`, the organisation's
    calendar date) is said without its year."""
    said = _LIFELINE.sub(lambda found: _digits(found[0]), text)
    said = _AMOUNT.sub(lambda found: _amount(found[1], found[2] or "00", language), said)
    said = _dates(language).sub(partial(_date, language=language, today=today), said)
    said = _TELEPHONE.sub(lambda found: ", ".join(map(_digits, found.groups())), said)
    return " ".join(said.split())


def _amount(dollars: str, cents: str, language: str) -> str:
    whole = int(dollars.replace(",", ""))
    if not whole and cents != "00":
        return say("utter_voice_cents", language, "voice", cents=int(cents))
    name = "utter_voice_one_dollar" if whole == 1 else "utter_voice_dollars"
    spoken = say(name, language, "voice", dollars=dollars)
    if cents == "00":
        return spoken
    parts = say("utter_voice_cents", language, "voice", cents=int(cents))
    return say("utter_voice_dollars_and_cents", language, "voice", dollars=spoken, cents=parts)


@cache
def _months(language: str) -> dict[str, int]:
    names = get_month_names("abbreviated", locale=LOCALES[language])
    return {name.strip(".").lower(): number for number, name in names.items()}


@cache
def _dates(language: str) -> re.Pattern[str]:
    """Dates as Babel's medium form writes them: "Dec 1, 2026", "1 dic 2026"."""
    month = f"(?P<month>{'|'.join(_months(language))})\\.?"
    day, year = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})\b"
    form = rf"\b{month} {day}, {year}" if language == "en" else rf"\b{day} {month} {year}"
    return re.compile(form, re.IGNORECASE)


def _date(found: re.Match[str], language: str, today: dt.date) -> str:
    month = _months(language)[found["month"].lower()]
    try:
        day = dt.date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return found[0]
    if day.year == today.year:
        return str(format_skeleton("MMMMd", day, locale=LOCALES[language]))
    return str(format_date(day, "long", locale=LOCALES[language]))


def _digits(number: str) -> str:
    return " ".join(number)
