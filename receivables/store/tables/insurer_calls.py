"""Calls to insurers about claims."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.billing import Encounter
from receivables.store.tables.protections import WorkItem
from receivables.store.tables.remittances import ClaimRecord
from receivables.store.tables.staff import StaffAccount


class InsurerCall(Base):
    """What an insurer said about a visit's claim, and what follows (the work item).

    `question_group` is that of data/scripts/insurer.yml, `next_step` an InsurerStep. Without a
    `claim_record` the insurer had not decided. `request_id` makes saving idempotent.
    """

    __tablename__ = "insurer_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    encounter_id: Mapped[int] = mapped_column(ForeignKey("encounter.id"), index=True)
    claim_record_id: Mapped[int | None] = mapped_column(ForeignKey("claim_record.id"))
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"))
    work_item_id: Mapped[int] = mapped_column(ForeignKey("work_item.id"))
    insurer: Mapped[str]
    question_group: Mapped[str]
    spoke_with: Mapped[str]
    reference: Mapped[str]
    said: Mapped[str]
    expected_on: Mapped[dt.date | None]
    next_step: Mapped[str]
    next_on: Mapped[dt.date]
    saved_at: Mapped[dt.datetime]
    request_id: Mapped[str] = mapped_column(unique=True)

    encounter: Mapped[Encounter] = relationship()
    claim: Mapped[ClaimRecord | None] = relationship()
    collector: Mapped[StaffAccount] = relationship()
    work: Mapped[WorkItem] = relationship()


class InsurerCallDraft(Base):
    """What a collector is typing in a call about a visit, until it is saved.

    `typed` has the form's fields as they stand; `once` names the form, so that a late word of one
    that was saved brings no draft back.
    """

    __tablename__ = "insurer_call_draft"

    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), primary_key=True)
    encounter_id: Mapped[int] = mapped_column(ForeignKey("encounter.id"), primary_key=True)
    claim_record_id: Mapped[int | None] = mapped_column(ForeignKey("claim_record.id"))
    once: Mapped[str]
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    typed_at: Mapped[dt.datetime]
