"""What staff are reminded of in the console: promises and calls that are due soon, or overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN, WAITING
from receivables.policy.figures import load_policy
from receivables.services.call_moments import CALLBACK
from receivables.services.clock import organisation_date
from receivables.settings import settings
from receivables.store.tables import Conversation, Handoff, WorkItem

MOST_CALLS = 8  # the most pressing; the rest stands in the list


@dataclass(frozen=True, slots=True)
class DueCall:
    """A call that somebody waits for. `late`: its moment has passed."""

    conversation_id: str
    phone: str
    at: dt.datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Due:
    """How many promises break within the minutes of policy (`office.remind_before_minutes`), and
    how many of them are about to or have broken; which calls are due; how many callbacks that
    collectors noted are due today."""

    promises: int
    breaking: int
    calls: Sequence[DueCall]
    callbacks: int


def due_soon(session: Session, now: dt.datetime, staff_id: int | None = None) -> Due:
    """What is due soon, or was. `staff_id`: calls of colleagues' conversations are left out."""
    office = load_policy(settings().policy_file).office
    waits = Handoff.state.in_(WAITING)
    soon, nearly = (
        now + dt.timedelta(minutes=minutes)
        for minutes in (office.remind_before_minutes, office.warn_before_minutes)
    )
    counted = (
        func.count().filter(and_(waits, Handoff.answer_by <= soon)),
        func.count().filter(and_(waits, Handoff.answer_by <= nearly)),
        _callbacks(now).scalar_subquery(),
    )
    row = session.execute(select(*counted).where(Handoff.state.in_(OPEN))).one()
    promises, breaking, callbacks = row
    return Due(promises, breaking, _calls(session, soon, now, staff_id), callbacks)


def _calls(
    session: Session, soon: dt.datetime, now: dt.datetime, staff_id: int | None
) -> list[DueCall]:
    mine = or_(Handoff.state.in_(WAITING), Handoff.accepted_by_id == staff_id)
    wanted = (
        select(Conversation.id, Conversation.phone, Handoff.callback_at)
        .join(Handoff, Handoff.conversation_id == Conversation.id)
        .where(Handoff.state.in_(OPEN), Handoff.callback_at <= soon)
    )
    if staff_id is not None:
        wanted = wanted.where(mine)
    rows = session.execute(wanted.order_by(Handoff.callback_at).limit(MOST_CALLS))
    return [DueCall(talk, phone, at, at < now) for talk, phone, at in rows if at is not None]


def _callbacks(now: dt.datetime) -> Select[int]:
    return select(func.count(WorkItem.id)).where(
        WorkItem.kind == CALLBACK,
        WorkItem.closed_at.is_(None),
        WorkItem.due_on <= organisation_date(now),
    )
