"""After a promise to pay another amount or day changes it, and nothing else does."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.promised import changes_plan, changes_promise


def after(action: str) -> DialogueStateTracker:
    """A tracker whose last text was answered with this action."""
    said = UserUttered("…", {"name": "promise_to_pay", "confidence": 1.0})
    return DialogueStateTracker.from_events("someone", [said, ActionExecuted(action)])


def parsed(intent: str, *entities: str) -> Dict[str, Any]:
    """What the model makes of a text."""
    return {"intent": {"name": intent}, "entities": [{"entity": name} for name in entities]}


PROMISED = after("action_record_promise")


@pytest.mark.parametrize(
    ("text", "entity"),
    [("actually make it 80", "amount"), ("mejor 60", "number"), ("no wait, monday", "date")],
)
def test_another_amount_or_day_changes_the_promise(text: str, entity: str) -> None:
    assert changes_promise(text, parsed("nlu_fallback", entity), PROMISED)


@pytest.mark.parametrize("text", ["actually make it 60", "mejor el 20", "y que sean 75"])
def test_another_amount_or_day_changes_the_plan_that_was_just_saved(text: str) -> None:
    saved = after("action_finish_payment_arrangement")
    assert changes_plan(text, parsed("make_payment", "amount"), saved)
    assert not changes_plan(text, parsed("make_payment", "amount"), PROMISED)
    assert not changes_plan(text, parsed("stop_contact", "amount"), saved)


@pytest.mark.parametrize("text", ["the second one", "la segunda", "1"])
def test_one_of_two_days_is_chosen(text: str) -> None:
    assert changes_promise(text, parsed("nlu_fallback"), PROMISED)


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("and the rest in january", "nlu_fallback", ["date"]),
        ("can i pay 50 a month instead", "request_payment_plan", ["amount", "frequency"]),
        ("did you get my 50?", "payment_status", ["amount"]),
        ("stop, no 50", "stop_contact", ["number"]),
        ("thanks", "thank", []),
    ],
)
def test_everything_else_leaves_the_promise(text: str, intent: str, entities: list) -> None:
    assert not changes_promise(text, parsed(intent, *entities), PROMISED)


def test_without_a_promise_there_is_nothing_to_change() -> None:
    told = after("action_tell_balance")
    assert not changes_promise("make it 80", parsed("nlu_fallback", "amount"), told)


def test_a_day_makes_a_promise_where_we_asked_for_one() -> None:
    asked = after("action_tell_last_payment")
    assert not changes_promise("dec 15", parsed("promise_to_pay", "date"), asked)
    asked.update(BotUttered("…", metadata={"utter_action": "utter_payment_none_coming"}))
    assert changes_promise("dec 15", parsed("promise_to_pay", "date"), asked)
