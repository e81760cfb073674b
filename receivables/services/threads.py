"""A conversation as its two sides saw it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.services.documents import documents_of
from receivables.store.tables import (
    Conversation,
    InboundMessage,
    InboundState,
    OutboundMessage,
    ReceivedDocument,
)

LATEST = 300


@dataclass(frozen=True, slots=True)
class TextFromPatient:
    """A text that came in; `answered` once its turn is over, with or without a reply."""

    body: str
    at: dt.datetime
    media_count: int
    answered: bool


@dataclass(frozen=True, slots=True)
class ThreadText:
    """One text of a thread. `author`: patient, assistant, system or representative.

    `state` is that of its row in the inbox or the outbox, `error_code` the carrier's.
    """

    author: str
    body: str
    at: dt.datetime
    state: str
    media_count: int = 0
    documents: tuple[ReceivedDocument, ...] = ()
    error_code: str | None = None


def texts_from(session: Session, phone: str) -> list[TextFromPatient]:
    """The latest texts that a number (E.164) wrote to us, oldest first."""
    rows = session.scalars(
        select(InboundMessage)
        .join(Conversation)
        .where(Conversation.phone == phone, Conversation.channel == "sms")
        .order_by(InboundMessage.id.desc())
        .limit(LATEST)
    )
    return [
        TextFromPatient(row.body, row.received_at, row.media_count, row.state is InboundState.DONE)
        for row in reversed(list(rows))
    ]


def thread(session: Session, conversation_id: str) -> Sequence[ThreadText]:
    """The latest texts of a conversation, both ways, in the order in which they were written."""
    inbound = session.scalars(
        select(InboundMessage)
        .where(InboundMessage.conversation_id == conversation_id)
        .order_by(InboundMessage.id.desc())
        .limit(LATEST)
    )
    outbound = session.scalars(
        select(OutboundMessage)
        .where(OutboundMessage.conversation_id == conversation_id)
        .order_by(OutboundMessage.id.desc())
        .limit(LATEST)
    )
    came = documents_of(session, conversation_id)
    texts = [
        *((row.received_at, 0, row.id, _from_patient(row, came)) for row in inbound),
        *((row.created_at, 1, row.id, _from_us(row)) for row in outbound),
    ]
    return [text for *_, text in sorted(texts, key=lambda entry: entry[:3])][-LATEST:]


def last_words(session: Session, conversation_id: str) -> str:
    """What the patient wrote last; empty when nothing."""
    wanted = select(InboundMessage.body).where(InboundMessage.conversation_id == conversation_id)
    return session.scalar(wanted.order_by(InboundMessage.id.desc()).limit(1)) or ""


def _from_patient(row: InboundMessage, came: Sequence[ReceivedDocument]) -> ThreadText:
    own = tuple(document for document in reversed(came) if document.message_id == row.id)
    return ThreadText("patient", row.body, row.received_at, row.state.value, row.media_count, own)


def _from_us(row: OutboundMessage) -> ThreadText:
    return ThreadText(
        row.author.value, row.body, row.created_at, row.state.value, error_code=row.error_code
    )
