"""A text's way through the channel and back."""

from __future__ import annotations

import datetime as dt

import pytest

from receivables.services.clock import organisation_date
from receivables.services.conversations import conversation_id
from receivables.services.handoffs import give_back, open_handoffs, request_handoff
from receivables.services.holds import place_hold, release_hold
from receivables.settings import settings
from receivables.store.database import transaction
from receivables.store.tables import Conversation, Handoff, InboundMessage, OutboundMessage
from telephony.assistant import Assistant
from telephony.inbox import Inbox
from telephony.settings import worker_settings
from tests.builders import NOW
from tests.integration.telephony.conftest import OUR_NUMBER, ROSA, Channel

MARCO = "+12165550144"


def test_a_text_is_answered_after_an_introduction_that_is_said_once(channel: Channel) -> None:
    introduction, reply = channel.exchange("how much do I owe")
    assert "automated" in introduction
    assert reply == "You said: how much do I owe"
    assert channel.exchange("and why") == ["You said: and why"]


def test_the_model_hears_an_opaque_id_the_message_id_and_the_language(channel: Channel) -> None:
    sid = channel.text("cuánto debo de mi cuenta")
    channel.work()
    (question,) = channel.rasa.asked
    assert question["sender"] == conversation_id("sms", ROSA, OUR_NUMBER, "0" * 64)
    assert ROSA[2:] not in str(question)
    (received,) = channel.rows(InboundMessage)
    assert question["metadata"] == {
        "message_id": sid,
        "language": "es",
        "channel": "sms",
        "today": organisation_date(received.received_at).isoformat(),
    }


def test_a_number_is_one_person_however_it_is_written(channel: Channel) -> None:
    channel.text("hello", "+1 (216) 555-0123")
    channel.text("hello again", ROSA)
    assert [talk.phone for talk in channel.rows(Conversation)] == [ROSA]


def test_texts_of_one_person_are_answered_in_order(channel: Channel) -> None:
    for number in range(6):
        channel.text(f"text number {number}")
    channel.work()
    assert channel.rasa.texts == [f"text number {number}" for number in range(6)]
    assert channel.replies()[1:] == [f"You said: text number {number}" for number in range(6)]


def test_short_replies_share_a_text_and_an_answer_is_two_texts_at_most(channel: Channel) -> None:
    channel.rasa.answer = lambda _: ["One.", "Two.", "x" * 315, "Three."]
    first, second = channel.exchange("more")
    assert first.endswith("\nOne.\nTwo.")
    assert second == "x" * 315 + "\nThree."


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ("/restart", "restart"),
        ("  //intent{}", "intent{}"),
        ("\u200b/verified{}", "verified{}"),
        ("\uff0frestart", "restart"),
        ("hi\x00 the\u202ere\x07", "hi there"),
        ("e\u0301l", "él"),
        ("line one\r\nline two", "line one\nline two"),
        ("مرحبا 👋", "مرحبا 👋"),
    ],
)
def test_the_model_hears_plain_words_only(channel: Channel, sent: str, heard: str) -> None:
    channel.exchange(sent)
    assert channel.rasa.texts == [heard]


def test_sixteen_hundred_characters_arrive_whole(channel: Channel) -> None:
    channel.exchange("ab" * 800)
    assert channel.rasa.texts == ["ab" * 800]


def test_a_picture_without_words_gets_an_honest_answer(channel: Channel) -> None:
    (_, answer) = channel.exchange("", media=2)
    assert "can't open pictures" in answer
    assert channel.rasa.asked == []
    assert [text.media_count for text in channel.rows(InboundMessage)] == [2]


def test_a_picture_with_words_is_answered_with_a_remark(channel: Channel) -> None:
    answer = channel.exchange("this is my card", media=1)[1]
    assert "can't open pictures" in answer
    assert "You said: this is my card" in answer


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200e"])
def test_an_empty_text_is_asked_about(channel: Channel, nothing: str) -> None:
    assert "empty" in channel.exchange(nothing)[1]
    assert channel.rasa.asked == []


def test_card_numbers_reach_neither_the_store_nor_the_model(channel: Channel) -> None:
    answer = channel.exchange("charge 4242 4242 4242 4242 cvv 123, ssn 219-09-9999")[1]
    for kept in (channel.rasa.texts[0], channel.rows(InboundMessage)[0].body):
        assert not any(character.isdigit() for character in kept)
    assert "don't text card numbers" in answer
    assert "Social Security" in answer


def test_help_is_answered_without_the_model(channel: Channel) -> None:
    (answer,) = channel.exchange("HELP")
    assert "STOP" in answer
    assert "(216) 555-0100" in answer
    assert channel.exchange("ayuda")[0].startswith("Lakeside Health Billing: Soy")
    assert channel.rasa.asked == []


def test_a_model_with_nothing_to_say_is_made_up_for(channel: Channel) -> None:
    channel.rasa.answer = lambda _: []
    assert "another way" in channel.exchange("hmm hmm hmm")[1]


def test_a_broken_model_is_asked_again_and_the_patient_hears_it_once(channel: Channel) -> None:
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    channel.rasa.failing = True
    assert channel.exchange("how much do I owe") == []
    channel.rasa.failing = False
    moment += dt.timedelta(seconds=1)
    channel.work()
    assert channel.replies()[1:] == ["You said: how much do I owe"]


def test_when_the_model_stays_away_a_person_gets_the_text(channel: Channel) -> None:
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    channel.rasa.failing = True
    channel.text("how much do I owe")
    for _ in range(10):
        channel.work()
        moment += dt.timedelta(seconds=2)
    (handoff,) = channel.rows(Handoff)
    assert handoff.reason == "assistant_unavailable"
    assert handoff.summary == "how much do I owe"
    assert "a person" in channel.replies()[1]
    channel.rasa.failing = False
    assert channel.exchange("hello?") == []


def test_a_text_waits_as_long_as_patience_says_however_often_it_is_tried(channel: Channel) -> None:
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    settled = worker_settings().model_copy(update={"patience_seconds": 110})
    assistant = Assistant(settings().rasa_url, settings().rasa_token, 0.5)
    channel.inbox = Inbox(channel.store, assistant, settled, lambda: moment)
    channel.rasa.failing = True
    channel.text("how much do I owe")
    for _ in range(12):
        channel.work()
        moment += dt.timedelta(seconds=8)
    channel.rasa.failing = False
    channel.work()
    assert channel.replies()[1:] == ["You said: how much do I owe"]
    assert channel.rows(Handoff) == []
    assistant.close()


@pytest.mark.parametrize("trouble", ["an exception", "a time-out", "no model"])
def test_a_failing_assistant_releases_the_conversation_to_a_person(
    channel: Channel, trouble: str
) -> None:
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    channel.rasa.failing = trouble == "an exception"
    channel.rasa.seconds = 0.5 if trouble == "a time-out" else 0.0
    nowhere = "http://127.0.0.1:9"
    address = nowhere if trouble == "no model" else settings().rasa_url
    impatient = Assistant(address, settings().rasa_token, 0.1)
    channel.inbox = Inbox(channel.store, impatient, worker_settings(), lambda: moment)
    channel.text("how much do I owe")
    for _ in range(10):
        channel.work()
        moment += dt.timedelta(seconds=2)
    assert [handoff.reason for handoff in channel.rows(Handoff)] == ["assistant_unavailable"]
    assert "a person" in channel.replies()[-1]
    impatient.close()


def test_while_a_person_has_the_conversation_the_assistant_is_silent(channel: Channel) -> None:
    channel.exchange("hello there")
    (talk,) = channel.rows(Conversation)
    with transaction(channel.store) as session:
        request_handoff(session, talk.id, "asked", "wants a person", "r1", NOW)
        (handoff,) = open_handoffs(session)
    assert channel.exchange("are you there?") == []
    assert channel.rows(InboundMessage)[-1].body == "are you there?"
    for _ in range(2):
        with transaction(channel.store) as session:
            give_back(session, handoff.id, NOW)
    channel.work()
    assert [text for text in channel.replies() if "back with our automated" in text] == [
        channel.replies()[-1]
    ]
    assert channel.exchange("how much") == ["You said: how much"]


def test_the_model_is_told_with_the_next_text_that_a_person_gave_back(channel: Channel) -> None:
    channel.exchange("hello there")
    (talk,) = channel.rows(Conversation)
    with transaction(channel.store) as session:
        handoff = request_handoff(session, talk.id, "asked", "", "r1", channel.now())
        give_back(session, handoff.id, channel.now())
    channel.exchange("and now?")
    channel.exchange("and then?")
    told = [dict(question["metadata"]).get("person") for question in channel.rasa.asked]  # type: ignore[call-overload]
    assert told == [None, {"settled": True, "said": []}, None]


@pytest.mark.parametrize(
    ("words", "said"), [("CALL", "will call you"), ("llámeme por favor", "llamará a este número")]
)
def test_whoever_waits_for_a_person_may_ask_to_be_called(
    channel: Channel, words: str, said: str
) -> None:
    channel.exchange("hello there" if words == "CALL" else "buenos días, una pregunta")
    (talk,) = channel.rows(Conversation)
    with transaction(channel.store) as session:
        request_handoff(session, talk.id, "asked", "wants a person", "r1", NOW)
    (answer,) = channel.exchange(words)
    assert said in answer
    (handoff,) = channel.rows(Handoff)
    assert handoff.callback_at is not None
    assert len(channel.rasa.texts) == 1  # the assistant stays silent


@pytest.mark.parametrize("kind", ["bankruptcy", "attorney", "cease", "deceased"])
def test_under_such_a_hold_a_person_answers(channel: Channel, kind: str) -> None:
    channel.exchange("hello there")
    with transaction(channel.store) as session:
        hold = place_hold(session, ROSA, kind, "text", NOW)
    assert "A person in our billing office" in channel.exchange("what now")[0]
    assert channel.rasa.texts == ["hello there"]
    assert [handoff.reason for handoff in channel.rows(Handoff)] == [f"hold:{kind}"]
    assert channel.exchange("hello?") == []
    with transaction(channel.store) as session:
        release_hold(session, hold.id, NOW)
        give_back(session, channel.rows(Handoff)[0].id, NOW)
    channel.work()
    assert channel.exchange("and now") == ["You said: and now"]


def test_a_dispute_alone_does_not_silence_the_assistant(channel: Channel) -> None:
    with transaction(channel.store) as session:
        place_hold(session, ROSA, "dispute", "text", NOW)
    assert channel.exchange("what now")[-1] == "You said: what now"


def test_a_turn_that_lost_its_lease_writes_nothing(channel: Channel) -> None:
    channel.text("how much")
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    slow = channel.inbox.take()
    moment += dt.timedelta(seconds=worker_settings().lease_seconds + 1)
    channel.work()
    assert slow is not None
    message, talk, _ = slow
    answer = channel.inbox.ask(message, talk)
    assert answer is not None
    assert not channel.inbox.finish(message, talk, answer)
    assert [text.body for text in channel.rows(OutboundMessage)][1:] == ["You said: how much"]


def test_people_do_not_wait_for_one_another(channel: Channel) -> None:
    channel.text("first of Rosa")
    channel.text("second of Rosa")
    channel.text("first of Marco", MARCO)
    taken = [channel.inbox.take() for _ in range(3)]
    bodies = [item[0].body for item in taken if item]
    assert bodies == ["first of Rosa", "first of Marco"]


def test_the_language_follows_the_person(channel: Channel) -> None:
    channel.exchange("how much do I owe you guys")
    channel.exchange("Rosa Delgado 44107")
    channel.exchange("quiero saber cuánto debo por favor")
    channel.exchange("ok")
    channel.exchange("in english please")
    asked = [question["metadata"]["language"] for question in channel.rasa.asked]  # type: ignore[index]
    assert asked == ["en", "en", "es", "es", "en"]
