"""What must never be missed, with the model and without it."""

from __future__ import annotations

import datetime as dt

import pytest

from receivables.services.outbox import enqueue
from receivables.store.database import transaction
from receivables.store.tables import (
    Author,
    Consent,
    Conversation,
    Handoff,
    Hold,
    OutboundMessage,
    OutboundState,
    WorkItem,
)
from tests.integration.telephony.conftest import Channel

BILLING = ("$", "owe", "pay", "bill", "balance", "date of birth")


def without_model(channel: Channel, text: str) -> list[str]:
    """Send a text while Rasa fails, and wait until our patience is over."""
    channel.rasa.failing = True
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    channel.text(text)
    for _ in range(10):
        channel.work()
        moment += dt.timedelta(seconds=10)
    return channel.replies()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("my husband collapsed and he's not breathing", "911"),
        ("i want to kill myself", "988"),
        ("mi bebé no respira", "911"),
        ("ya no quiero vivir", "988"),
    ],
)
def test_danger_is_answered_at_once_without_the_model(
    channel: Channel, text: str, number: str
) -> None:
    channel.rasa.failing = True
    (answer,) = channel.exchange(text)
    assert number in answer
    assert not any(word in answer.lower() for word in BILLING)
    (handoff,) = channel.rows(Handoff)
    assert handoff.reason.startswith("safety:")
    assert channel.rasa.asked == []


def test_danger_is_answered_in_the_language_of_a_first_text(channel: Channel) -> None:
    (answer,) = channel.exchange("me quiero matar")
    assert "llame o escriba al 988" in answer


def test_danger_is_answered_again_in_other_words_while_a_person_is_on_the_way(
    channel: Channel,
) -> None:
    (first,) = channel.exchange("i cant breathe")
    (second,) = channel.exchange("call 911 please, i cant breathe")
    assert "911" in second
    assert second != first
    assert len(channel.rows(Handoff)) == 1


def test_danger_is_answered_after_an_opt_out_and_nothing_else_is(channel: Channel) -> None:
    channel.exchange("STOP")
    (answer,) = channel.exchange("i am going to kill myself")
    assert "988" in answer
    assert channel.exchange("what do i owe") == []


def test_danger_comes_before_the_opt_out_in_the_same_text(channel: Channel) -> None:
    (answer,) = channel.exchange("stop texting me, i want to die")
    assert "988" in answer
    assert [consent.granted for consent in channel.rows(Consent)] == [False]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("my mother passed away in june", "deceased_patient"),
        ("we filed chapter 7 last month", "report_bankruptcy_or_attorney"),
        ("talk to my laywer", "report_bankruptcy_or_attorney"),
        ("u got the wrong persn", "wrong_number"),
        ("i dispute this charge", "dispute_charge"),
        ("kiero ablar con alguien", "speak_to_human"),
    ],
)
def test_the_model_is_told_what_the_patterns_found(
    channel: Channel, text: str, intent: str
) -> None:
    channel.exchange(text)
    (question,) = channel.rasa.asked
    assert isinstance(question["metadata"], dict)
    assert question["metadata"]["safety"] == intent


@pytest.mark.parametrize(
    ("text", "hold", "words"),
    [
        ("my mother passed away in june", "deceased", "sorry for your loss"),
        ("we filed chapter 7 last month", "bankruptcy", "stopped asking"),
        ("talk to my lawyer", "attorney", "stopped asking"),
        ("i dispute this charge", "dispute", "a person"),
    ],
)
def test_a_hold_is_placed_even_when_the_model_stays_away(
    channel: Channel, text: str, hold: str, words: str
) -> None:
    answer = without_model(channel, text)[-1]
    assert words in answer
    assert [one.kind for one in channel.rows(Hold)] == [hold]
    assert [one.reason for one in channel.rows(Handoff)] == [f"safety:{hold}"]


def test_a_hold_withdraws_the_texts_that_wait(channel: Channel) -> None:
    channel.exchange("hello")
    (conversation,) = channel.rows(Conversation)
    now = dt.datetime.now(dt.UTC)
    with transaction(channel.store) as session:
        later = now + dt.timedelta(days=1)
        notice = ["Your statement is ready."]
        enqueue(session, conversation.id, notice, Author.SYSTEM, "notice", now, not_before=later)
    without_model(channel, "i filed for bankruptcy")
    states = {row.body: row.state for row in channel.rows(OutboundMessage)}
    assert states["Your statement is ready."] is OutboundState.WITHDRAWN


def test_a_wrong_number_is_left_alone_even_when_the_model_stays_away(channel: Channel) -> None:
    (answer,) = without_model(channel, "you have the wrong number")
    assert "won't get any more texts" in answer
    assert [item.kind for item in channel.rows(WorkItem)] == ["wrong_number"]
    assert [consent.granted for consent in channel.rows(Consent)] == [False]
    assert channel.rows(Handoff) == []


def test_a_cease_request_holds_all_contact_and_is_confirmed_once(channel: Channel) -> None:
    (answer,) = channel.exchange("Cease and desist all communication.")
    assert "stopped asking you about payment" in answer
    assert [one.kind for one in channel.rows(Hold)] == ["cease"]
    assert channel.exchange("i mean it, cease and desist") == []


def test_an_opt_out_because_of_a_death_is_met_with_condolence(channel: Channel) -> None:
    (answer,) = channel.exchange("My husband died. Stop texting me.")
    assert "sorry for your loss" in answer
    assert [one.kind for one in channel.rows(Hold)] == ["deceased"]
    assert [consent.granted for consent in channel.rows(Consent)] == [False]
