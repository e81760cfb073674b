"""The scorecard of a real call: amounts from what was written down, outcome from what was begun."""

from __future__ import annotations

import re

import pytest

from tests.integration.web.calls import Collector
from tests.integration.web.test_calls import press, reach_the_matter, wrap_up
from tests.web.scene import WALTER


@pytest.fixture
def call(collector: Collector) -> str:
    made = collector.begin(WALTER)
    reach_the_matter(collector, made)
    return made


def card(collector: Collector, call: str) -> dict[str, str]:
    """Each line of the card, and how it was judged."""
    shown = collector.browser.get(f"{call}/score").text
    lines = re.findall(r'<span class="badge[^>]*>([^<]+)</span> ([^<]+?)(?: <small>|</li>)', shown)
    return {name: judged for judged, name in lines}


AMOUNTS, OUTCOME = "Amounts were right", "Came to what serves the person"


@pytest.mark.parametrize(
    ("notes", "judged"),
    [
        ("Told balance $442.00.", "Yes"),
        ("Bal 442.00, will read the letter.", "Yes"),
        ("Told balance $452.00.", "No"),
        ("Says he makes $1,200 a month; offers $30.", "Not judged"),
        ("Wants papers.", "Not judged"),
    ],
)
def test_amounts_written_down_as_the_accounts_are_compared_with_it(
    collector: Collector, call: str, notes: str, judged: str
) -> None:
    wrap_up(collector, call, "information_given", notes=notes)
    assert card(collector, call)[AMOUNTS] == judged


def test_which_amount_was_wrong_is_said(collector: Collector, call: str) -> None:
    wrap_up(collector, call, "information_given", notes="Told balance $452.00.")
    assert "452.00" in collector.browser.get(f"{call}/score").text


def test_a_promise_is_right_as_it_was_recorded(collector: Collector, call: str) -> None:
    promise = {"promise_amount": "42", "promise_day": "2026-12-02"}
    wrap_up(collector, call, "promise_to_pay", notes="Promised $42.00.", **promise)
    judged = card(collector, call)
    assert (judged[AMOUNTS], judged[OUTCOME]) == ("Yes", "Yes")


def test_a_promise_written_down_otherwise_is_seen(collector: Collector, call: str) -> None:
    promise = {"promise_amount": "42", "promise_day": "2026-12-02"}
    wrap_up(collector, call, "promise_to_pay", notes="Promised $24.00.", **promise)
    assert card(collector, call)[AMOUNTS] == "No"


def test_what_was_asked_for_and_set_going_is_a_good_outcome(
    collector: Collector, call: str
) -> None:
    press(collector, call, "financial_assistance_request")
    wrap_up(collector, call, "information_given")
    assert card(collector, call)[OUTCOME] == "Yes"


def test_what_was_asked_for_and_left_is_none(collector: Collector, call: str) -> None:
    collector.post(call, f"{call}/objection/represented_by_attorney", heard="talk to my lawyer")
    wrap_up(collector, call, "information_given")
    assert card(collector, call)[OUTCOME] == "No"


def test_an_ending_that_leaves_what_was_asked_for_counts(collector: Collector, call: str) -> None:
    collector.post(call, f"{call}/objection/represented_by_attorney", heard="talk to my lawyer")
    wrap_up(collector, call, "attorney")
    assert card(collector, call)[OUTCOME] == "Yes"


def test_what_no_record_tells_is_said_to_be_unjudged(collector: Collector, call: str) -> None:
    wrap_up(collector, call, "information_given")
    shown = collector.browser.get(f"{call}/score").text
    assert card(collector, call)["Acknowledged the feeling"] == "Not judged"
    assert "no words of a call are kept" in shown
    assert "for whoever listens in" in shown
