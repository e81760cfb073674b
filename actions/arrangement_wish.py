"""What a text asks of a payment arrangement: amount, number of payments, how often, from when."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk.events import SlotSet

from actions.turn import Event, Turn
from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish

AMOUNT = "payment_arrangement_amount"
COUNT = "payment_arrangement_count"
FREQUENCY = "payment_arrangement_frequency"
FIRST_ON = "payment_arrangement_first_on"
DAYS = "payment_arrangement_days"
# In place of the amount where the number of payments is known: else the form, after a side
# question, would ask for the amount.
BY_COUNT = "by_count"
DECISION = "payment_arrangement_decision"
READ_BACK = "payment_arrangement_read_back"
COUNTERED = "payment_arrangement_countered"
DENIED = "payment_arrangement_denied"
_PARTS = {"half": 2, "third": 3, "quarter": 4}
_LONGEST_COUNT = 60  # a bare number up to here can be a number of payments
_YEARS_AHEAD = 3  # a bare number up to so many years from now is a year, where a day was asked for


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known so far. `days` are the dates an ambiguous word can mean."""

    amount: Money | None = None
    count: int | None = None
    frequency: Frequency | None = None
    first_on: dt.date | None = None
    days: tuple[dt.date, ...] = ()

    @classmethod
    def of(cls, turn: Turn) -> Terms:
        """The terms that the slots hold."""
        amount, count = turn.slot(AMOUNT), turn.slot(COUNT)
        frequency, first_on = turn.slot(FREQUENCY), turn.slot(FIRST_ON)
        return cls(
            Money(int(amount)) if amount and amount != BY_COUNT else None,
            int(count) if count else None,
            Frequency(frequency) if frequency else None,
            dt.date.fromisoformat(first_on) if first_on else None,
            tuple(dt.date.fromisoformat(day) for day in turn.slot(DAYS) or ()),
        )

    def events(self) -> list[Event]:
        """The slots that hold the terms."""
        by_count = BY_COUNT if self.count else None
        return [
            SlotSet(AMOUNT, str(self.amount.cents) if self.amount else by_count),
            SlotSet(COUNT, str(self.count) if self.count else None),
            SlotSet(FREQUENCY, self.frequency.value if self.frequency else None),
            SlotSet(FIRST_ON, self.first_on.isoformat() if self.first_on else None),
            SlotSet(DAYS, [day.isoformat() for day in self.days] or None),
        ]

    @property
    def missing(self) -> str | None:
        """The slot to ask for next, or None when the terms are whole."""
        if self.amount is None and self.count is None:
            return AMOUNT
        if self.frequency is None:
            return FREQUENCY
        return FIRST_ON if self.first_on is None else None

    @property
    def wish(self) -> Wish:
        """The whole terms. Raises ValueError while something is missing."""
        if self.frequency is None or self.first_on is None:
            raise ValueError("the terms are not whole")
        return Wish(self.amount, self.count, self.frequency, self.first_on)


def heard(
    terms: Terms,
    entities: list[dict[str, Any]],
    asked: str | None,
    balance: Money,
    today: dt.date,
) -> Terms:
    """The terms with what the entities say on top.

    `asked` is the slot that was asked for: it decides what a bare number means. An amount that
    only repeats the balance is no wish unless nothing else was said.
    """
    terms = _heard_frequency(terms, entities, today)
    terms = _heard_size(terms, entities, balance)
    terms = _heard_day(terms, entities, today)
    number = _last(entities, "number")
    if number is not None and int(number["value"]) > 0:
        terms = _heard_number(terms, int(number["value"]), entities, asked, today)
    if terms.frequency is None and (terms.count is not None or terms.amount == balance):
        terms = replace(terms, frequency=Frequency.MONTHLY)
    return terms


def _heard_frequency(terms: Terms, entities: list[dict[str, Any]], today: dt.date) -> Terms:
    for found in entities:
        if found["entity"] != "frequency":
            continue
        only_a_day = found.get("role") == "ambiguous" and found.get("weekday") is not None
        if not (only_a_day and terms.frequency):  # "fridays", to who pays every two weeks
            terms = replace(terms, frequency=Frequency(found["value"]))
        if found.get("day"):
            terms = replace(terms, first_on=next_day_of_month(today, int(found["day"])), days=())
        elif found.get("weekday") is not None:
            ahead = (int(found["weekday"]) - today.weekday() - 1) % 7 + 1
            terms = replace(terms, first_on=today + dt.timedelta(days=ahead), days=())
    return terms


def _heard_size(terms: Terms, entities: list[dict[str, Any]], balance: Money) -> Terms:
    count = _last(entities, "installment_count")
    amounts = [_cents(found, balance) for found in entities if found["entity"] == "amount"]
    wished = [amount for amount in amounts if amount and amount != balance] or amounts
    amount = wished[-1] if wished else None
    if amount and not (amount == balance and count is not None):  # "all of it in 3 payments"
        return replace(terms, amount=amount, count=None)
    if count is not None and int(count["value"]) > 0:
        return replace(terms, amount=None, count=int(count["value"]))
    return terms


def _heard_day(terms: Terms, entities: list[dict[str, Any]], today: dt.date) -> Terms:
    sure = _last(entities, "date")
    unsure = _last(entities, "date", roles=("ambiguous",))
    past = _last(entities, "date", roles=("past",))
    if sure is not None:
        return replace(terms, first_on=dt.date.fromisoformat(sure["value"]), days=())
    if unsure is not None:
        days = [dt.date.fromisoformat(day) for day in unsure.get("candidates") or ()]
        coming = [day for day in days if day >= today]  # nobody pays on a day that is over
        if len(coming) == 1:
            return replace(terms, first_on=coming[0], days=())
        return replace(terms, first_on=None, days=tuple(coming or days))
    if past is not None:
        # Read back as a day that has gone by, so that the person can say which they mean.
        return replace(terms, first_on=dt.date.fromisoformat(past["value"]), days=())
    if _last(entities, "date", roles=("pattern",)) is not None:
        return replace(terms, first_on=None, days=())  # "payday": which day is that?
    return terms


def _heard_number(
    terms: Terms,
    number: int,
    entities: list[dict[str, Any]],
    asked: str | None,
    today: dt.date,
) -> Terms:
    kinds = {found["entity"] for found in entities}
    if asked == FIRST_ON and "date" not in kinds and number <= 31:
        return replace(terms, first_on=next_day_of_month(today, number), days=())
    if asked == FIRST_ON and today.year <= number <= today.year + _YEARS_AHEAD:
        return terms
    if kinds & {"amount", "installment_count"} or asked == FREQUENCY:
        return terms
    if terms.count is not None and number <= _LONGEST_COUNT:
        return replace(terms, count=number)
    return replace(terms, amount=Money(number * 100), count=None)


def next_day_of_month(today: dt.date, day: int) -> dt.date:
    """The next date after `today` on that day, or the last of a month that is shorter."""
    year, month = today.year, today.month
    while True:
        date = dt.date(year, month, min(day, monthrange(year, month)[1]))
        if date > today:
            return date
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _cents(found: dict[str, Any], balance: Money) -> Money | None:
    value = str(found["value"])
    if found.get("role") != "relative":
        return Money(int(value)) if value.isdigit() else None
    if value == "all":
        return balance
    if value == "minimum":
        return Money(1)  # below any policy: answered with the smallest payment there is
    return balance.split(_PARTS[value])[0] if value in _PARTS else None


def _last(
    entities: list[dict[str, Any]], name: str, roles: tuple[str | None, ...] = (None,)
) -> dict[str, Any] | None:
    found = [e for e in entities if e["entity"] == name and e.get("role") in roles]
    return found[-1] if found else None
