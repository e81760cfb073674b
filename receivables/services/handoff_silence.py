"""Conversations whose patient went silent: given back to the assistant after a while, by rule.

A person answered, the patient wrote nothing since (policy file, `office.abandon_after_hours`), and
no call to them is planned. The patient is told, as whenever a person gives back.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.handoffs import HandoffDisposition, HandoffState
from receivables.policy.figures import load_policy
from receivables.services.audit_trail import record_act
from receivables.services.handoffs import give_back
from receivables.settings import settings
from receivables.store.tables import Author, Handoff, InboundMessage, OutboundMessage


def has_silent(session: Session, now: dt.datetime) -> bool:
    """Whether any patient has been silent for too long: a cheap look."""
    return session.scalar(select(exists().where(*_silent(now)))) is True


def abandon_next(session: Session, now: dt.datetime) -> Handoff | None:
    """Give the next such conversation back, once; written down as nobody's act.

    Safe with several workers.
    """
    wanted = select(Handoff).where(*_silent(now)).order_by(Handoff.id)
    handoff = session.scalar(wanted.limit(1).with_for_update(skip_locked=True))
    if handoff is None:
        return None
    ended = HandoffDisposition.NO_ANSWER
    give_back(session, handoff.id, now, ended)
    details = {"disposition": ended.value, "by": "silence"}
    record_act(session, None, Act.GIVE_BACK, now, handoff.conversation_id, details=details)
    return handoff


def _silent(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    hours = load_policy(settings().policy_file).office.abandon_after_hours
    answered = _last_answer().scalar_subquery()
    wrote_since = exists().where(
        InboundMessage.conversation_id == Handoff.conversation_id,
        InboundMessage.received_at >= answered,
    )
    return (
        Handoff.state == HandoffState.ACCEPTED,
        Handoff.accepted_at <= now - dt.timedelta(hours=hours),
        answered <= now - dt.timedelta(hours=hours),
        or_(Handoff.callback_at.is_(None), Handoff.callback_at <= now),
        ~wrote_since,
    )


def _last_answer() -> Select[dt.datetime | None]:
    return (
        select(func.max(OutboundMessage.created_at))
        .where(
            OutboundMessage.conversation_id == Handoff.conversation_id,
            OutboundMessage.author == Author.REPRESENTATIVE,
        )
        .correlate(Handoff)
    )
