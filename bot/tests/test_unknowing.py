"""Whether a text says that what was asked is not known or not at hand."""

from __future__ import annotations

import pytest

from bot.context import _lacks_an_answer
from bot.nlu.known_texts import folded
from bot.tests.test_follow_up import after
from bot.unknowing import does_not_know, lacks_what_is_asked


@pytest.mark.parametrize(
    "text",
    [
        "idk",
        "dont know",
        "hmm",
        "idk any of that",
        "i dunno how much",
        "I don't know which one",
        "no sé cuál",
    ],
)
def test_not_knowing_is_heard_anywhere(text: str) -> None:
    assert does_not_know(folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "i dont know my account number",
        "dont remember my zip",
        "dont have it",
        "no lo tengo",
        "I don't have my card on me",
        "no tengo la factura a la mano",
        "no me acuerdo del código postal",
    ],
)
def test_what_is_not_at_hand_is_heard_where_it_was_asked_for(text: str) -> None:
    assert lacks_what_is_asked(folded(text))
    nothing_asked = {"intent": {"name": "check_balance", "confidence": 0.7}}
    assert not _lacks_an_answer(folded(text), nothing_asked, after("check_balance"))
    assert _lacks_an_answer(folded(text), nothing_asked, after("update_insurance"))


@pytest.mark.parametrize(
    "text",
    [
        "i dont know this number",
        "I don't have an account with you",
        "no tengo cuenta con ustedes",
        "i dont have insurance",
        "i dont have the money",
        "i lost my job",
        "no tengo dinero",
    ],
)
def test_to_have_nothing_to_do_with_us_or_no_money_is_something_else(text: str) -> None:
    assert not does_not_know(folded(text))
    assert not lacks_what_is_asked(folded(text))


def test_whoever_does_not_know_a_number_has_not_said_that_ours_is_wrong() -> None:
    heard = {"intent": {"name": "wrong_number", "confidence": 0.7}}
    assert _lacks_an_answer("idk the member number", heard, None)
    assert not _lacks_an_answer("wrong number", heard, None)
