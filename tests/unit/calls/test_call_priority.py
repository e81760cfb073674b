"""The order of the list can be explained: points that add up, as the paper says."""

from __future__ import annotations

import datetime as dt
import doctest
import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.call_dispositions import LEAVES
from receivables.domain.money import Money
from receivables.policy import call_priority
from receivables.policy.call_priority import Reason, Standing, points, reasons

TODAY = dt.date(2026, 11, 25)
PAPER = (Path(__file__).resolve().parents[3] / "docs" / "calls.md").read_text(encoding="utf-8")
days = st.dates(TODAY - dt.timedelta(days=900), TODAY + dt.timedelta(days=60))
standings = st.builds(
    Standing,
    balance=st.integers(1, 5_000_000).map(Money),
    oldest=days,
    promise_on=st.none() | days,
    callback_due=st.booleans(),
    called_on=st.none() | days,
    missed_on=st.none() | days,
    answered_at=st.frozensets(st.integers(0, 23)),
    hour=st.none() | st.integers(0, 23),
)


def test_the_examples_hold() -> None:
    results = doctest.testmod(call_priority)
    assert results.attempted > 0
    assert results.failed == 0


@given(standings)
def test_every_point_has_a_reason_and_every_reason_a_point(standing: Standing) -> None:
    found = reasons(standing, TODAY)
    assert all(reason.points > 0 for reason in found)
    assert len({reason.code for reason in found}) == len(found)
    assert points(found) == sum(reason.points for reason in found)


@given(standings, st.integers(1, 100_000))
def test_more_to_pay_never_stands_lower(standing: Standing, cents: int) -> None:
    more = replace(standing, balance=standing.balance + Money(cents))
    assert points(reasons(more, TODAY)) >= points(reasons(standing, TODAY))


@given(standings)
def test_who_asked_to_be_called_stands_before_what_they_owe(standing: Standing) -> None:
    asked = replace(standing, callback_due=True, promise_on=None)
    rest = replace(standing, callback_due=False, promise_on=None)
    assert points(reasons(asked, TODAY)) > points(reasons(rest, TODAY))


def test_a_promise_ahead_gives_no_point() -> None:
    standing = Standing(Money(100), TODAY, TODAY + dt.timedelta(days=1), called_on=TODAY)
    assert reasons(standing, TODAY) == ()


def test_a_person_who_answers_about_this_hour_is_called_at_it() -> None:
    standing = Standing(Money(100), TODAY, called_on=TODAY, answered_at=frozenset({10}), hour=11)
    assert reasons(standing, TODAY) == (Reason("best_time", 10),)
    assert reasons(replace(standing, hour=12), TODAY) == ()


def test_the_paper_has_the_points_of_the_code() -> None:
    table = PAPER.split("## Priority")[1].split("##")[0]
    figures = [int(number) for number in re.findall(r"\d+", table.split("|---|---|")[1])]
    assert figures[:12] == [
        *(call_priority.CALLBACK_DUE, call_priority.PROMISE_OVERDUE, call_priority.PROMISE_TODAY),
        call_priority.INSTALLMENT_MISSED,
        *(1, call_priority.DOLLARS_A_POINT, call_priority.MOST_FOR_BALANCE),
        *(1, call_priority.DAYS_A_POINT, call_priority.MOST_FOR_AGE),
        *(1, call_priority.MOST_FOR_WAITING),
    ]
    assert figures[12:14] == [call_priority.NEVER_CALLED, call_priority.BEST_TIME]


def test_the_paper_has_every_ending_with_its_rows() -> None:
    table = PAPER.split("## Endings")[1].split("\n## ")[0]
    found = dict(re.findall(r"^\| (\w+) \| (.*) \|$", table, flags=re.M))
    del found["ending"]
    assert list(found) == [one.value for one in LEAVES]
    for ending, leaves in LEAVES.items():
        outcome, hold, work, _, verified = found[ending.value].split(" | ")
        assert outcome == leaves.outcome
        assert hold.removesuffix(" (number)") == (leaves.hold or "–")
        assert work == (leaves.work or "–")
        assert (verified == "yes") == leaves.verified
