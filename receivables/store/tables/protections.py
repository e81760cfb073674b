"""What protects a person: verification, consent, holds; and the people and work behind them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from receivables.store.base import Base


class Verification(Base):
    """The identity of a conversation's person, until it expires. Nothing else grants it.

    `disclosed`: what a debt collector's assistant said of itself since, in answer to which message.
    """

    __tablename__ = "verification"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"))
    verified_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    disclosed: Mapped[str | None]
    disclosed_in: Mapped[str | None]


class VerificationAttempt(Base):
    """One try, right or wrong; `message_id` unique, so a repeated turn is counted once."""

    __tablename__ = "verification_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    guarantor_id: Mapped[int | None] = mapped_column(ForeignKey("guarantor.id"), index=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    outcome: Mapped[str]
    attempted_at: Mapped[dt.datetime]


class VerificationDraft(Base):
    """What an unverified person has said so far (date of birth, second factor)."""

    __tablename__ = "verification_draft"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    dates_of_birth: Mapped[list[Any]] = mapped_column(default=list)
    numbers: Mapped[list[Any]] = mapped_column(default=list)
    updated_at: Mapped[dt.datetime]


class Consent(Base):
    """The last word on whether we may contact a number, by channel and purpose. History is kept."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_phone_channel", "phone", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str]
    channel: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="all")
    granted: Mapped[bool]
    source: Mapped[str]
    recorded_at: Mapped[dt.datetime]


class Hold(Base):
    """A reason not to ask this person for money: bankruptcy, attorney, cease, deceased, dispute."""

    __tablename__ = "hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(index=True)
    guarantor_id: Mapped[int | None] = mapped_column(ForeignKey("guarantor.id"), index=True)
    kind: Mapped[str]
    source: Mapped[str]
    placed_at: Mapped[dt.datetime]
    released_at: Mapped[dt.datetime | None]


class WorkItem(Base):
    """Something a person at the billing office has to do, with all that was learned."""

    __tablename__ = "work_item"
    __table_args__ = (UniqueConstraint("request_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantor_id: Mapped[int | None] = mapped_column(ForeignKey("guarantor.id"), index=True)
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounter.id"), index=True)
    conversation_id: Mapped[str | None]
    kind: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_on: Mapped[dt.date | None]
    request_id: Mapped[str]
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
