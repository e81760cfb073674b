"""The audit trail: who of the staff looked at, or did, what."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.orm import Mapped, mapped_column

from receivables.store.append_only import append_only
from receivables.store.base import Base


class AuditEntry(Base):
    """One act, chained to the one before it (policy.audit_chain).

    It refers to no other table: what is written stands whatever becomes of the rows it names.
    `details` holds codes and numbers, never words of a person.
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    staff_account_id: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str]
    conversation_id: Mapped[str | None] = mapped_column(index=True)
    guarantor_id: Mapped[int | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]


append_only(cast(Table, AuditEntry.__table__), "number")
