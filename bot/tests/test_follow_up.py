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


def test_a_first_text_follows_nothing() -> None:
    nothing: Optional[DialogueStateTracker] = None
    assert followed_up("when", nothing) is None
