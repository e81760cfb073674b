"""Requests for a person, and what staff note about a conversation among themselves."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Enum, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.domain.handoffs import HandoffState
from receivables.store.base import Base
from receivables.store.tables.conversations import Conversation
from receivables.store.tables.staff import StaffAccount


class Handoff(Base):
    """A person's request for a person. While it is open the assistant is silent.

    `accepted_by_id` is the one who has it, `offered_to_id` the one it was handed on to;
    `answer_by` is the promise made to the person, `escalated_at` when it was about to break and
    nobody had accepted; `callback_at` when they wished to be called; `reminded_at` and
    `callback_reminded_at` when staff were reminded of the one and the other. `disposition` is a
    HandoffDisposition once it is closed.
    """

    __tablename__ = "handoff"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    reason: Mapped[str]
    summary: Mapped[str]
    state: Mapped[HandoffState] = mapped_column(
        Enum(HandoffState, native_enum=False, length=20),
        default=HandoffState.REQUESTED,
        index=True,
    )
    request_id: Mapped[str] = mapped_column(unique=True)
    requested_at: Mapped[dt.datetime]
    answer_by: Mapped[dt.datetime | None]
    escalated_at: Mapped[dt.datetime | None]
    callback_at: Mapped[dt.datetime | None]
    reminded_at: Mapped[dt.datetime | None]
    callback_reminded_at: Mapped[dt.datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_account.id"), index=True)
    accepted_at: Mapped[dt.datetime | None]
    offered_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff_account.id"), index=True)
    disposition: Mapped[str | None]
    closed_at: Mapped[dt.datetime | None]

    conversation: Mapped[Conversation] = relationship()
    accepted_by: Mapped[StaffAccount | None] = relationship(foreign_keys=[accepted_by_id])
    offered_to: Mapped[StaffAccount | None] = relationship(foreign_keys=[offered_to_id])


class ConversationNote(Base):
    """What staff write for one another. It is no text: nothing here is ever sent."""

    __tablename__ = "conversation_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"))
    body: Mapped[str]
    written_at: Mapped[dt.datetime]

    author: Mapped[StaffAccount] = relationship()
