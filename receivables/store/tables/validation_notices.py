"""Validation notices of a debt collector (compliance D2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.people import Guarantor
from receivables.store.tables.staff import StaffAccount


class ValidationNotice(Base):
    """The letter to one guarantor, with what it says; never changed once it was mailed.

    `mail_on` is the day its dates are computed from: mailed later, it would give too little time.
    `debts` are domain.validation_notice.ItemizedDebt, as kept.
    """

    __tablename__ = "validation_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"), unique=True)
    language: Mapped[str]
    address: Mapped[str]
    collector: Mapped[str]
    collector_address: Mapped[str]
    creditor: Mapped[str]
    debts: Mapped[list[Any]]
    mail_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"))
    prepared_at: Mapped[dt.datetime]
    mailed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_account.id"))
    mailed_at: Mapped[dt.datetime | None]

    guarantor: Mapped[Guarantor] = relationship()
    prepared_by: Mapped[StaffAccount] = relationship(foreign_keys=[prepared_by_id])
    mailed_by: Mapped[StaffAccount | None] = relationship(foreign_keys=[mailed_by_id])
