"""Calls on the telephone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.conversations import Conversation


class PhoneCall(Base):
    """One call, known by the carrier's CallSid, and a conversation of its own.

    `step` counts the documents that the carrier was given and `document` is the last, for a
    webhook that comes twice; `speech` is what it says and what keys stand for. `misses` counts
    answers in a row that were silence or not understood. `recording`: off, announced, on or
    declined. `status` is the carrier's once the call is over.
    """

    __tablename__ = "phone_call"

    call_sid: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), unique=True)
    step: Mapped[int] = mapped_column(default=0)
    document: Mapped[str] = mapped_column(default="")
    speech: Mapped[dict[str, Any]] = mapped_column(default=dict)
    misses: Mapped[int] = mapped_column(default=0)
    recording: Mapped[str] = mapped_column(default="off")
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    status: Mapped[str | None]

    conversation: Mapped[Conversation] = relationship()
