"""Conversations that an on-call representative has by text."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.handoffs import Handoff
from receivables.store.tables.staff import StaffAccount


class OnCallThread(Base):
    """A handoff that an on-call representative was told of; `id` is the number in `#12`.

    A handoff has one thread. Plain texts go to the one that is `chosen`, of which each person has
    at most one. `relayed_up_to` is the latest text of theirs (its id) that was passed on.
    """

    __tablename__ = "on_call_thread"

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"), unique=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    opened_at: Mapped[dt.datetime]
    chosen: Mapped[bool] = mapped_column(default=False)
    relayed_up_to: Mapped[int] = mapped_column(default=0)

    handoff: Mapped[Handoff] = relationship()
    staff: Mapped[StaffAccount] = relationship()
