"""From the words of a match to the value of the entity (docs/entities.md)."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Callable, Dict, List, NamedTuple, Optional

from bot.nlu.grammar import days
from bot.nlu.grammar.days import Value

LARGEST_AMOUNT = Decimal(10_000_000)  # dollars; more is a number that means something else
_FROM_TODAY = re.compile(r"[+-]\d+")


class Context(NamedTuple):
    """What a value may depend on: the match's classes in order, the day, the language."""

    classes: List[Dict[str, Any]]
    today: date
    language: str

    def all(self, name: str) -> List[Any]:
        """The values of the words that belong to the class."""
        return [found[name] for found in self.classes if name in found]

    def one(self, name: str) -> Any:
        """The first of them, or None."""
        return next(iter(self.all(name)), None)


def _cents(dollars: Decimal) -> Optional[Value]:
    if not 0 < dollars <= LARGEST_AMOUNT:
        return None
    return {"value": str(int((dollars * 100).quantize(Decimal(1), ROUND_HALF_UP)))}


def _dollars(context: Context) -> Optional[Value]:
    return _cents(Decimal(context.one("number")))


def _dollars_and_cents(context: Context) -> Optional[Value]:
    dollars, cents = context.all("number")
    return _cents(Decimal(dollars) + Decimal(cents) / 100)


def _range(context: Context) -> Optional[Value]:
    """The first of the two, both as candidates."""
    both = [_cents(Decimal(number)) for number in context.all("number")]
    candidates = [found["value"] for found in both if found]
    return {"value": candidates[0], "candidates": candidates} if len(candidates) == 2 else None


def _with_weekday(inner: Callable[[Context], Optional[Value]]) -> Callable[..., Optional[Value]]:
    """A day said twice: "friday the 27th"."""
    return lambda context: days.agreeing(inner(context), context.one("weekday"), context.today)


def _slash_date(context: Context) -> Optional[Value]:
    return days.slashed(context.one("slash_date"), context.language, context.today)


def _nth_of_month(context: Context) -> Optional[Value]:
    nth, weekday = context.one("nth"), context.one("weekday")
    return days.nth_of_month(nth, weekday, context.one("month"), context.today)


def _count(context: Context) -> Optional[Value]:
    whole = context.one("whole")
    return {"value": str(whole)} if whole and whole <= 600 else None


def _calendar(context: Context) -> Optional[Value]:
    day = context.one("day_number") or context.one("ordinal")
    return days.in_calendar(context.one("month"), day, context.one("year"), context.today)


def _calendar_short(context: Context) -> Optional[Value]:
    day = context.one("day_number") or context.one("ordinal")
    year = (context.all("short_year") or context.all("said_year"))[-1]
    return days.in_calendar(context.one("month"), day, year, context.today)


def _of_month(context: Context) -> Optional[Value]:
    return days.of_month(context.one("day_number") or context.one("ordinal"), context.today)


def _month_year(context: Context) -> Optional[Value]:
    return {"value": f"{context.one('year'):04d}-{context.one('month'):02d}"}


def _weekday(resolve: Callable[[int, date], Value]) -> Callable[[Context], Optional[Value]]:
    return lambda context: resolve(context.one("weekday"), context.today)


def _later_weekday(context: Context) -> Optional[Value]:
    coming = (context.one("weekday") - context.today.weekday()) % 7 or 7
    return days.from_now(coming + 7, context.today)


def _weeks_after_weekday(context: Context) -> Optional[Value]:
    coming = (context.one("weekday") - context.today.weekday()) % 7 or 7
    return days.from_now(coming + 7 * context.one("whole"), context.today)


RESOLVERS: Dict[str, Callable[[Context], Optional[Value]]] = {
    "dollars": _dollars,
    "dollars_and_cents": _dollars_and_cents,
    "cents": lambda context: _cents(Decimal(context.one("number")) / 100),
    "hundred": lambda context: _cents(Decimal(100)),
    "two_hundred": lambda context: _cents(Decimal(200)),
    "thousand": lambda context: _cents(Decimal(1000)),
    "range": _range,
    "nothing": lambda context: None,
    "count": _count,
    "years": lambda c: {"value": str(12 * c.one("whole"))} if c.one("whole") <= 5 else None,
    "slash_date": _slash_date,
    "weekday_slash_date": _with_weekday(_slash_date),
    "weekday_calendar": _with_weekday(_calendar),
    "weekday_of_month": _with_weekday(_of_month),
    "nth_of_month": _nth_of_month,
    "calendar": _calendar,
    "calendar_short": _calendar_short,
    "month_year": _month_year,
    "day_of_month": _of_month,
    "weekday": _weekday(days.of_week),
    "next_weekday": _weekday(days.next_of_week),
    "weekday_next_week": _weekday(days.of_next_week),
    "last_weekday": _weekday(days.last_of_week),
    "week_after_weekday": _later_weekday,
    "weeks_after_weekday": _weeks_after_weekday,
    "day_of_month_first": lambda c: days.of_month(1, c.today),
    "day_of_next_month": lambda c: days.of_next_month(c.one("day_number"), c.today),
    "month_from_now": lambda c: days.month_from_now(c.today),
    "weeks_ago": lambda c: days.from_now(-7 * c.one("whole"), c.today),
    "days_ago": lambda c: days.from_now(-c.one("whole"), c.today),
    "weeks_from_now": lambda c: days.from_now(7 * c.one("whole"), c.today),
    "days_from_now": lambda c: days.from_now(c.one("whole"), c.today),
    "end_of_month": lambda c: days.end_of_month(c.today),
    "start_of_next_month": lambda c: days.start_of_next_month(c.today),
}


def resolve(row: Dict[str, Any], context: Context) -> Optional[Value]:
    """The row's value with its role; None when the words make none ("february 30")."""
    said = row["value"]
    if said in RESOLVERS:
        found = RESOLVERS[said](context)
    elif _FROM_TODAY.fullmatch(said):
        found = days.from_now(int(said), context.today)
    else:
        found = {"value": said}
    if found is None:
        return None
    fixed = {name: row[name] for name in ("role", "candidates") if name in row}
    beside = {"weekday": context.one("weekday")} if row["entity"] == "frequency" else {}
    return {**found, **fixed, **{name: it for name, it in beside.items() if it is not None}}
