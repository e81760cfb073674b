"""Calls that collectors make."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Enum, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.domain.call_flow import CallState
from receivables.store.base import Base
from receivables.store.tables.contacts import ContactAttempt
from receivables.store.tables.people import Guarantor
from receivables.store.tables.staff import StaffAccount


class CollectorCall(Base):
    """One call of a collector to a guarantor, kept while it goes on: no window holds anything.

    It has a conversation of its own (channel `voice`), for the answers that prove who is on the
    line and for notes. `said` are the disclosures made, in order; `proved_by` names what the
    person proved themselves with, never a value; `objections` those that were heard; `happened`
    what happened, for the notes: a code, a moment, and codes or numbers; `typed` the ending's
    form as it stands, until it is saved, `wished` the calculator's until it is agreed on.
    `debt_collector` and `told_before` are as of the call's beginning, `recorded` too until
    somebody declines it (policy.call_progress).
    """

    __tablename__ = "collector_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), unique=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"), index=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    contact_attempt_id: Mapped[int] = mapped_column(ForeignKey("contact_attempt.id"), unique=True)
    phone: Mapped[str]
    language: Mapped[str]
    purpose: Mapped[str]
    state: Mapped[CallState] = mapped_column(Enum(CallState, native_enum=False, length=20))
    verified: Mapped[bool] = mapped_column(default=False)
    recorded: Mapped[bool] = mapped_column(default=False)
    debt_collector: Mapped[bool] = mapped_column(default=False)
    told_before: Mapped[bool] = mapped_column(default=False)
    said: Mapped[list[Any]] = mapped_column(default=list)
    proved_by: Mapped[list[Any]] = mapped_column(default=list)
    objections: Mapped[list[Any]] = mapped_column(default=list)
    happened: Mapped[list[Any]] = mapped_column(default=list)
    notes: Mapped[str | None]
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    wished: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    disposition: Mapped[str | None]
    next_contact_at: Mapped[dt.datetime | None]

    guarantor: Mapped[Guarantor] = relationship()
    collector: Mapped[StaffAccount] = relationship()
    attempt: Mapped[ContactAttempt] = relationship()
