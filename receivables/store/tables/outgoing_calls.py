"""Calls that we place for representatives."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Enum, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.domain.outgoing_calls import CallResult, OutgoingCallState, Voicemail
from receivables.store.base import Base
from receivables.store.tables.contacts import ContactAttempt
from receivables.store.tables.staff import StaffAccount

_STATE = Enum(OutgoingCallState, native_enum=False, length=20)
_RESULT = Enum(CallResult, native_enum=False, length=20)
_VOICEMAIL = Enum(Voicemail, native_enum=False, length=20)


class OutgoingCall(Base):
    """One call to a person's `phone`, by way of the representative's own (`staff_phone`).

    `call_sid` is the carrier's of the representative's leg, `patient_call_sid` of the person's,
    `patient_status` how that leg stands in the carrier's words, `answered_by` what its detection of
    machines heard. `attempt_id`: the contact it came to, once the person's number was dialled.
    `refused_by`: the rule that forbade it. A worker that places it holds a lease.
    """

    __tablename__ = "outgoing_call"
    __table_args__ = (Index("ix_outgoing_call_state_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    staff_phone: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    person_asked_at: Mapped[dt.datetime | None]
    requested_at: Mapped[dt.datetime]
    state: Mapped[OutgoingCallState] = mapped_column(_STATE, default=OutgoingCallState.REQUESTED)
    state_at: Mapped[dt.datetime]
    result: Mapped[CallResult | None] = mapped_column(_RESULT)
    call_sid: Mapped[str | None] = mapped_column(unique=True)
    patient_call_sid: Mapped[str | None]
    patient_status: Mapped[str | None]
    answered_by: Mapped[str | None]
    voicemail: Mapped[Voicemail | None] = mapped_column(_VOICEMAIL)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("contact_attempt.id"), unique=True)
    error_code: Mapped[str | None]
    refused_by: Mapped[str | None]
    leased_until: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)

    staff: Mapped[StaffAccount] = relationship()
    attempt: Mapped[ContactAttempt | None] = relationship()
