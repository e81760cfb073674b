"""Keeping the promise made to those who wait: escalation before it breaks, and calling back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import WAITING
from receivables.policy.figures import load_policy
from receivables.services.call_moments import CALLBACK, callable_moment
from receivables.services.consents import is_opted_out
from receivables.services.handoff_reminders import tell_supervisors
from receivables.services.outbox import enqueue
from receivables.settings import settings
from receivables.store.tables import Author, Conversation, Handoff
from receivables.wording import say

SOONEST_CALL = dt.timedelta(minutes=15)
DAYS_TRIED = 5  # a holiday and a weekend lie between, at most


def has_breaking(session: Session, now: dt.datetime) -> bool:
    """Whether any promise is about to break that nobody was told of: a cheap look."""
    return session.scalar(select(exists().where(*_breaking(now)))) is True


def escalate_next(session: Session, now: dt.datetime) -> Handoff | None:
    """Mark the next handoff whose promise is about to break, and offer the person a call, once.

    Safe with several workers. Nothing is texted to who opted out.
    """
    wanted = select(Handoff).where(*_breaking(now)).order_by(Handoff.answer_by, Handoff.id)
    handoff = session.scalar(wanted.limit(1).with_for_update(skip_locked=True))
    if handoff is None:
        return None
    handoff.escalated_at = now
    by = handoff.answer_by or now
    tell_supervisors(session, handoff, "utter_representative_on_call_breaking", by, now)
    talk = session.get_one(Conversation, handoff.conversation_id)
    if handoff.callback_at is None and not is_opted_out(session, talk.phone, talk.channel):
        words = say("utter_representative_late", talk.language)
        if talk.channel == "sms":  # who called is called back, not texted
            enqueue(session, talk.id, [words], Author.SYSTEM, "person", now)
    return handoff


def schedule_callback(
    session: Session, handoff: Handoff, now: dt.datetime, wished: dt.datetime | None = None
) -> dt.datetime | None:
    """When a person calls: while the office works, at a moment that the rules and the person's
    own wishes allow (policy.contact). None, and nothing scheduled, when there is no such moment.

    `wished`: the moment the person named (aware): then, at that time of the days after it, or as
    soon after it as is allowed. Asking again without one gives the moment that stands.
    """
    if wished is None and handoff.callback_at is not None and handoff.callback_at > now:
        return handoff.callback_at
    phone = session.get_one(Conversation, handoff.conversation_id).phone
    soonest = now + SOONEST_CALL
    first = max(wished or soonest, soonest)
    days = [first + dt.timedelta(days=later) for later in range(DAYS_TRIED if wished else 0)]
    found = (callable_moment(session, phone, day, CALLBACK, requested_at=now) for day in days)
    at = next((at for day, at in zip(days, found, strict=True) if at == day), None)
    at = at or callable_moment(session, phone, first, CALLBACK, requested_at=now)
    if at is not None:
        handoff.callback_at = at
        handoff.callback_reminded_at = None  # staff are reminded of the new moment too
    return at


def _breaking(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    office = load_policy(settings().policy_file).office
    limit = now + dt.timedelta(minutes=office.warn_before_minutes)
    return (
        Handoff.state.in_(WAITING),
        Handoff.escalated_at.is_(None),
        Handoff.answer_by <= limit,
    )
