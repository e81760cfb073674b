"""The outbox: sent once, in order, judged at the last moment; failures told apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import requests
from sqlalchemy import event

from receivables.services.conversations import conversation_for
from receivables.services.delivery_reports import record_report
from receivables.services.holds import place_hold
from receivables.services.outbox import enqueue
from receivables.services.sending import MOST_ATTEMPTS, sid_of
from receivables.store.database import reading, transaction
from receivables.store.tables import Author, OutboundMessage, OutboundState
from telephony import gateway
from telephony.gateway import NotSent, Refused, Unknown
from tests.builders import NOW
from tests.integration.telephony.conftest import OUR_NUMBER, ROSA, Channel


def queue(
    channel: Channel,
    *bodies: str,
    purpose: str = "reply",
    phone: str = ROSA,
    not_before: dt.datetime | None = None,
) -> None:
    with transaction(channel.store) as session:
        talk = conversation_for(session, "sms", phone, OUR_NUMBER, "0" * 64, NOW)
        now = channel.now()
        enqueue(session, talk.id, bodies, Author.ASSISTANT, purpose, now, not_before=not_before)


class Clock:
    """A time that the test moves."""

    def __init__(self, channel: Channel):
        self.moment = dt.datetime.now(dt.UTC)
        channel.now = lambda: self.moment

    def pass_(self, seconds: float) -> None:
        self.moment += dt.timedelta(seconds=seconds)


class FaultyLine:
    """What stands between the library and the carrier: fails in a chosen way, then recovers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.fail: Any = None
        self.calls: list[str] = []
        real = gateway.TwilioHttpClient.request

        def request(client: Any, method: str, url: str, *rest: Any, **named: Any) -> Any:
            self.calls.append(method)
            if self.fail is None:
                return real(client, method, url, *rest, **named)
            return self.fail(method, lambda: real(client, method, url, *rest, **named))

        monkeypatch.setattr(gateway.TwilioHttpClient, "request", request)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> FaultyLine:
    return FaultyLine(monkeypatch)


def answers(status: int, code: int | None = None) -> Any:
    from twilio.http.response import Response

    body = f'{{"code": {code}, "message": "no"}}' if code else "{}"
    return lambda method, send: Response(status, body)


def raises(problem: Exception) -> Any:
    def fail(method: str, send: Any) -> Any:
        raise problem

    return fail


def after_sending(problem: Exception) -> Any:
    """The carrier gets the text, but its answer is lost."""

    def fail(method: str, send: Any) -> Any:
        send()
        raise problem

    return fail


def only_row(channel: Channel) -> OutboundMessage:
    (row,) = channel.rows(OutboundMessage)
    assert isinstance(row, OutboundMessage)
    return row


def test_texts_go_in_order_and_their_delivery_is_followed(channel: Channel) -> None:
    queue(channel, "one", "two", "three")
    channel.work()
    assert channel.replies() == ["one", "two", "three"]
    channel.until(
        lambda: {row.state for row in channel.rows(OutboundMessage)} == {OutboundState.DELIVERED}
    )
    assert all(row.provider_sid for row in channel.rows(OutboundMessage))


def test_a_text_for_later_waits_and_holds_nothing_up(channel: Channel) -> None:
    clock = Clock(channel)
    queue(channel, "later", not_before=clock.moment + dt.timedelta(hours=1))
    queue(channel, "now")
    channel.work()
    assert channel.replies() == ["now"]
    clock.pass_(3601)
    channel.work()
    assert channel.replies() == ["now", "later"]


def test_a_hold_forbids_notices_but_not_answers(channel: Channel) -> None:
    queue(channel, "Your payment is due.", purpose="reminder")
    queue(channel, "You asked.", purpose="reply")
    with transaction(channel.store) as session:
        place_hold(session, ROSA, "bankruptcy", "text", NOW)
    channel.work()
    assert channel.replies() == ["You asked."]
    assert channel.rows(OutboundMessage)[0].state is OutboundState.WITHDRAWN


@pytest.mark.parametrize(
    "failing",
    [
        answers(429, 20429),
        answers(401, 20003),
        raises(requests.exceptions.ConnectTimeout()),
    ],
)
def test_what_passes_is_tried_again_after_a_growing_pause(
    channel: Channel, line: FaultyLine, failing: Any
) -> None:
    clock = Clock(channel)
    queue(channel, "one", "two")
    line.fail = failing
    channel.work()
    channel.work()
    assert line.calls == ["POST"]
    clock.pass_(1.1)
    channel.work()
    assert len(line.calls) == 2
    clock.pass_(1.1)
    channel.work()
    assert len(line.calls) == 2
    line.fail = None
    clock.pass_(2)
    channel.work()
    assert channel.replies() == ["one", "two"]


def test_a_carrier_that_cannot_be_reached_is_not_sent(channel: Channel) -> None:
    account = gateway.twilio_settings().model_copy(
        update={"api_base_url": "http://127.0.0.1:9/carrier"}
    )
    closed = gateway.Gateway(account, "http://127.0.0.1", 2)
    with pytest.raises(NotSent):
        closed.send(1, ROSA, OUR_NUMBER, "hello")


def test_after_many_attempts_it_is_given_up(channel: Channel, line: FaultyLine) -> None:
    clock = Clock(channel)
    queue(channel, "one")
    line.fail = answers(429, 20429)
    for _ in range(MOST_ATTEMPTS + 3):
        channel.work()
        clock.pass_(301)
    assert len(line.calls) == MOST_ATTEMPTS
    assert only_row(channel).state is OutboundState.FAILED
    assert only_row(channel).error_code == "20429"


@pytest.mark.parametrize(
    ("phone", "code"),
    [("+15005550001", "21211"), ("+15005550009", "21614"), ("+15005550002", "21612")],
)
def test_what_is_final_is_not_tried_again(
    channel: Channel, line: FaultyLine, phone: str, code: str
) -> None:
    clock = Clock(channel)
    queue(channel, "one", phone=phone)
    for _ in range(3):
        channel.work()
        clock.pass_(400)
    assert line.calls == ["POST"]
    assert (only_row(channel).state, only_row(channel).error_code) == (OutboundState.FAILED, code)


@pytest.mark.parametrize(
    "problem",
    [requests.exceptions.ReadTimeout(), requests.exceptions.ConnectionError("reset by peer")],
)
def test_a_text_whose_answer_was_lost_is_found_and_not_repeated(
    channel: Channel, line: FaultyLine, problem: Exception
) -> None:
    clock = Clock(channel)
    queue(channel, "one", "two")
    line.fail = after_sending(problem)
    channel.work()
    line.fail = None
    channel.work()
    assert channel.replies() == ["one"]
    clock.pass_(30)

    def both_sent() -> bool:
        channel.work()  # the first text's delivery report may hold its row for a moment
        return channel.replies() == ["one", "two"]

    channel.until(both_sent)
    assert line.calls.count("POST") == 2


@pytest.mark.parametrize("failing", [answers(503), raises(requests.exceptions.ReadTimeout())])
def test_a_text_that_the_carrier_does_not_have_is_sent_after_asking(
    channel: Channel, line: FaultyLine, failing: Any
) -> None:
    clock = Clock(channel)
    queue(channel, "one")
    line.fail = failing
    channel.work()
    clock.pass_(30)
    channel.work()
    assert line.calls == ["POST", "GET"]
    assert only_row(channel).state is OutboundState.SENDING
    line.fail = None
    clock.pass_(60)
    channel.work()
    assert line.calls == ["POST", "GET", "GET", "POST"]
    assert channel.replies() == ["one"]


def test_the_same_words_sent_before_are_not_taken_for_the_lost_text(
    channel: Channel, line: FaultyLine
) -> None:
    clock = Clock(channel)
    queue(channel, "same words")
    channel.work()
    queue(channel, "same words")
    line.fail = raises(requests.exceptions.ReadTimeout())
    channel.work()
    line.fail = None
    clock.pass_(30)
    channel.work()
    assert channel.replies() == ["same words", "same words"]


def test_a_lost_text_is_not_sent_any_more_after_an_opt_out(
    channel: Channel, line: FaultyLine
) -> None:
    clock = Clock(channel)
    queue(channel, "one")
    line.fail = raises(requests.exceptions.ReadTimeout())
    channel.work()
    line.fail = None
    channel.text("STOP")
    clock.pass_(30)
    channel.work()
    assert len(channel.replies()) == 1
    assert channel.rows(OutboundMessage)[0].state is OutboundState.WITHDRAWN


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(500, None, Unknown), (429, 20429, NotSent), (400, 21211, Refused), (404, 20404, Refused)],
)
def test_failures_are_told_apart(
    channel: Channel, line: FaultyLine, status: int, code: int | None, kind: type[Exception]
) -> None:
    line.fail = answers(status, code)
    with pytest.raises(kind):
        gateway.make_gateway().send(1, ROSA, OUR_NUMBER, "hello")


def test_a_report_that_comes_while_the_carrier_is_asked_names_the_text(
    channel: Channel, line: FaultyLine
) -> None:
    clock = Clock(channel)
    queue(channel, "one")
    line.fail = raises(requests.exceptions.ReadTimeout())
    channel.work()
    row = only_row(channel)

    def reported_meanwhile(method: str, send: Any) -> Any:
        with transaction(channel.store) as session:
            record_report(session, "SM" + "c" * 32, "sent", None, clock.moment, row.id)
        return send()

    line.fail = reported_meanwhile
    clock.pass_(30)
    channel.work()
    assert channel.replies() == []
    assert only_row(channel).state is OutboundState.SENT


def test_a_report_that_lands_during_the_look_up_makes_no_second_text(
    channel: Channel, line: FaultyLine
) -> None:
    clock = Clock(channel)
    queue(channel, "one")
    line.fail = after_sending(requests.exceptions.ReadTimeout())
    channel.work()
    row = only_row(channel)
    (sent,) = channel.handset.messages(ROSA)
    reported: list[str] = []

    def report_after_the_first_look(*_: Any) -> None:
        if not reported:
            reported.append(sent.sid)
            with transaction(channel.store) as session:
                record_report(session, sent.sid, "sent", None, clock.moment, row.id)

    with reading(channel.store) as session:
        connection = session.connection()
        event.listen(connection, "after_cursor_execute", report_after_the_first_look)
        assert sid_of(session, row.id, [sent.sid]) == sent.sid
    assert reported


def test_nothing_is_sent_when_the_lease_is_nearly_over(channel: Channel, line: FaultyLine) -> None:
    clock = Clock(channel)
    queue(channel, "one")
    taken = channel.outbox.take()
    assert taken is not None
    clock.pass_(15)  # this worker stood still; the lease is 20 seconds
    channel.outbox.send(taken[0])
    assert line.calls == []
    clock.pass_(6)
    channel.work()
    assert channel.replies() == ["one"]
