"""Counts tries to get in. A try counts as a failure from its start until it has succeeded."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.policy.entry import may_try
from receivables.store.tables import EntryAttempt


class TooManyAttempts(PermissionError):
    """Too many wrong tries lately; the next ones are not even looked at."""


def begin_attempt(
    session: Session, place: str, window: dt.timedelta, now: dt.datetime
) -> EntryAttempt:
    """Write a try down before it is judged. Raises TooManyAttempts, which writes nothing."""
    failures = select(func.count(EntryAttempt.id)).where(
        EntryAttempt.place == place,
        EntryAttempt.succeeded.is_(False),
        EntryAttempt.attempted_at > max(now - window, _last_success(session, place)),
    )
    if not may_try(session.scalar(failures) or 0):
        raise TooManyAttempts(place)
    attempt = EntryAttempt(place=place, succeeded=False, attempted_at=now)
    session.add(attempt)
    session.flush()
    return attempt


def _last_success(session: Session, place: str) -> dt.datetime:
    last = session.scalar(
        select(EntryAttempt.attempted_at)
        .where(EntryAttempt.place == place, EntryAttempt.succeeded.is_(True))
        .order_by(EntryAttempt.id.desc())
        .limit(1)
    )
    return last or dt.datetime.min.replace(tzinfo=dt.UTC)
