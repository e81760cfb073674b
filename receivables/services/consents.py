"""The last word on whether a number may be contacted; every word before it is kept."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.policy.contact.facts import EVERY_PURPOSE
from receivables.services.outbox import withdraw_pending
from receivables.store.tables import Consent


def is_opted_out(session: Session, phone: str, channel: str, purpose: str = EVERY_PURPOSE) -> bool:
    """Whether the last word of this number on this channel was a refusal (compliance C7)."""
    return last_refusal(session, phone, channel, purpose) is not None


def last_refusal(
    session: Session, phone: str, channel: str, purpose: str = EVERY_PURPOSE
) -> Consent | None:
    """The refusal that stands; None when the last word was a consent, or there was none.

    A word for every purpose is about each of them (`policy.contact.opt_out`).
    """
    last = _last_word(session, phone, channel, {purpose, EVERY_PURPOSE})
    return last if last is not None and not last.granted else None


def record_consent(
    session: Session,
    phone: str,
    channel: str,
    granted: bool,
    source: str,
    now: dt.datetime,
    purpose: str = EVERY_PURPOSE,
) -> bool:
    """Record a consent or a refusal, with where it came from; True when it changes anything.

    Saying the same again adds nothing, so that one opt-out has one confirmation (C6). A refusal
    of everything withdraws at once every text still waiting to be sent to the number (C5, C7);
    one of a single purpose is found at the moment of sending.
    """
    if _says_already(session, phone, channel, granted, purpose):
        return False
    session.add(
        Consent(
            phone=phone,
            channel=channel,
            purpose=purpose,
            granted=granted,
            source=source,
            recorded_at=now,
        )
    )
    session.flush()
    if not granted and purpose == EVERY_PURPOSE:
        withdraw_pending(session, phone, channel, now=now)
    return True


def _says_already(session: Session, phone: str, channel: str, granted: bool, purpose: str) -> bool:
    last = _last_word(session, phone, channel, {purpose, EVERY_PURPOSE})
    if last is None or last.granted != granted:
        return False
    # A word for everything says more than one for a purpose, and undoes later ones for purposes.
    newest = _last_word(session, phone, channel)
    return purpose != EVERY_PURPOSE or newest is last


def _last_word(
    session: Session, phone: str, channel: str, purposes: set[str] | None = None
) -> Consent | None:
    words = select(Consent).where(Consent.phone == phone, Consent.channel == channel)
    if purposes is not None:
        words = words.where(Consent.purpose.in_(purposes))
    return session.scalar(words.order_by(Consent.id.desc()).limit(1))
