"""Conversations, the inbox and the outbox."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base


class Conversation(Base):
    """One person's thread on one channel. `id` is a keyed hash: no phone number stands in it."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    our_number: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    introduced_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]


class InboundState(StrEnum):
    """received -> processing -> done; a crash leaves `processing`, whose lease runs out."""

    RECEIVED = "received"
    PROCESSING = "processing"
    DONE = "done"


class InboundMessage(Base):
    """A text that arrived. `message_sid` is unique: a duplicate insert is refused."""

    __tablename__ = "inbound_message"
    __table_args__ = (Index("ix_inbound_message_state_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_sid: Mapped[str] = mapped_column(unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    body: Mapped[str]
    media_count: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[dt.datetime]
    state: Mapped[InboundState] = mapped_column(default=InboundState.RECEIVED)
    leased_until: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)

    conversation: Mapped[Conversation] = relationship()


class Author(StrEnum):
    """Who wrote an outgoing text."""

    ASSISTANT = "assistant"
    SYSTEM = "system"
    REPRESENTATIVE = "representative"


class OutboundState(StrEnum):
    """pending -> sending -> queued -> sent -> delivered; or withdrawn, failed, undelivered."""

    PENDING = "pending"
    SENDING = "sending"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class OutboundMessage(Base):
    """A text to send. (`in_reply_to_id`, `sequence`) is unique, so a turn is written once.

    `not_after`: from then on it may tell what is true no longer, and is withdrawn.
    `refused_by`: the rule that last put it off or withdrew it (an id of docs/compliance.md).
    """

    __tablename__ = "outbound_message"
    __table_args__ = (
        UniqueConstraint("in_reply_to_id", "sequence"),
        Index("ix_outbound_message_state_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    in_reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("inbound_message.id"))
    sequence: Mapped[int] = mapped_column(default=0)
    author: Mapped[Author]
    purpose: Mapped[str]
    body: Mapped[str]
    state: Mapped[OutboundState] = mapped_column(default=OutboundState.PENDING)
    provider_sid: Mapped[str | None] = mapped_column(unique=True)
    error_code: Mapped[str | None]
    refused_by: Mapped[str | None]
    created_at: Mapped[dt.datetime]
    not_before: Mapped[dt.datetime | None]
    not_after: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    state_at: Mapped[dt.datetime]

    conversation: Mapped[Conversation] = relationship()
