"""What staff are reminded of in the console: promises and calls that are due soon, or overdue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN, WAITING
from receivables.policy.figures import load_policy
from receivables.settings import settings
from receivables.store.tables import Handoff


@dataclass(frozen=True, slots=True)
class Due:
    """How many promises break within the minutes of policy (`office.remind_before_minutes`), how
    many of them are about to or have broken, and how many calls are due."""

    promises: int
    breaking: int
    calls: int


def due_soon(session: Session, now: dt.datetime) -> Due:
    """What is due soon, or was."""
    office = load_policy(settings().policy_file).office
    waits = Handoff.state.in_(WAITING)
    soon, nearly = (
        now + dt.timedelta(minutes=minutes)
        for minutes in (office.remind_before_minutes, office.warn_before_minutes)
    )
    counted = (
        func.count().filter(and_(waits, Handoff.answer_by <= soon)),
        func.count().filter(and_(waits, Handoff.answer_by <= nearly)),
        func.count().filter(Handoff.callback_at <= soon),
    )
    row = session.execute(select(*counted).where(Handoff.state.in_(OPEN))).one()
    return Due(*row)
