"""How often: calls and texts (compliance T4), Massachusetts and New York City (1f)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.policy.contact import call_frequency, local_limits, text_frequency
from receivables.policy.contact.facts import (
    Attempt,
    Channel,
    KnownPerson,
    Outcome,
    ProposedContact,
)
from receivables.policy.contact.frequency import free_again
from receivables.policy.figures import ContactFigures
from tests.unit.contact.people import CLEVELAND, FIGURES, NOON, call, moments, text

DAY = dt.timedelta(days=1)
WEEK = 7 * DAY
SECOND = dt.timedelta(seconds=1)


def called(*ago: dt.timedelta, outcome: Outcome = Outcome.UNANSWERED) -> tuple[Attempt, ...]:
    return tuple(Attempt(Channel.VOICE, NOON - before, outcome) for before in ago)


def texted(*ago: dt.timedelta) -> tuple[Attempt, ...]:
    return tuple(Attempt(Channel.SMS, NOON - before, Outcome.SENT) for before in ago)


def test_a_seventh_call_in_seven_days_is_allowed_and_an_eighth_is_not() -> None:
    days = [n * DAY for n in range(1, 8)]
    six = KnownPerson(CLEVELAND, attempts=called(*days[:6]))
    assert call_frequency.check(call(), six, FIGURES) is None
    seven = KnownPerson(CLEVELAND, attempts=called(DAY, *days[:6]))
    refused = call_frequency.check(call(), seven, FIGURES)
    assert refused is not None
    assert (refused.rule, refused.until) == ("T4", NOON - 6 * DAY + WEEK)


def test_seven_days_move_with_the_clock_not_with_the_calendar() -> None:
    burst = KnownPerson(CLEVELAND, attempts=called(*[WEEK - SECOND] * 7))
    assert call_frequency.check(call(), burst, FIGURES) is not None
    assert call_frequency.check(call(NOON + SECOND), burst, FIGURES) is None


def test_calls_that_did_not_connect_or_were_asked_for_are_not_counted() -> None:
    lost = called(*[DAY] * 9, outcome=Outcome.NOT_CONNECTED)
    asked = tuple(
        Attempt(Channel.VOICE, NOON - DAY, Outcome.VOICEMAIL, requested=True) for _ in range(9)
    )
    known = KnownPerson(CLEVELAND, attempts=lost + asked)
    assert call_frequency.check(call(), known, FIGURES) is None


def test_texts_are_no_calls() -> None:
    known = KnownPerson(CLEVELAND, attempts=texted(*[DAY] * 9))
    assert call_frequency.check(call(), known, FIGURES) is None
    assert call_frequency.check(text(), known, FIGURES) is None


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_the_day_of_a_conversation_is_the_first_of_seven(hour: int) -> None:
    zone = ZoneInfo("America/New_York")
    spoke = dt.datetime(2026, 10, 28, hour, 30, tzinfo=zone)  # the clocks go back in these days
    known = KnownPerson(CLEVELAND, attempts=(Attempt(Channel.VOICE, spoke, Outcome.CONVERSATION),))
    seventh = dt.datetime(2026, 11, 3, 23, 59, 59, tzinfo=zone)
    eighth = dt.datetime(2026, 11, 4, 0, 0, tzinfo=zone)
    refused = call_frequency.check(call(seventh), known, FIGURES)
    assert refused is not None
    assert refused.until == eighth
    assert call_frequency.check(call(eighth), known, FIGURES) is None


def test_a_call_that_the_person_asked_for_is_free_for_seven_days() -> None:
    known = KnownPerson(CLEVELAND, attempts=called(DAY, outcome=Outcome.CONVERSATION))
    asked = ProposedContact(Channel.VOICE, "notice", NOON, requested_at=NOON - WEEK)
    stale = ProposedContact(Channel.VOICE, "notice", NOON, requested_at=NOON - WEEK - SECOND)
    assert call_frequency.check(asked, known, FIGURES) is None
    assert call_frequency.check(stale, known, FIGURES) is not None


def test_one_text_a_day_and_three_a_week() -> None:
    today = KnownPerson(CLEVELAND, attempts=texted(DAY - SECOND))
    yesterday = KnownPerson(CLEVELAND, attempts=texted(DAY))
    week = KnownPerson(CLEVELAND, attempts=texted(DAY, 3 * DAY, 5 * DAY))
    refused = text_frequency.check(text(), week, FIGURES)
    assert text_frequency.check(text(), today, FIGURES) is not None
    assert text_frequency.check(text(), yesterday, FIGURES) is None
    assert refused is not None
    assert refused.until == NOON - 5 * DAY + WEEK


def test_massachusetts_counts_two_in_seven_days_calls_and_texts_together() -> None:
    history = texted(3 * DAY) + called(2 * DAY)
    boston = KnownPerson("+16175550123", attempts=history)
    moved = KnownPerson(CLEVELAND, ("02139",), attempts=history)
    for known in (boston, moved):
        refused = local_limits.check(text(), known, FIGURES)
        assert refused is not None
        assert refused.until == NOON - 3 * DAY + WEEK
        assert "940 CMR" in refused.why
    assert local_limits.check(text(), KnownPerson(CLEVELAND, attempts=history), FIGURES) is None


def test_massachusetts_counts_thirty_days_at_work() -> None:
    history = called(20 * DAY, 10 * DAY)
    desk = KnownPerson("+16175550123", attempts=history, at_work=True)
    home = KnownPerson("+16175550123", attempts=history)
    refused = local_limits.check(call(), desk, FIGURES)
    assert refused is not None
    assert refused.until == NOON + 10 * DAY
    assert local_limits.check(call(), home, FIGURES) is None


@pytest.mark.parametrize("code", ["10001", "10301", "10451", "11101", "11201", "11691", "11004"])
def test_new_york_city_counts_three_in_seven_days(code: str) -> None:
    known = KnownPerson(CLEVELAND, (code,), attempts=texted(DAY, 2 * DAY) + called(3 * DAY))
    refused = local_limits.check(text(), known, FIGURES)
    assert refused is not None
    assert refused.until == NOON - 3 * DAY + WEEK


@pytest.mark.parametrize("code", ["10501", "11501", "11001", "12201"])
def test_the_rest_of_the_state_is_not_the_city(code: str) -> None:
    known = KnownPerson(CLEVELAND, (code,), attempts=texted(DAY, 2 * DAY, 3 * DAY))
    assert local_limits.check(text(), known, FIGURES) is None


def test_the_rule_of_the_city_begins_in_september_2026() -> None:
    august = dt.datetime(2026, 8, 31, 16, tzinfo=dt.UTC)
    history = tuple(Attempt(Channel.SMS, august - n * DAY, Outcome.SENT) for n in (1, 2, 3))
    known = KnownPerson("+12125550123", attempts=history)
    assert local_limits.check(text(august), known, FIGURES) is None
    assert local_limits.check(text(august + DAY), known, FIGURES) is not None


def test_a_provider_may_call_less_and_never_more() -> None:
    known = KnownPerson(CLEVELAND, attempts=called(DAY, 2 * DAY))
    assert call_frequency.check(call(), known, ContactFigures(most_calls_in_seven_days=2))
    with pytest.raises(ValueError, match="most_calls"):
        ContactFigures(most_calls_in_seven_days=8)


histories = st.lists(st.integers(min_value=0, max_value=20 * 86400), max_size=15)


@given(moments, histories, st.integers(min_value=1, max_value=7))
def test_no_span_ever_holds_more_than_the_measure(
    start: dt.datetime, waits: list[int], most: int
) -> None:
    """Whoever tries whenever it is allowed never exceeds the measure in any span."""
    made: list[dt.datetime] = []
    at = start
    for wait in waits:
        at += dt.timedelta(seconds=wait)
        at = free_again(made, at, most, WEEK) or at
        made.append(at)
    for moment in made:
        assert sum(moment - WEEK < other <= moment for other in made) <= most


@given(moments, histories, st.integers(min_value=1, max_value=7))
def test_the_end_of_a_span_is_the_first_free_moment(
    now: dt.datetime, ago: list[int], most: int
) -> None:
    made = sorted(now - dt.timedelta(seconds=seconds) for seconds in ago)
    until = free_again(made, now, most, WEEK)
    if until is not None:
        assert until > now
        assert free_again(made, until, most, WEEK) is None
        assert free_again(made, until - SECOND, most, WEEK) is not None
