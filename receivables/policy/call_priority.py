"""In which order people are called: points that anybody can add up, each with its reason.

A choice of ours, no law: whoever asked to be called comes first, then promises that are due and
payments of a plan that are missed, then how much, how old, how long ago, and whether they tend to
answer at this hour. docs/calls.md has the table; a test holds the two together.

>>> today = dt.date(2026, 11, 25)
>>> rosa = Standing(Money(42000), dt.date(2026, 9, 14), promise_on=dt.date(2026, 11, 20))
>>> [(reason.code, reason.points) for reason in reasons(rosa, today)]
[('promise_overdue', 60), ('balance', 16), ('age', 7), ('never_called', 15)]
>>> points(reasons(rosa, today))
98
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from receivables.domain.money import Money

CALLBACK_DUE = 100
PROMISE_OVERDUE = 60
PROMISE_TODAY = 40
INSTALLMENT_MISSED = 50
DOLLARS_A_POINT, MOST_FOR_BALANCE = 25, 30
DAYS_A_POINT, MOST_FOR_AGE = 10, 20
NEVER_CALLED = MOST_FOR_WAITING = 15
BEST_TIME, HOURS_NEAR = 10, 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What the order looks at. `balance` is payable now, `oldest` the first visit's date.

    `callback_due`: they asked to be called, and the moment has come. `called_on`: the last try.
    `missed_on`: the due date of an installment that was not paid.
    `answered_at`: hours of their day (0 to 23) in which they have talked; `hour`: theirs now.
    """

    balance: Money
    oldest: dt.date
    promise_on: dt.date | None = None
    callback_due: bool = False
    called_on: dt.date | None = None
    answered_at: frozenset[int] = frozenset()
    missed_on: dt.date | None = None
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Points for one thing, and its figure: dollars, days or nothing."""

    code: str
    points: int
    figure: int = 0


def reasons(standing: Standing, today: dt.date) -> tuple[Reason, ...]:
    """Why a person stands where they do, the weightiest kind first; nothing worth no point."""
    dollars, age = standing.balance.cents // 100, (today - standing.oldest).days
    found = [
        Reason("callback_due", CALLBACK_DUE * standing.callback_due),
        _promise(standing.promise_on, today),
        _missed(standing.missed_on, today),
        Reason("balance", min(dollars // DOLLARS_A_POINT, MOST_FOR_BALANCE), dollars),
        Reason("age", min(max(age, 0) // DAYS_A_POINT, MOST_FOR_AGE), age),
        _waiting(standing.called_on, today),
        Reason("best_time", BEST_TIME * _answers_now(standing)),
    ]
    return tuple(reason for reason in found if reason.points)


def points(found: Iterable[Reason]) -> int:
    """What the reasons add up to."""
    return sum(reason.points for reason in found)


def _promise(day: dt.date | None, today: dt.date) -> Reason:
    if day is None or day > today:
        return Reason("promise_ahead", 0)
    if day == today:
        return Reason("promise_today", PROMISE_TODAY)
    return Reason("promise_overdue", PROMISE_OVERDUE, (today - day).days)


def _missed(day: dt.date | None, today: dt.date) -> Reason:
    if day is None:
        return Reason("installment_kept", 0)
    return Reason("installment_missed", INSTALLMENT_MISSED, (today - day).days)


def _waiting(called_on: dt.date | None, today: dt.date) -> Reason:
    if called_on is None:
        return Reason("never_called", NEVER_CALLED)
    days = max((today - called_on).days, 0)
    return Reason("last_call", min(days, MOST_FOR_WAITING), days)


def _answers_now(standing: Standing) -> bool:
    hour = standing.hour
    return hour is not None and any(abs(hour - at) <= HOURS_NEAR for at in standing.answered_at)
