"""A "when?" after a request asks after that request."""

from __future__ import annotations

from typing import List, Optional

import pytest
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.follow_up import followed_up


def after(*intents: str) -> DialogueStateTracker:
    """A tracker with texts of these intents."""
    said = [UserUttered("…", {"name": name, "confidence": 1.0}) for name in intents]
    return DialogueStateTracker.from_events("someone", said)


@pytest.mark.parametrize(
    "text",
    [
        "when will it come",
        "how long does it take?",
        "ok and how long",
        "what happens now",
        "¿cuándo me lo mandan?",
        "cuánto tarda",
    ],
)
def test_it_asks_after_the_last_request(text: str) -> None:
    assert followed_up(text, after("check_balance", "request_refund", "thank")) == "request_refund"


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("when is my payment due", ["request_refund"]),
        ("cuando tengo que pagar", ["request_refund"]),
        ("when will it come", ["check_balance"]),
        ("when will it come", ["request_refund", "greet", "thank", "check_balance"]),
        ("i want a refund", ["request_refund"]),
    ],
)
def test_everything_else_is_read_by_itself(text: str, intents: List[str]) -> None:
    assert followed_up(text, after(*intents)) is None


@pytest.mark.parametrize("text", ["so what happens now", "cuando me avisan", "so?"])
def test_texts_that_say_nothing_stand_between_a_request_and_its_when(text: str) -> None:
    said = after("dispute_charge", "provide_identity", "affirm", "nlu_fallback")
    assert followed_up(text, said) == "dispute_charge"


def test_news_of_a_refund_are_of_the_refund() -> None:
    after_it = after("request_refund")
    assert followed_up("any news on my refund?", after_it, "request_refund") == "request_refund"


def test_news_of_nothing_in_particular_is_where_all_stands() -> None:
    for text in ("alguna noticia", "any news?", "ya hay respuesta", "any update on my refund"):
        assert followed_up(text, after("request_refund")) == "claim_status"


@pytest.mark.parametrize(
    "text",
    ["gano como 1200 al mes", "somos 4 en la casa", "i make about 900 a month", "i have two kids"],
)
def test_what_they_live_on_belongs_to_the_help_they_asked_for(text: str) -> None:
    assert followed_up(text, after("financial_hardship", "affirm")) == "financial_hardship"
    assert followed_up(text, after("request_payment_plan")) is None


def test_a_first_text_follows_nothing() -> None:
    nothing: Optional[DialogueStateTracker] = None
    assert followed_up("when", nothing) is None
