"""The first of two asks is the one that is taken for the text's."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.first_ask import FirstAsk, PiecesApart, first_ask
from bot.two_questions import Piece

BALANCE = {"name": "check_balance", "confidence": 0.98}
PLAN = {"name": "request_payment_plan", "confidence": 0.97}


def asked(text, *guesses):
    """The text cut into pieces, each message given one of the guesses, and put together again."""
    messages = PiecesApart().process([Message({"text": text})])
    for message, guess in zip(messages, guesses, strict=True):
        message.set("intent", guess)
        message.set("intent_ranking", [guess])
    return FirstAsk().process(messages)


def test_the_first_of_two_asks_comes_first():
    (message,) = asked("whats my balance and can i pay monthly", PLAN, BALANCE, PLAN)
    assert message.get("intent") == BALANCE
    assert [guess["name"] for guess in message.get("intent_ranking")] == [
        "check_balance",
        "request_payment_plan",
    ]


def test_what_a_later_piece_asks_stands_next_in_the_ranking():
    guesses = BALANCE, BALANCE, PLAN
    messages = PiecesApart().process([Message({"text": "whats my balance and can i pay monthly"})])
    for message, guess in zip(messages, guesses, strict=True):
        message.set("intent_ranking", [guess])
    thanks = {"name": "thank", "confidence": 0.2}
    messages[0].set("intent_ranking", [BALANCE, thanks, {**PLAN, "confidence": 0.1}])
    (message,) = FirstAsk().process(messages)
    names = [guess["name"] for guess in message.get("intent_ranking")]
    assert names == ["check_balance", "request_payment_plan", "thank"]


def test_a_text_of_one_piece_is_left_as_it_is():
    (message,) = asked("ham and eggs", PLAN)
    assert message.get("intent") == PLAN


def test_what_only_leads_up_to_a_please_is_no_first_ask():
    text = "i get paid friday, can i pay monthly please"
    (message,) = asked(text, PLAN, BALANCE, PLAN)
    assert message.get("intent") == BALANCE
    (message,) = asked("i get paid friday, please can i pay monthly", PLAN, BALANCE, PLAN)
    assert message.get("intent") == PLAN


def test_what_the_writer_does_not_mean_is_no_first_ask():
    assert len(PiecesApart().process([Message({"text": "I'm not asking why. Can I pay?"})])) == 1


@pytest.mark.parametrize(
    ("guess", "first", "second"),
    [
        ("make_payment", BALANCE, PLAN),
        ("request_payment_plan", {**BALANCE, "confidence": 0.75}, PLAN),
        ("request_payment_plan", BALANCE, {**PLAN, "confidence": 0.5}),
        ("stop_contact", BALANCE, {"name": "stop_contact", "confidence": 0.99}),
        ("explain_bill", BALANCE, {"name": "explain_bill", "confidence": 0.99}),
    ],
)
def test_a_doubtful_grave_or_kindred_ask_changes_nothing(guess, first, second):
    parts = [Piece("a part", one["name"], one["confidence"]) for one in (first, second)]
    assert first_ask(guess, parts) is None
