"""Payments by card on the keypad of a telephone: what the carrier told, and never a card."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from receivables.domain.money import Money
from receivables.store.base import Base


class CardPaymentState(StrEnum):
    """asked -> paid or failed; unknown when the call ended before the carrier told."""

    ASKED = "asked"
    PAID = "paid"
    FAILED = "failed"
    UNKNOWN = "unknown"


class CardPayment(Base):
    """One amount that a verified caller was about to pay. `confirmation` is the processor's;
    neither a number of a card nor a part of one is kept."""

    __tablename__ = "card_payment"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(ForeignKey("phone_call.call_sid"), index=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"), index=True)
    amount: Mapped[Money]
    state: Mapped[CardPaymentState] = mapped_column(
        Enum(CardPaymentState, native_enum=False, length=20), default=CardPaymentState.ASKED
    )
    confirmation: Mapped[str | None]
    result: Mapped[str | None]
    asked_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None]
