"""Pictures that people text: kept for a person, from the carrier alone, and within limits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import httpx
import pytest

from receivables.policy.documents import MOST_IN_A_DAY
from receivables.services.documents import kept_document
from receivables.store.database import reading
from receivables.store.tables import DocumentState, InboundMessage, ReceivedDocument, WorkItem
from telephony import documents
from telephony.carrier import media
from telephony.documents import Documents
from telephony.settings import twilio_settings, worker_settings
from tests.integration.telephony.conftest import ROSA, Channel


def fetched(channel: Channel) -> list[ReceivedDocument]:
    """Let the worker fetch what waits."""
    worker = Documents(channel.store, worker_settings(), lambda: channel.now())
    while worker.step():
        pass
    assert not worker.has_work()
    rows: list[ReceivedDocument] = channel.rows(ReceivedDocument)
    return rows


def content(channel: Channel, document: ReceivedDocument) -> tuple[bytes, str] | None:
    """What staff get of it."""
    with reading(channel.store) as session:
        message = session.get_one(InboundMessage, document.message_id)
        return kept_document(session, message.conversation_id, document.id)


def test_a_picture_is_kept_for_a_person_and_never_understood(channel: Channel) -> None:
    channel.exchange("this is my card", media=2)
    first, second = fetched(channel)
    assert (first.state, second.state) == (DocumentState.KEPT, DocumentState.KEPT)
    assert content(channel, first) == (media.PICTURE, "image/png")
    assert first.content_type == "image/png"  # what it is, not what it was said to be
    assert channel.rasa.texts == ["this is my card"]
    assert [item.kind for item in channel.rows(WorkItem)] == ["look_at_picture"]


def test_the_same_webhook_twice_keeps_a_picture_once(channel: Channel) -> None:
    sid = channel.text("", media=1)
    channel.text("", media=1, sid=sid)
    assert len(fetched(channel)) == 1


def test_nothing_is_fetched_from_anywhere_but_the_carrier(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = twilio_settings().api_base_url
    fields = channel.handset.fields

    def elsewhere(*arguments: Any) -> dict[str, str]:
        made = fields(*arguments)
        return {
            name: value.replace(place, "http://169.254.169.254") for name, value in made.items()
        }

    monkeypatch.setattr(channel.handset, "fields", elsewhere)
    channel.text("", media=1)
    (document,) = fetched(channel)
    assert (document.state, document.why) == (DocumentState.REFUSED, "not at the carrier")


@pytest.mark.parametrize(
    "what", [b"<svg onload=alert(1)>", b"<html>", b"PK\x03\x04", b"MZ", b"", b"#!/bin/sh"]
)
def test_what_is_no_picture_and_no_pdf_is_not_kept(
    channel: Channel, monkeypatch: pytest.MonkeyPatch, what: bytes
) -> None:
    monkeypatch.setattr(media, "PICTURE", what)
    channel.text("", media=1)
    (document,) = fetched(channel)
    assert document.state is DocumentState.REFUSED
    assert content(channel, document) is None


def test_what_is_too_large_is_not_kept(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST", 20)
    channel.text("", media=1)
    (document,) = fetched(channel)
    assert (document.state, document.why) == (DocumentState.REFUSED, "too large")


def test_a_number_fills_no_disk(channel: Channel) -> None:
    for _ in range(3):
        channel.text("", media=10)
    states = [document.state for document in fetched(channel)]
    assert states.count(DocumentState.KEPT) == MOST_IN_A_DAY
    assert states.count(DocumentState.REFUSED) == 30 - MOST_IN_A_DAY


def test_a_carrier_that_is_away_is_asked_again_and_at_last_no_more(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel.text("", media=1)

    def away(*_: object) -> bytes:
        raise httpx.ConnectError("away")

    monkeypatch.setattr(Documents, "_content", away)
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    (document,) = fetched(channel)
    assert (document.state, document.attempts) == (DocumentState.WAITING, 1)
    for _ in range(8):
        moment += dt.timedelta(minutes=10)
        (document,) = fetched(channel)
    assert (document.state, document.attempts) == (DocumentState.REFUSED, 8)


def test_a_worker_that_was_killed_leaves_the_picture_to_another(channel: Channel) -> None:
    channel.text("", media=1)
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    worker = Documents(channel.store, worker_settings(), lambda: channel.now())
    worker.fetch = lambda document: None  # type: ignore[method-assign]
    assert worker.step()
    assert not worker.step()
    moment += dt.timedelta(seconds=30)
    (document,) = fetched(channel)
    assert document.state is DocumentState.KEPT


def test_another_conversation_shows_no_picture_of_this_one(channel: Channel) -> None:
    channel.text("", media=1)
    channel.text("hello", "+12165550144")
    (document,) = fetched(channel)
    others = [row for row in channel.rows(InboundMessage) if row.id != document.message_id]
    with reading(channel.store) as session:
        assert kept_document(session, others[0].conversation_id, document.id) is None
    assert ROSA not in document.url
