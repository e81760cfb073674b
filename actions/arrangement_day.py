"""The answer to "what day should the first payment be?": one of two days, or a month alone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from text_to_num import alpha2digit

from actions.arrangement_wish import Terms, next_day_of_month
from actions.turn import Turn
from receivables.domain.date_of_birth import fold
from receivables.domain.day_choice import chosen_day
from receivables.domain.month_choice import day_in_month_of, days_of, days_of_month_named
from receivables.policy.figures import load_policy
from receivables.services.clock import organisation_date
from receivables.settings import settings

_DAY = re.compile(r"(?:the|el|dia|day|on| )*(?:\d{1,2} ?(?:st|nd|rd|th)?|first|primero)")
_HEDGE = (
    r"(?:um|uh|maybe|probably|ok|i guess|i think|please|works|is (?:fine|good)|pues|creo|el|the|"
    r"dia|on|[ ,.])*"
)
_IN_WORDS = re.compile(rf"{_HEDGE}(?:the|el|dia) (\d{{1,2}})(?:st|nd|rd|th|º)?{_HEDGE}")
_LAST_DAY = 31


def answered_day(turn: Turn, terms: Terms) -> Terms | None:
    """The terms with the day that the text answers, or with the two of the month that it names.

    None where it says neither.
    """
    of_month = is_of_month(terms, organisation_date(turn.now))
    day = (_in_that_month(turn, terms) if of_month else None) or chosen_day(turn.text, terms.days)
    if day is not None:
        return replace(terms, first_on=day, days=())
    days = _of_month(turn) or _in_words(turn)
    if not days:
        return None
    if len(days) == 1 or days[0] > _latest(turn):  # what is too late is moved, and said to be
        return replace(terms, first_on=days[0], days=())
    return replace(terms, first_on=None, days=days)


def is_of_month(terms: Terms, today: dt.date) -> bool:
    """Whether the days are those that we ask about where a month was named."""
    return bool(terms.days) and terms.days == days_of(terms.days[0].replace(day=1), today)


def _in_that_month(turn: Turn, terms: Terms) -> dt.date | None:
    """ "The 5th", where the question was of a month."""
    for found in turn.entities:
        said = turn.text[found["start"] : found["end"]]
        if found["entity"] == "number" and found["value"].isdigit():
            return day_in_month_of(int(found["value"]), terms.days)
        if found["entity"] == "date" and "role" not in found and _DAY.fullmatch(fold(said)):
            return day_in_month_of(int(found["value"][-2:]), terms.days)
    return None


def _in_words(turn: Turn) -> tuple[dt.date, ...]:
    """The next such day where "the first, I guess" is all that is said."""
    said = str(alpha2digit(fold(turn.text), turn.language, 0))
    found = _IN_WORDS.fullmatch(said)
    day = int(found[1]) if found else 0
    return (next_day_of_month(organisation_date(turn.now), day),) if 0 < day <= _LAST_DAY else ()


def _of_month(turn: Turn) -> tuple[dt.date, ...]:
    today = organisation_date(turn.now)
    for found in turn.entities:
        if found["entity"] == "date" and found.get("role") == "pattern":
            if found["value"] == "next_month":
                following = (today.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
                return days_of(following, today)
            if found["value"][:4].isdigit():
                return days_of(dt.date.fromisoformat(f"{found['value']}-01"), today)
    return days_of_month_named(turn.text, today)


def _latest(turn: Turn) -> dt.date:
    ahead = load_policy(settings().policy_file).arrangement.first_payment_within_days
    return organisation_date(turn.now) + dt.timedelta(days=ahead)
