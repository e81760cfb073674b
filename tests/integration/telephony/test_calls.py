"""A call, turn by turn: what is heard, what is said, and that every call has an end."""

from __future__ import annotations

import datetime as dt
import re
import threading

import httpx
import pytest
from sqlalchemy import update

from receivables.services.consents import is_opted_out
from receivables.services.handoff_promises import escalate_next
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    Conversation,
    Handoff,
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
    PhoneCall,
)
from telephony.settings import twilio_settings
from tests.calls import Caller
from tests.integration.telephony.conftest import OUR_NUMBER, ROSA, Channel

PATHS = ["/twilio/voice", "/twilio/voice/turn?step=1", "/twilio/voice/status"]


def in_english(channel: Channel) -> Caller:
    """A caller who has chosen English."""
    caller = channel.call()
    caller.press("1")
    return caller


def test_a_call_begins_with_who_speaks_and_that_it_is_a_machine(channel: Channel) -> None:
    caller = channel.call()
    assert "automated assistant, not a person" in caller.heard
    assert "asistente automático" in caller.heard
    assert "recorded" not in caller.heard
    assert caller.gather.attrib["numDigits"] == "1"


@pytest.mark.parametrize(("key", "word"), [("1", "English"), ("2", "Español."), ("2", "spanish")])
def test_the_language_is_chosen_by_key_or_by_word(channel: Channel, key: str, word: str) -> None:
    by_key, by_word = channel.call(), channel.call()
    by_key.press(key)
    by_word.say(word)
    assert by_key.heard == by_word.heard
    assert by_key.gather.attrib["language"] == {"1": "en-US", "2": "es-US"}[key]
    assert channel.rasa.asked == []


def test_a_request_instead_of_a_language_is_answered_in_its_own(channel: Channel) -> None:
    caller = channel.call()
    assert caller.say("quiero saber cuánto debo") == "You said: quiero saber cuánto debo"
    assert caller.gather.attrib["language"] == "es-US"


def test_what_is_said_goes_to_the_model_as_a_call(channel: Channel) -> None:
    caller = in_english(channel)
    assert caller.say("what do i owe") == "You said: what do i owe"
    (asked,) = channel.rasa.asked
    assert asked["metadata"]["channel"] == "voice"  # type: ignore[index]
    assert str(asked["metadata"]["message_id"]).startswith(caller.call_sid)  # type: ignore[index]


def test_keys_stand_for_what_the_last_question_offered(channel: Channel) -> None:
    caller = in_english(channel)
    assert caller.press("1") == "You said: how much do i owe"
    channel.rasa.answer = lambda text: [
        {"text": text, "response": "utter_payment_arrangement_ask_frequency"}
    ]
    caller.say("a plan please")
    assert caller.press("2") == "every two weeks"
    channel.rasa.answer = lambda text: [text]
    assert caller.press("3") == "every month"
    assert caller.press("50") == "50"


def test_amounts_dates_and_numbers_are_said_for_the_ear(channel: Channel) -> None:
    channel.rasa.answer = lambda text: ["You owe $1,240.50 by Dec 1, 2031: (216) 555-0100, 911."]
    heard = in_english(channel).say("what do i owe")
    assert heard == (
        "You owe 1,240 dollars and 50 cents by December 1, 2031: 2 1 6, 5 5 5, 0 1 0 0, 9 1 1."
    )


def test_a_webhook_that_comes_again_gets_the_same_document(channel: Channel) -> None:
    caller = in_english(channel)
    caller.say("hello")
    again = caller.post("/twilio/voice/turn?step=2", {"SpeechResult": "hello"})
    assert "You said: hello" in again.text
    caller.post("/twilio/voice", {"CallStatus": "ringing"})
    assert sum(channel.rasa.processed.values()) == 1
    heard = [row.body for row in channel.rows(InboundMessage)]
    assert heard == ["hello"]


def test_the_same_webhook_twice_at_once_is_one_turn(channel: Channel) -> None:
    caller, answers = in_english(channel), []

    def ask() -> None:
        answers.append(caller.post("/twilio/voice/turn?step=2", {"SpeechResult": "hello"}).text)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert len(set(answers)) == 1
    assert sum(channel.rasa.processed.values()) == 1


def test_silence_is_asked_about_and_then_the_call_ends(channel: Channel) -> None:
    caller = in_english(channel)
    question = caller.heard
    assert caller.stay_silent() == f"I didn't hear anything. {question}"
    assert caller.stay_silent().startswith("I couldn't hear that well. You can use the keypad")
    assert not caller.is_over
    assert "I'll hang up now" in caller.stay_silent()
    assert caller.is_over
    assert channel.rows(Handoff) == []


def test_silence_from_the_first_moment_ends_too(channel: Channel) -> None:
    caller = channel.call()
    for _ in range(3):
        assert not caller.is_over
        caller.stay_silent()
    assert caller.is_over


def test_faint_speech_is_asked_for_by_keypad_and_then_a_person_takes_over(
    channel: Channel,
) -> None:
    caller = in_english(channel)
    assert "use the keypad" in caller.say("mumble", confidence=0.12)
    assert caller.heard.endswith("star to hear something again.")
    caller.say("mumble", confidence=0.2)
    assert "will call you back" in caller.say("mumble", confidence=0.3)
    assert caller.is_over
    assert [handoff.reason for handoff in channel.rows(Handoff)] == ["not_understood"]
    assert channel.rasa.asked == []


def test_an_answer_ends_the_counting_of_misses(channel: Channel) -> None:
    caller = in_english(channel)
    for _ in range(4):
        caller.stay_silent()
        caller.stay_silent()
        assert caller.say("hello") == "You said: hello"


def test_star_says_it_again(channel: Channel) -> None:
    caller = in_english(channel)
    caller.say("hello")
    assert caller.press("*") == "You said: hello"


def test_no_call_goes_on_without_an_end(channel: Channel) -> None:
    caller = in_english(channel)
    for _ in range(100):
        if caller.is_over:
            break
        caller.say("hello")
    assert caller.is_over
    assert [handoff.reason for handoff in channel.rows(Handoff)] == ["long_call"]


def test_star_without_an_end_ends(channel: Channel) -> None:
    caller = in_english(channel)
    for _ in range(100):
        if caller.is_over:
            break
        caller.press("*")
    assert caller.is_over


def test_when_the_model_is_down_it_is_asked_once_more_and_then_a_person(channel: Channel) -> None:
    channel.rasa.failing = True
    caller = in_english(channel)
    assert "say it once more" in caller.say("what do i owe")
    assert "will call you back" in caller.say("what do i owe")
    assert [handoff.reason for handoff in channel.rows(Handoff)] == ["assistant_unavailable"]


def test_zero_reaches_a_person_even_when_the_model_is_down(channel: Channel) -> None:
    channel.rasa.failing = True
    caller = in_english(channel)
    assert "will call you back" in caller.press("0")
    assert [handoff.reason for handoff in channel.rows(Handoff)] == ["safety:person"]


def test_zero_goes_to_the_model_as_a_wish_for_a_person(channel: Channel) -> None:
    caller = in_english(channel)
    caller.press("0")
    assert channel.rasa.asked[-1]["metadata"]["safety"] == "speak_to_human"  # type: ignore[index]


def test_danger_is_answered_without_the_model_however_faint(channel: Channel) -> None:
    channel.rasa.failing = True
    caller = in_english(channel)
    heard = caller.say("he is not breathing", confidence=0.1)
    assert "9 1 1" in heard
    assert "text" not in heard
    assert not caller.is_over


def test_a_card_number_is_kept_nowhere(channel: Channel) -> None:
    caller = in_english(channel)
    assert "don't say card numbers" in caller.say("my card is 4242 4242 4242 4242")
    caller.post("/twilio/voice/turn?step=3", {"Digits": "4242424242424242"})
    stored = repr([vars(row) for row in channel.rows(InboundMessage)])
    stored += repr([vars(row) for row in channel.rows(OutboundMessage)])
    assert "4242" not in stored.replace(" ", "")
    assert not any("4242" in text for text in channel.rasa.texts)


def test_a_call_is_a_conversation_of_its_own(channel: Channel) -> None:
    in_english(channel).say("hello")
    in_english(channel).say("hello")
    channel.exchange("hello")
    talks = channel.rows_by_key(Conversation)
    assert sorted(talk.channel for talk in talks) == ["sms", "voice", "voice"]
    assert len({question["sender"] for question in channel.rasa.asked}) == 3


def test_what_a_call_said_is_on_record_and_is_never_texted(channel: Channel) -> None:
    in_english(channel).say("hello")
    channel.work()
    assert channel.replies() == []
    assert {row.state for row in channel.rows(OutboundMessage)} == {OutboundState.DELIVERED}
    assert {row.state for row in channel.rows(InboundMessage)} == {InboundState.DONE}


def test_a_link_goes_by_text(channel: Channel) -> None:
    channel.rasa.answer = lambda text: ["A picture: https://bills.example/p/abc And so on."]
    heard = in_english(channel).say("show me")
    channel.work()
    assert heard == "A picture: I just sent it to your phone by text. And so on."
    (text,) = channel.replies()
    assert "https://bills.example/p/abc" in text


def test_a_link_goes_to_nobody_who_opted_out(channel: Channel) -> None:
    channel.exchange("STOP")
    before = channel.replies()
    channel.rasa.answer = lambda text: ["A picture: https://bills.example/p/abc"]
    assert "this number gets no texts from us" in in_english(channel).say("show me")
    channel.work()
    assert channel.replies() == before


def test_after_hanging_up_nothing_is_said(channel: Channel) -> None:
    caller = in_english(channel)
    caller.hang_up()
    late = caller.post("/twilio/voice/turn?step=2", {"SpeechResult": "hello"})
    assert late.text.endswith("<Response />")
    (call,) = channel.rows_by_key(PhoneCall)
    assert call.status == "completed"
    assert call.ended_at is not None
    assert channel.rasa.asked == []


def test_recording_begins_after_the_notice_when_the_caller_goes_on(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_RECORD_CALLS", "true")
    twilio_settings.cache_clear()
    caller = channel.call()
    assert "This call is recorded" in caller.heard
    assert caller.document.find("Start") is None
    caller.press("1")
    assert caller.document.find("Start/Recording") is not None
    caller.say("hello")
    assert caller.document.find("Start") is None


def test_who_declines_is_not_recorded(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_RECORD_CALLS", "true")
    twilio_settings.cache_clear()
    caller = channel.call()
    assert "not recorded" in caller.press("9")
    caller.press("1")
    caller.say("hello")
    assert caller.document.find("Start") is None


@pytest.mark.parametrize("path", PATHS)
def test_an_unsigned_or_forged_call_is_refused(channel: Channel, path: str) -> None:
    caller = Caller(channel.web_url, channel.web_url, twilio_settings(), ROSA)
    assert caller.post(path, {}, token="guessed").status_code == 403
    assert httpx.post(channel.web_url + path, data={"CallSid": "CA1"}).status_code == 403
    assert channel.rows_by_key(PhoneCall) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_call_without_an_id_is_refused(channel: Channel, path: str) -> None:
    caller = Caller(channel.web_url, channel.web_url, twilio_settings(), ROSA, call_sid="")
    assert caller.post(path, {}).status_code == 400


def test_a_caller_without_a_number_is_served(channel: Channel) -> None:
    caller = channel.call("anonymous")
    caller.press("1")
    assert caller.say("hello") == "You said: hello"


def test_someone_who_opted_out_and_calls_is_answered(channel: Channel) -> None:
    channel.exchange("STOP")
    caller = in_english(channel)
    assert caller.say("hello") == "You said: hello"
    with reading(channel.store) as session:
        assert is_opted_out(session, ROSA, "sms")


def test_a_turn_that_fails_is_answered_with_words(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = in_english(channel)
    monkeypatch.setattr("telephony.voice.turns.hear", lambda *_: 1 / 0)
    assert "something went wrong" in caller.say("hello")
    assert caller.is_over


def test_our_number_is_the_one_that_was_called(channel: Channel) -> None:
    in_english(channel)
    (talk,) = channel.rows_by_key(Conversation)
    assert (talk.phone, talk.our_number) == (ROSA, OUR_NUMBER)


def test_who_asked_for_a_person_in_a_call_is_never_texted_about_it(channel: Channel) -> None:
    channel.rasa.failing = True
    in_english(channel).press("0")
    with transaction(channel.store) as session:
        session.execute(update(Handoff).values(answer_by=dt.datetime.now(dt.UTC)))
        assert escalate_next(session, dt.datetime.now(dt.UTC)) is not None
    channel.work()
    assert channel.replies() == []


def test_a_call_back_is_scheduled_when_the_rules_allow_it(channel: Channel) -> None:
    channel.rasa.failing = True
    heard = in_english(channel).press("0")
    (handoff,) = channel.rows(Handoff)
    assert handoff.callback_at > dt.datetime.now(dt.UTC)
    assert re.search(r"will call you back at this number on \w+day, ", heard)


def test_nobody_promises_to_call_a_hidden_number(channel: Channel) -> None:
    channel.rasa.failing = True
    caller = channel.call("anonymous")
    caller.press("1")
    assert "We can't call this number back" in caller.press("0")
    (handoff,) = channel.rows(Handoff)
    assert handoff.callback_at is None
