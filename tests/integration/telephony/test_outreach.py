"""What nobody asked for is sent only where and when the rules on contact allow it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from receivables.policy.contact.facts import Channel as Medium
from receivables.policy.contact.facts import Outcome
from receivables.services.consents import record_consent
from receivables.services.contact_wishes import bar_medium
from receivables.services.conversations import conversation_for
from receivables.services.outbox import enqueue
from receivables.store.database import transaction
from receivables.store.tables import Author, ContactAttempt, OutboundMessage, OutboundState
from telephony.gateway import NotSent, Refused, Unknown
from tests.builders import add_guarantor
from tests.integration.telephony.conftest import OUR_NUMBER, ROSA, Channel

NOON = dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)  # in Cleveland
NIGHT = NOON + dt.timedelta(hours=12)
MORNING = dt.datetime(2026, 11, 25, 13, 0, tzinfo=dt.UTC)  # 8:00 am there
DAY = dt.timedelta(days=1)


class Day:
    """Rosa is on file, and the test moves the clock."""

    def __init__(self, channel: Channel):
        self.channel = channel
        self.at(NOON)
        with transaction(channel.store) as session:
            add_guarantor(session, phone=ROSA)

    def at(self, moment: dt.datetime) -> None:
        self.channel.now = lambda: moment

    def write(self, *bodies: str, purpose: str = "reminder") -> None:
        with transaction(self.channel.store) as session:
            talk = conversation_for(session, "sms", ROSA, OUR_NUMBER, "0" * 64, NOON)
            enqueue(session, talk.id, bodies, Author.SYSTEM, purpose, self.channel.now())

    def work(self) -> list[str]:
        self.channel.work()
        return self.channel.replies()

    def rows(self) -> list[OutboundMessage]:
        return self.channel.rows(OutboundMessage)

    def attempts(self) -> list[ContactAttempt]:
        return self.channel.rows(ContactAttempt)


@pytest.fixture
def day(channel: Channel) -> Day:
    return Day(channel)


def test_a_reminder_at_noon_goes_out_and_is_counted_once(day: Day) -> None:
    day.write("Your payment is due Friday.")
    assert day.work() == ["Your payment is due Friday."]
    (attempt,) = day.attempts()
    assert (attempt.phone, attempt.purpose, attempt.outcome) == (ROSA, "reminder", Outcome.SENT)
    assert attempt.outbound_message_id == day.rows()[0].id


def test_a_reminder_at_night_waits_for_the_morning_and_holds_up_no_answer(day: Day) -> None:
    day.at(NIGHT)
    day.write("Your payment is due Friday.")
    day.write("You asked.", purpose="reply")
    assert day.work() == ["You asked."]
    waiting = day.rows()[0]
    assert (waiting.state, waiting.not_before) == (OutboundState.PENDING, MORNING)
    assert waiting.refused_by == "T1"
    assert day.attempts() == []
    day.at(MORNING - dt.timedelta(seconds=1))
    assert day.work() == ["You asked."]
    day.at(MORNING)
    assert day.work() == ["You asked.", "Your payment is due Friday."]


def test_the_opt_out_of_the_night_is_seen_in_the_morning(day: Day) -> None:
    day.at(NIGHT)
    day.write("Your payment is due Friday.")
    day.work()
    with transaction(day.channel.store) as session:
        record_consent(session, ROSA, "sms", False, "text:1", NIGHT, "reminder")
    day.at(MORNING)
    assert day.work() == []
    (row,) = day.rows()
    assert (row.state, row.refused_by) == (OutboundState.WITHDRAWN, "C7")


def test_a_second_reminder_waits_a_day_and_a_fourth_a_week(day: Day) -> None:
    day.write("one", "two", "three", "four")
    assert day.work() == ["one"]
    assert {row.not_before for row in day.rows()[1:]} == {NOON + DAY}
    for n in (1, 2):
        day.at(NOON + n * DAY)
        day.work()
    assert day.work() == ["one", "two", "three"]
    assert day.rows()[3].not_before == NOON + 7 * DAY
    day.at(NOON + 7 * DAY)
    assert day.work() == ["one", "two", "three", "four"]


def test_answers_are_neither_counted_nor_held_up_by_the_count(day: Day) -> None:
    day.write("one")
    day.write("you asked", "you asked again", purpose="reply")
    day.write("hello", purpose="person")
    assert day.work() == ["one", "you asked", "you asked again", "hello"]
    assert len(day.attempts()) == 1


def test_who_barred_texts_gets_none_unasked(day: Day) -> None:
    with transaction(day.channel.store) as session:
        bar_medium(session, ROSA, Medium.SMS, "call", NOON)
    day.write("one")
    day.write("you asked", purpose="reply")
    assert day.work() == ["you asked"]
    assert (day.rows()[0].state, day.rows()[0].refused_by) == (OutboundState.WITHDRAWN, "T5")


def test_a_text_that_the_carrier_refuses_does_not_count(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(day.channel.outbox._gateway), "send", _raises(Refused("21211")))
    day.write("one")
    day.work()
    assert [attempt.outcome for attempt in day.attempts()] == [Outcome.NOT_CONNECTED]


def test_a_text_tried_again_counts_once_and_against_no_measure_of_its_own(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = type(day.channel.outbox._gateway)
    with monkeypatch.context() as failing:
        failing.setattr(gateway, "send", _raises(NotSent("20429")))
        day.write("one")
        assert day.work() == []
    day.at(NOON + dt.timedelta(minutes=1))
    assert day.work() == ["one"]
    (attempt,) = day.attempts()
    assert attempt.attempted_at == NOON + dt.timedelta(minutes=1)


def test_a_text_that_night_cuts_off_is_looked_for_and_waits_until_morning(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = dt.datetime(2026, 11, 25, 1, 59, 59, tzinfo=dt.UTC)  # 8:59:59 pm in Cleveland
    day.at(evening)
    with monkeypatch.context() as failing:
        failing.setattr(type(day.channel.outbox._gateway), "send", _raises(Unknown("500")))
        day.write("one")
        assert day.work() == []
    day.at(evening + dt.timedelta(minutes=5))
    assert day.work() == []
    (row,) = day.rows()
    assert (row.state, row.not_before) == (OutboundState.PENDING, MORNING)
    assert [attempt.outcome for attempt in day.attempts()] == [Outcome.NOT_CONNECTED]
    day.at(MORNING)
    assert day.work() == ["one"]
    assert [attempt.outcome for attempt in day.attempts()] == [Outcome.SENT]


def test_a_confirmation_of_an_opt_out_is_not_sent_after_five_minutes(day: Day) -> None:
    with transaction(day.channel.store) as session:
        record_consent(session, ROSA, "sms", False, "text:1", NOON)
    day.write("You won't get any more texts.", purpose="opt_out_confirmation")
    day.at(NOON + dt.timedelta(minutes=5, seconds=1))
    assert day.work() == []
    assert day.rows()[0].refused_by == "C6"


def _raises(problem: Exception) -> Callable[..., str]:
    def fail(*_: object) -> str:
        raise problem

    return fail
