"""After STOP nothing is sent but one confirmation; START brings texts back; YES stays a yes."""

from __future__ import annotations

import pytest

from receivables.services.consents import is_opted_out, record_consent
from receivables.services.conversations import conversation_for
from receivables.services.outbox import enqueue
from receivables.store.database import reading, transaction
from receivables.store.tables import Author, Consent, OutboundMessage, OutboundState
from tests.builders import NOW
from tests.integration.telephony.conftest import OUR_NUMBER, ROSA, Channel

QUESTION = "Ready to set up this plan? Reply YES."


def out(channel: Channel, phone: str = ROSA) -> bool:
    with reading(channel.store) as session:
        return is_opted_out(session, phone, "sms")


def queue(channel: Channel, body: str, purpose: str, phone: str = ROSA) -> None:
    """Let somebody of ours write to a phone."""
    with transaction(channel.store) as session:
        talk = conversation_for(session, "sms", phone, OUR_NUMBER, "0" * 64, NOW)
        enqueue(session, talk.id, [body], Author.REPRESENTATIVE, purpose, NOW)


@pytest.mark.parametrize("text", ["STOP", "please stop texting me", "Quit", "no me escriban más"])
def test_one_confirmation_and_then_silence(channel: Channel, text: str) -> None:
    channel.exchange("hello there")
    (confirmation,) = channel.exchange(text)
    assert "START" in confirmation
    assert ("recibirá" in confirmation) == (text == "no me escriban más")
    assert out(channel)
    for more in ("how much do I owe", "STOP", "stop", "HELP", "hello?", ""):
        assert channel.exchange(more) == []
    assert channel.rasa.texts == ["hello there"]


def test_a_stop_as_the_first_text_ever_is_only_confirmed(channel: Channel) -> None:
    (confirmation,) = channel.exchange("stop")
    assert "won't get any more texts" in confirmation


def test_start_brings_texts_back_and_the_next_stop_is_confirmed_again(channel: Channel) -> None:
    channel.exchange("STOP")
    (confirmed,) = channel.exchange("start")
    for said in ("again", "about your bill", "How often varies", "HELP", "STOP"):  # compliance C8
        assert said in confirmed
    assert not out(channel)
    assert channel.exchange("how much")[-1] == "You said: how much"
    assert len(channel.exchange("STOP")) == 1
    with reading(channel.store) as session:
        assert [row.granted for row in session.query(Consent)] == [False, True, False]


def test_everything_that_waits_is_withdrawn_at_once(channel: Channel) -> None:
    channel.text("how much do I owe")
    while channel.inbox.step():
        pass
    queue(channel, "Your plan starts Friday.", "reminder")
    channel.text("STOP")
    channel.work()
    assert len(channel.replies()) == 1
    states = [row.state for row in channel.rows(OutboundMessage)]
    assert states[:-1] == [OutboundState.WITHDRAWN] * 3


def test_what_is_written_after_the_opt_out_is_not_sent(channel: Channel) -> None:
    channel.exchange("STOP")
    for purpose in ("reply", "reminder", "person"):
        queue(channel, "hello", purpose)
    channel.work()
    assert len(channel.replies()) == 1
    assert {row.state for row in channel.rows(OutboundMessage)[1:]} == {OutboundState.WITHDRAWN}


def test_a_stop_during_the_turn_silences_its_answer(channel: Channel) -> None:
    channel.text("how much do I owe")
    taken = channel.inbox.take()
    assert taken is not None
    message, talk, _ = taken
    answer = channel.inbox.ask(message, talk)
    channel.text("STOP")
    assert answer is not None
    channel.inbox.finish(message, talk, answer)
    channel.work()
    assert ["won't get any more texts" in text for text in channel.replies()] == [True]


def test_an_opt_out_that_the_model_understood_is_confirmed_once(channel: Channel) -> None:
    def opt_out(text: str) -> list[str]:
        with transaction(channel.store) as session:
            record_consent(session, ROSA, "sms", False, "dialogue", channel.now())
        return ["Sorry to see you go!", "Would you like to hear about our plans?"]

    channel.rasa.answer = opt_out
    (confirmation,) = channel.exchange("this is the ninth time you bug me, enough")
    assert "won't get any more texts" in confirmation
    assert channel.exchange("hello?") == []


def test_an_opt_out_of_one_phone_leaves_others_alone(channel: Channel) -> None:
    channel.exchange("STOP")
    assert channel.exchange("hello there", "+12165550144")[-1] == "You said: hello there"


def test_yes_answers_the_plan_when_nobody_opted_out(channel: Channel) -> None:
    channel.rasa.answer = lambda _: [QUESTION]
    channel.exchange("50 a month please")
    channel.exchange("YES")
    assert channel.rasa.texts[-1] == "YES"
    channel.exchange("YES", opt_out_type="START")
    assert channel.rasa.texts[-2:] == ["YES", "YES"]


def test_yes_brings_back_only_who_was_asked_nothing(channel: Channel) -> None:
    channel.exchange("STOP")
    assert "again" in channel.exchange("yes")[0]
    channel.rasa.answer = lambda _: [QUESTION]
    channel.exchange("50 a month please")
    channel.exchange("STOP")
    assert channel.exchange("YES") == []
    assert out(channel)
    assert "YES" not in channel.rasa.texts
    assert "again" in channel.exchange("START")[0]


def test_cancel_in_the_middle_of_a_plan_is_an_opt_out(channel: Channel) -> None:
    channel.rasa.answer = lambda _: [QUESTION]
    channel.exchange("50 a month please")
    assert "won't get any more texts" in channel.exchange("cancel")[0]


@pytest.mark.parametrize(("kind", "after"), [("STOP", True), ("START", False), ("HELP", False)])
def test_what_the_carrier_answered_itself_we_only_record(
    channel: Channel, kind: str, after: bool
) -> None:
    if kind == "START":
        channel.exchange("STOP")
    assert channel.exchange(kind, opt_out_type=kind) == []
    assert out(channel) is after
    assert channel.rasa.asked == []


def test_a_refusal_by_the_carrier_is_an_opt_out(channel: Channel) -> None:
    channel.handset.block(ROSA)
    channel.exchange("hello there")
    assert out(channel)
    assert [row.state for row in channel.rows(OutboundMessage)] == [
        OutboundState.FAILED,
        OutboundState.WITHDRAWN,
    ]
    assert channel.rows(OutboundMessage)[0].error_code == "21610"
    channel.handset.block(ROSA, blocked=False)
    channel.work()
    assert channel.replies() == []
