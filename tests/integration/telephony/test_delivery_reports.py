"""Delivery reports, early, late, repeated, out of order, about texts of others."""

from __future__ import annotations

from itertools import permutations

import httpx
import pytest
from sqlalchemy import Engine
from twilio.request_validator import RequestValidator

from receivables.services.delivery_reports import record_report
from receivables.services.outbox import enqueue
from receivables.services.sending import record_sent
from receivables.store.database import transaction
from receivables.store.tables import Author, OutboundMessage, OutboundState
from tests.builders import NOW, add_conversation
from tests.integration.telephony.conftest import TOKEN, Channel

SID = "SM" + "a" * 32


@pytest.fixture
def message_id(store: Engine) -> int:
    """A text that is being sent."""
    with transaction(store) as session:
        talk = add_conversation(session)
        (row,) = enqueue(session, talk.id, ["hello"], Author.ASSISTANT, "reply", NOW)
        row.state = OutboundState.SENDING
        session.flush()
        return row.id


def report(store: Engine, status: str, message_id: int | None = None, sid: str = SID) -> bool:
    with transaction(store) as session:
        return record_report(session, sid, status, None, NOW, message_id)


def state(store: Engine, message_id: int) -> OutboundState:
    with transaction(store) as session:
        return session.get_one(OutboundMessage, message_id).state


@pytest.mark.parametrize("order", list(permutations(["queued", "sent", "delivered"])))
def test_whatever_the_order_the_furthest_state_stays(
    store: Engine, message_id: int, order: tuple[str, ...]
) -> None:
    for status in order:
        assert report(store, status, message_id)
    assert state(store, message_id) is OutboundState.DELIVERED


def test_a_report_that_overtakes_our_record_of_sending_is_kept(
    store: Engine, message_id: int
) -> None:
    assert report(store, "delivered", message_id)
    with transaction(store) as session:
        record_sent(session, message_id, SID, NOW)
    assert state(store, message_id) is OutboundState.DELIVERED
    assert report(store, "sent")
    assert state(store, message_id) is OutboundState.DELIVERED


def test_the_first_end_stays(store: Engine, message_id: int) -> None:
    report(store, "undelivered", message_id)
    report(store, "delivered")
    assert state(store, message_id) is OutboundState.UNDELIVERED


def test_reports_of_others_change_nothing(store: Engine, message_id: int) -> None:
    assert not report(store, "sent", None)
    assert not report(store, "sent", 999)
    assert report(store, "sent", message_id)
    assert not report(store, "delivered", message_id, "SM" + "b" * 32)
    assert not report(store, "no such status", message_id)
    assert state(store, message_id) is OutboundState.SENT


def test_a_signed_report_comes_in_by_http(channel: Channel) -> None:
    channel.exchange("hello there")
    row = channel.rows(OutboundMessage)[0]
    fields = {"MessageSid": row.provider_sid, "MessageStatus": "failed", "ErrorCode": "30003"}
    for number, code in ((str(row.id), 204), ("x", 204), ("9" * 30, 204)):
        address = f"{channel.web_url}/twilio/status?message={number}"
        signature = RequestValidator(TOKEN).compute_signature(address, fields)
        answer = httpx.post(address, data=fields, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == code
    channel.until(
        lambda: (
            channel.rows(OutboundMessage)[0].state
            in (OutboundState.FAILED, OutboundState.DELIVERED)
        )
    )
