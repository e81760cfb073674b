"""Payment arrangements and their installments."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.domain.money import Money
from receivables.store.base import Base


class ArrangementState(StrEnum):
    """awaiting_disclosure -> active -> completed; or cancelled.

    An arrangement of more payments than policy allows without a written disclosure of its terms
    is agreed, but not active before that disclosure went out (compliance M1).
    """

    AWAITING_DISCLOSURE = "awaiting_disclosure"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PaymentArrangement(Base):
    """An agreement to pay a balance in installments. `request_id` makes accepting idempotent."""

    __tablename__ = "payment_arrangement"

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"), index=True)
    conversation_id: Mapped[str | None]
    total: Mapped[Money]
    frequency: Mapped[str]
    state: Mapped[ArrangementState]
    agreed_at: Mapped[dt.datetime]
    request_id: Mapped[str] = mapped_column(unique=True)

    installments: Mapped[list[Installment]] = relationship(
        back_populates="arrangement", order_by="Installment.number"
    )


class Installment(Base):
    """One payment of an arrangement, due on a calendar date."""

    __tablename__ = "installment"
    __table_args__ = (UniqueConstraint("arrangement_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    arrangement_id: Mapped[int] = mapped_column(ForeignKey("payment_arrangement.id"))
    number: Mapped[int]
    due_on: Mapped[dt.date]
    amount: Mapped[Money]

    arrangement: Mapped[PaymentArrangement] = relationship(back_populates="installments")


class InstallmentReminder(Base):
    """The one text that reminds of a missed installment. One that never went out is replaced."""

    __tablename__ = "installment_reminder"

    installment_id: Mapped[int] = mapped_column(ForeignKey("installment.id"), primary_key=True)
    outbound_message_id: Mapped[int] = mapped_column(ForeignKey("outbound_message.id"), unique=True)
