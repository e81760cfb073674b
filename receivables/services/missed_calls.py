"""Calls that people were told to expect and that nobody made: supervisors hear of it, once."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN
from receivables.policy.contact.facts import Channel
from receivables.policy.figures import load_policy
from receivables.services.handoff_reminders import tell_supervisors
from receivables.settings import settings
from receivables.store.tables import ContactAttempt, Conversation, Handoff


def has_missed(session: Session, now: dt.datetime) -> bool:
    """Whether any call was missed that nobody was told of: a cheap look."""
    return session.scalar(select(exists().where(*_missed(now)))) is True


def escalate_missed(session: Session, now: dt.datetime) -> Handoff | None:
    """Mark the next handoff whose call was missed, and tell supervisors. Safe with several
    workers."""
    wanted = select(Handoff).where(*_missed(now)).order_by(Handoff.callback_at, Handoff.id)
    handoff = session.scalar(wanted.limit(1).with_for_update(skip_locked=True))
    if handoff is None or handoff.callback_at is None:
        return None
    handoff.escalated_at = now
    at = handoff.callback_at
    tell_supervisors(session, handoff, "utter_representative_on_call_missed", at, now)
    return handoff


def _missed(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """Open, past the moment by the minutes of policy (`office.warn_before_minutes`), and nobody has
    dialled since staff were reminded."""
    late = dt.timedelta(minutes=load_policy(settings().policy_file).office.warn_before_minutes)
    dialled = (
        select(ContactAttempt.id)
        .join(Conversation, Conversation.phone == ContactAttempt.phone)
        .where(
            Conversation.id == Handoff.conversation_id,
            ContactAttempt.channel == Channel.VOICE,
            ContactAttempt.attempted_at
            >= func.coalesce(Handoff.callback_reminded_at, Handoff.callback_at),
        )
    )
    return (
        Handoff.state.in_(OPEN),
        Handoff.callback_at <= now - late,
        or_(Handoff.escalated_at.is_(None), Handoff.escalated_at < Handoff.callback_at),
        ~dialled.correlate(Handoff).exists(),
    )
