"""Calls of patients that were passed on to representatives, one row for each who was rung."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.calls import PhoneCall
from receivables.store.tables.handoffs import Handoff
from receivables.store.tables.staff import StaffAccount


class TransferState(StrEnum):
    """ringing -> accepted -> ended; or not_accepted, or the caller hung up first."""

    RINGING = "ringing"
    ACCEPTED = "accepted"
    ENDED = "ended"
    NOT_ACCEPTED = "not_accepted"
    HUNG_UP = "hung_up"


class CallTransfer(Base):
    """A representative's phone (`phone`) that was rung for a call that goes on."""

    __tablename__ = "call_transfer"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(ForeignKey("phone_call.call_sid"), index=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"), index=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    phone: Mapped[str]
    state: Mapped[TransferState] = mapped_column(
        Enum(TransferState, native_enum=False, length=20), default=TransferState.RINGING
    )
    rung_at: Mapped[dt.datetime]
    accepted_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]

    call: Mapped[PhoneCall] = relationship()
    handoff: Mapped[Handoff] = relationship()
    staff: Mapped[StaffAccount] = relationship()
