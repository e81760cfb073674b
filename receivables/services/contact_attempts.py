"""Every contact that we try unasked is a row, so that frequency can be counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Attempt, Outcome, ProposedContact
from receivables.store.tables import ContactAttempt

# The longest span that any rule counts over.
COUNTED = dt.timedelta(days=31)


def record_attempt(
    session: Session,
    phone: str,
    contact: ProposedContact,
    outcome: Outcome,
    outbound_message_id: int | None = None,
) -> ContactAttempt:
    """Record a contact that is being made. A text tried again moves its row to the later moment."""
    known = _of_text(session, outbound_message_id)
    if known is not None:
        known.attempted_at, known.outcome = contact.at, outcome
        return known
    attempt = ContactAttempt(
        phone=phone,
        channel=contact.channel,
        purpose=contact.purpose,
        outcome=outcome,
        requested=contact.requested_at is not None,
        attempted_at=contact.at,
        outbound_message_id=outbound_message_id,
    )
    session.add(attempt)
    session.flush()
    return attempt


def record_not_connected(session: Session, outbound_message_id: int) -> None:
    """The text never reached the network: it does not count (compliance T4)."""
    attempt = _of_text(session, outbound_message_id)
    if attempt is not None:
        attempt.outcome = Outcome.NOT_CONNECTED


def attempts_to(
    session: Session,
    phones: Collection[str],
    since: dt.datetime,
    leaving_out: int | None = None,
) -> tuple[Attempt, ...]:
    """The attempts to any of these numbers from a moment on, oldest first.

    `leaving_out`: a text in the outbox whose own row is not looked at.
    """
    wanted = select(ContactAttempt).where(
        ContactAttempt.phone.in_(phones),
        ContactAttempt.attempted_at >= since,
    )
    if leaving_out is not None:
        own = ContactAttempt.outbound_message_id
        wanted = wanted.where(or_(own.is_(None), own != leaving_out))
    rows = session.scalars(wanted.order_by(ContactAttempt.attempted_at, ContactAttempt.id))
    return tuple(
        Attempt(row.channel, row.attempted_at, row.outcome, row.purpose, row.requested)
        for row in rows
    )


def _of_text(session: Session, outbound_message_id: int | None) -> ContactAttempt | None:
    if outbound_message_id is None:
        return None
    wanted = select(ContactAttempt).filter_by(outbound_message_id=outbound_message_id)
    return session.scalar(wanted)
