"""Reminding staff by text, before a promise breaks and before a call they owe is due.

The console shows the same in its inbox (services.handoff_inbox). Texts go to those on call alone:
the one who was told of the conversation, else the least busy; supervisors hear when a promise is
about to break. Each reminder once.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN, WAITING
from receivables.domain.roles import Role
from receivables.policy.figures import OfficeFigures, load_policy
from receivables.services.clock import moment_said
from receivables.services.consents import is_opted_out
from receivables.services.on_call import LANGUAGE, about, least_busy, on_call_people, text_staff
from receivables.settings import settings
from receivables.store.tables import Handoff, OnCallThread, StaffAccount
from receivables.wording import say


def has_due(session: Session, now: dt.datetime) -> bool:
    """Whether anybody is to be reminded of anything: a cheap look."""
    return session.scalar(select(exists().where(or_(_promise(now), _call(now))))) is True


def remind_next(session: Session, now: dt.datetime) -> Handoff | None:
    """Remind of the next promise or call that is due soon, once. Safe with several workers."""
    due = or_(_promise(now), _call(now))
    wanted = select(Handoff).where(due).order_by(Handoff.answer_by, Handoff.id)
    handoff = session.scalar(wanted.limit(1).with_for_update(skip_locked=True))
    if handoff is None:
        return None
    figures = _figures()
    soon = dt.timedelta(minutes=figures.remind_before_minutes)
    if (
        handoff.callback_at
        and not handoff.callback_reminded_at
        and handoff.callback_at - soon <= now
    ):
        handoff.callback_reminded_at = now
        _tell(session, handoff, "utter_representative_on_call_call_due", handoff.callback_at, now)
    else:
        handoff.reminded_at = now
        _tell(
            session, handoff, "utter_representative_on_call_reminder", handoff.answer_by or now, now
        )
    return handoff


def tell_supervisors(
    session: Session, handoff: Handoff, response: str, by: dt.datetime, now: dt.datetime
) -> None:
    """Tell every supervisor on call what is about to break, or has: due by a moment."""
    words = say(response, LANGUAGE, by=moment_said(by, LANGUAGE), **about(session, handoff))
    for staff in on_call_people(session):
        if staff.role in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            _text(session, handoff, staff, words, now)


def _tell(
    session: Session, handoff: Handoff, response: str, at: dt.datetime, now: dt.datetime
) -> None:
    told = select(OnCallThread).where(OnCallThread.handoff_id == handoff.id)
    thread = session.scalar(told)
    staff = thread.staff if thread is not None else least_busy(session)
    if staff is None:
        return
    number = f"#{thread.id}: " if thread is not None else ""
    values = {"number": number, "at": moment_said(at, LANGUAGE), **about(session, handoff)}
    _text(session, handoff, staff, say(response, LANGUAGE, **values), now)


def _text(
    session: Session, handoff: Handoff, staff: StaffAccount, words: str, now: dt.datetime
) -> None:
    if staff.phone and not is_opted_out(session, staff.phone, "sms"):
        text_staff(session, handoff, staff, words, now)


def _promise(now: dt.datetime) -> ColumnElement[bool]:
    limit = now + dt.timedelta(minutes=_figures().remind_before_minutes)
    return and_(
        Handoff.state.in_(WAITING), Handoff.reminded_at.is_(None), Handoff.answer_by <= limit
    )


def _call(now: dt.datetime) -> ColumnElement[bool]:
    limit = now + dt.timedelta(minutes=_figures().remind_before_minutes)
    return and_(
        Handoff.state.in_(OPEN),
        Handoff.callback_reminded_at.is_(None),
        Handoff.callback_at <= limit,
    )


def _figures() -> OfficeFigures:
    return load_policy(settings().policy_file).office
