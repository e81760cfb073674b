"""What we tried, and how a person wants to be reached."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from receivables.policy.contact.facts import Channel, Outcome
from receivables.store.base import Base


class ContactAttempt(Base):
    """One contact of ours that nobody had asked for, or that they had (`requested`).

    Kept for as long as the figures count, and as evidence (compliance T4, T12). A text counts
    once, however often it is tried: `outbound_message_id` is unique.
    """

    __tablename__ = "contact_attempt"
    __table_args__ = (Index("ix_contact_attempt_phone_attempted_at", "phone", "attempted_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str]
    channel: Mapped[Channel]
    purpose: Mapped[str]
    outcome: Mapped[Outcome]
    requested: Mapped[bool] = mapped_column(default=False)
    attempted_at: Mapped[dt.datetime]
    outbound_message_id: Mapped[int | None] = mapped_column(
        ForeignKey("outbound_message.id"), unique=True
    )


class WishKind(StrEnum):
    """What a wish is about; `details` then hold what it says."""

    INCONVENIENT_TIME = "inconvenient_time"  # start, end (HH:MM), weekdays (Monday is 0)
    BARRED_MEDIUM = "barred_medium"  # channel
    TIME_ZONE = "time_zone"  # time_zone (IANA)
    AT_WORK = "at_work"  # employer_prohibits


class ContactWish(Base):
    """When, where or how a person wants, or does not want, to be reached at a number."""

    __tablename__ = "contact_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(index=True)
    kind: Mapped[WishKind]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    source: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
