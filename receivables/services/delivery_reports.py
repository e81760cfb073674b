"""What the carrier reports of a text it has: states only ever move on (compliance 2a)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.services.sending import OPTED_OUT_AT_CARRIER, RANK, record_failed
from receivables.store.tables import OutboundMessage, OutboundState

STATES = {
    "accepted": OutboundState.QUEUED,
    "scheduled": OutboundState.QUEUED,
    "queued": OutboundState.QUEUED,
    "sending": OutboundState.QUEUED,
    "sent": OutboundState.SENT,
    "delivered": OutboundState.DELIVERED,
    "read": OutboundState.DELIVERED,
    "partially_delivered": OutboundState.DELIVERED,
    "undelivered": OutboundState.UNDELIVERED,
    "failed": OutboundState.FAILED,
    "canceled": OutboundState.FAILED,
}


def record_report(
    session: Session,
    provider_sid: str,
    status: str,
    error_code: str | None,
    now: dt.datetime,
    message_id: int | None = None,
) -> bool:
    """Record a delivery report. False when the text or the status is unknown.

    `message_id` is the number of the text in our own store, which the report's address carries:
    with it a report that overtakes our own record of sending names the text all the same.
    """
    message = _reported(session, provider_sid, message_id)
    state = STATES.get(status)
    if message is None or state is None:
        return False
    message.provider_sid = provider_sid
    if RANK[state] > RANK[message.state]:
        message.state = state
        message.state_at = now
        message.leased_until = None
        message.error_code = error_code
        if error_code == OPTED_OUT_AT_CARRIER:
            record_failed(session, message.id, error_code, now)
    return True


def _reported(session: Session, sid: str, message_id: int | None) -> OutboundMessage | None:
    wanted = select(OutboundMessage).where(OutboundMessage.provider_sid == sid).with_for_update()
    message = session.scalar(wanted)
    if message is not None or message_id is None:
        return message
    named = session.get(OutboundMessage, message_id, with_for_update=True)
    return named if named is not None and named.provider_sid is None else None
