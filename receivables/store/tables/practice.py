"""Practice calls of collectors, with invented people, their rehearsals, and who was asked to make
one. Nothing here refers to an account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.staff import StaffAccount


class PracticeCall(Base):
    """One practice call. `scenario` and `state` are those of data/scripts/practice; `verified`: the
    person has told what proves who they are; `must_stop`: and what ends all asking for money.

    `lines` are what was said: by, words and, for the collector's, moves, verified and must_stop;
    for the person's, objection. `score` is the scorecard once the call is over.
    """

    __tablename__ = "practice_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    scenario: Mapped[str]
    state: Mapped[str]
    verified: Mapped[bool] = mapped_column(default=False)
    must_stop: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[Any]] = mapped_column(default=list)
    points: Mapped[int | None]
    failed: Mapped[bool | None]
    score: Mapped[list[Any]] = mapped_column(default=list)
    ending: Mapped[str | None]
    notes: Mapped[str | None]
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]

    collector: Mapped[StaffAccount] = relationship()


class PracticeRehearsal(Base):
    """The store that a practice call is made in, while it lasts (store.rehearsal).

    `revision` is that of its tables: one of an earlier version can't be gone on with.
    """

    __tablename__ = "practice_rehearsal"

    practice_call_id: Mapped[int] = mapped_column(
        ForeignKey("practice_call.id"), primary_key=True, autoincrement=False
    )
    revision: Mapped[str]
    content: Mapped[bytes]


class PracticeAssignment(Base):
    """A supervisor asks a collector to play a scenario; `practice_call_id` once it was begun."""

    __tablename__ = "practice_assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"))
    scenario: Mapped[str]
    assigned_at: Mapped[dt.datetime]
    practice_call_id: Mapped[int | None] = mapped_column(
        ForeignKey("practice_call.id"), unique=True
    )

    collector: Mapped[StaffAccount] = relationship(foreign_keys=[staff_account_id])
    supervisor: Mapped[StaffAccount] = relationship(foreign_keys=[assigned_by_id])
    call: Mapped[PracticeCall | None] = relationship()
