"""The last word on whether a number may be contacted; every word before it is kept."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.services.outbox import withdraw_pending
from receivables.store.tables import Consent


def is_opted_out(session: Session, phone: str, channel: str) -> bool:
    """Whether the last word of this number on this channel was a refusal (compliance C7)."""
    return last_refusal(session, phone, channel) is not None


def last_refusal(session: Session, phone: str, channel: str) -> Consent | None:
    """The refusal that stands; None when the last word was a consent, or there was none."""
    last = _last_word(session, phone, channel)
    return last if last is not None and not last.granted else None


def record_consent(
    session: Session, phone: str, channel: str, granted: bool, source: str, now: dt.datetime
) -> bool:
    """Record a consent or a refusal, with where it came from; True when it changes anything.

    Saying the same again adds nothing, so that one opt-out has one confirmation (C6). A refusal
    withdraws at once every text still waiting to be sent to the number (C5, C7).
    """
    last = _last_word(session, phone, channel)
    if last is not None and last.granted == granted:
        return False
    session.add(
        Consent(
            phone=phone,
            channel=channel,
            purpose="all",
            granted=granted,
            source=source,
            recorded_at=now,
        )
    )
    session.flush()
    if not granted:
        withdraw_pending(session, phone, channel, now)
    return True


def _last_word(session: Session, phone: str, channel: str) -> Consent | None:
    words = select(Consent).where(Consent.phone == phone, Consent.channel == channel)
    return session.scalar(words.order_by(Consent.id.desc()).limit(1))
