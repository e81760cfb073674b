"""Whole calls through the running system: the same dialogue, heard and said."""

from __future__ import annotations

import re

import pytest

from cli.stage import Stage
from tests.calls import Caller

pytestmark = pytest.mark.conversation


def ring(stage: Stage, person: str, key: str = "1") -> Caller:
    """Somebody, by name, calls and chooses a language."""
    stage.begin(person)
    caller = Caller(stage.web_url, stage.public_url, stage.account, stage.phone).call()
    caller.press(key)
    return caller


def verified(stage: Stage, person: str, born: str, zip_code: str, key: str = "1") -> Caller:
    """The same, asked for the balance, and verified on the keypad."""
    caller = ring(stage, person, key)
    assert caller.gather.attrib["numDigits"] == "1"
    caller.press("1")
    assert caller.gather.attrib["numDigits"] == "8", caller.heard
    caller.press(born)
    assert caller.gather.attrib["numDigits"] == "5", caller.heard
    caller.press(zip_code)
    return caller


def test_balance_after_verification_on_the_keypad(stage: Stage) -> None:
    caller = verified(stage, "Walter Pruitt", "03221979", "44107")
    assert re.search(r"You owe [\d,]+ dollars", caller.heard), caller.heard
    assert "$" not in caller.heard
    assert stage.afterwards("voice", caller.call_sid).verified


def test_balance_in_spanish(stage: Stage) -> None:
    caller = verified(stage, "María Santos", "04171986", "44102", key="2")
    assert re.search(r"Usted debe [\d,]+ dólares", caller.heard), caller.heard
    assert caller.gather.attrib["language"] == "es-US"


def test_verification_by_voice(stage: Stage) -> None:
    caller = ring(stage, "Walter Pruitt")
    caller.say("how much do I owe")
    caller.say("march 22 1979")
    assert "ZIP" in caller.heard
    assert "You owe" in caller.say("4 4 1 0 7"), caller.heard


def test_why_told_for_the_ear_then_its_details_then_the_link_by_text(stage: Stage) -> None:
    caller = verified(stage, "James Whitfield", "11051981", "44116")
    assert "You owe" in caller.heard
    caller.say("why do I owe that")
    assert "Say or press its number" in caller.heard
    caller.press("1")
    assert re.search(r"the charge was [\d,]+ dollars", caller.heard), caller.heard
    assert re.search(r"Your part is [\d,]+ dollars", caller.heard)
    for _ in range(6):
        if "by text" in caller.say("more"):
            break
    assert "sent it to your phone by text" in caller.heard
    assert "http" not in caller.heard
    assert "/p/" in stage.receive()[-1]


def test_an_arrangement_by_voice(stage: Stage) -> None:
    caller = verified(stage, "Walter Pruitt", "03221979", "44107")
    caller.say("I want a payment plan")
    caller.say("50 dollars")
    if "how often" in caller.heard.lower():
        caller.press("3")
    caller.say("the 15th")
    assert "Say yes or press 1" in caller.heard, caller.heard
    caller.press("1")
    assert "Your plan is saved" in caller.heard, caller.heard
    assert stage.afterwards("voice", caller.call_sid).arrangements == 1


def test_a_promise_by_voice(stage: Stage) -> None:
    caller = verified(stage, "Walter Pruitt", "03221979", "44107")
    caller.say("I'll pay 40 dollars on friday")
    assert "I wrote down that you plan to pay 40 dollars" in caller.heard, caller.heard
    assert "promise_to_pay" in (stage.afterwards("voice", caller.call_sid).work_items or [])


@pytest.mark.parametrize("words", ["0", "representative"])
def test_a_person_at_any_moment(stage: Stage, words: str) -> None:
    for turns in ([], ["1"], ["1", "03221979"]):
        caller = ring(stage, "Walter Pruitt")
        for keys in turns:
            caller.press(keys)
        if words == "0":
            caller.press(words)
        else:
            caller.say(words)
        assert "will call you back" in caller.heard, caller.heard
        assert stage.afterwards("voice", caller.call_sid).handoffs == 1


def test_a_stranger_hears_no_amount_and_is_passed_on(stage: Stage) -> None:
    caller = ring(stage, "unknown")
    caller.press("1")
    heard = []
    for _ in range(12):
        if caller.is_over:
            break
        eight = caller.gather.attrib.get("numDigits") == "8" or "birth" in caller.heard
        caller.press("01011970" if eight else "00000")
        heard.append(caller.heard)
    assert caller.is_over
    assert not re.search(r"dollars|visit", " ".join(heard))


def test_stop_on_the_telephone_ends_calls_and_texts(stage: Stage) -> None:
    caller = ring(stage, "Walter Pruitt")
    caller.say("stop contacting me")
    assert "any more calls or texts" in caller.heard
    assert caller.is_over
    assert stage.afterwards("voice", caller.call_sid).opted_out


def test_a_card_is_not_taken(stage: Stage) -> None:
    caller = verified(stage, "Walter Pruitt", "03221979", "44107")
    caller.say("I want to pay with my card")
    assert "don't say a card number" in caller.heard, caller.heard


def test_goodbye_ends_the_call(stage: Stage) -> None:
    caller = ring(stage, "Walter Pruitt")
    caller.say("goodbye")
    assert caller.is_over, caller.heard


def test_a_hang_up_in_the_middle_leaves_nothing_half_done(stage: Stage) -> None:
    caller = verified(stage, "Walter Pruitt", "03221979", "44107")
    caller.say("I want a payment plan")
    caller.say("50 dollars every month")
    caller.hang_up()
    again = ring(stage, "Walter Pruitt")
    assert stage.afterwards("voice", caller.call_sid).arrangements == 0
    again.press("1")
    assert "date of birth" in again.heard
