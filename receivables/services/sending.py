"""May a text go out at this moment, and what became of it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.services.consents import is_opted_out, record_consent
from receivables.services.holds import active_holds
from receivables.store.tables import OutboundMessage, OutboundState

# The one text that may follow an opt-out (compliance C6).
OPT_OUT_CONFIRMATION = "opt_out_confirmation"
# Purposes that answer the person; everything else is a notice of ours, which holds forbid (D4).
ANSWERS = frozenset(
    {"reply", "help", "opt_in_confirmation", OPT_OUT_CONFIRMATION, "handoff_returned", "person"}
)
MOST_ATTEMPTS = 8
OPTED_OUT_AT_CARRIER = "21610"

RANK = {
    OutboundState.PENDING: 0,
    OutboundState.SENDING: 1,
    OutboundState.QUEUED: 2,
    OutboundState.SENT: 3,
    OutboundState.DELIVERED: 4,
    OutboundState.UNDELIVERED: 4,
    OutboundState.FAILED: 4,
    OutboundState.WITHDRAWN: 4,
}


class Verdict(StrEnum):
    """What to do with a text just taken from the outbox."""

    SEND = "send"
    FIND = "find"  # its outcome is unknown: ask the carrier first
    FIND_ONLY = "find_only"  # the same, but it may no longer be sent
    NOTHING = "nothing"


def judge(session: Session, message: OutboundMessage, now: dt.datetime) -> Verdict:
    """Decide on a claimed text, and mark it as being sent or as withdrawn or given up.

    Consent and holds are read here, at the moment of sending, not when it was written (C7).
    """
    unknown = message.state is OutboundState.SENDING
    allowed = _allowed(session, message)
    if unknown:
        return Verdict.FIND if allowed else Verdict.FIND_ONLY
    if not allowed:
        _end(message, OutboundState.WITHDRAWN, now)
        return Verdict.NOTHING
    message.state = OutboundState.SENDING
    message.state_at = now
    return Verdict.SEND


def _allowed(session: Session, message: OutboundMessage) -> bool:
    conversation = message.conversation
    if message.purpose == OPT_OUT_CONFIRMATION:
        return True
    if is_opted_out(session, conversation.phone, conversation.channel):
        return False
    return message.purpose in ANSWERS or not active_holds(session, conversation.phone)


def record_sent(session: Session, message_id: int, provider_sid: str, now: dt.datetime) -> None:
    """The carrier has the text under this SID. A delivery report may have come before."""
    message = session.get_one(OutboundMessage, message_id, with_for_update=True)
    message.provider_sid = provider_sid
    message.error_code = None
    if RANK[message.state] < RANK[OutboundState.QUEUED]:
        _end(message, OutboundState.QUEUED, now)


def record_failed(session: Session, message_id: int, error_code: str, now: dt.datetime) -> None:
    """The carrier refused the text for good; 21610 is the person's opt-out there (C7)."""
    message = session.get_one(OutboundMessage, message_id, with_for_update=True)
    message.error_code = error_code
    _end(message, OutboundState.FAILED, now)
    if error_code == OPTED_OUT_AT_CARRIER:
        _opt_out(session, message, now)


def record_withdrawn(session: Session, message_id: int, now: dt.datetime) -> None:
    """The carrier does not have the text, and it may no longer be sent."""
    message = session.get_one(OutboundMessage, message_id, with_for_update=True)
    _end(message, OutboundState.WITHDRAWN, now)


def send_later(session: Session, message_id: int, error_code: str, now: dt.datetime) -> None:
    """The carrier surely does not have the text: try again after a pause that grows, or give up."""
    message = session.get_one(OutboundMessage, message_id, with_for_update=True)
    message.error_code = error_code
    if message.attempts >= MOST_ATTEMPTS:
        _end(message, OutboundState.FAILED, now)
        return
    message.state = OutboundState.PENDING
    message.state_at = now
    message.leased_until = None
    message.not_before = now + pause_after(message.attempts)


def find_later(
    session: Session, message_id: int, error_code: str, now: dt.datetime, wait: dt.timedelta
) -> None:
    """Nobody knows whether the carrier has the text: ask it after `wait`, before anything else."""
    message = session.get_one(OutboundMessage, message_id, with_for_update=True)
    if message.state is OutboundState.SENDING:
        message.error_code = error_code
        message.leased_until = now + wait


def pause_after(attempts: int) -> dt.timedelta:
    """One second after the first attempt, doubling, five minutes at most."""
    return dt.timedelta(seconds=min(2.0 ** (attempts - 1), 300))


def sid_of(session: Session, message_id: int, found: list[str]) -> str | None:
    """Which of the SIDs found at the carrier is this text's; None when none can be.

    SIDs of other texts of ours are theirs, be the words the same. A delivery report may have
    told the SID while we were asking.
    """
    # One statement, one view: a report that lands between two would make our own SID another's.
    wanted = select(OutboundMessage.provider_sid, OutboundMessage.id).where(
        OutboundMessage.provider_sid.is_not(None),
        or_(OutboundMessage.id == message_id, OutboundMessage.provider_sid.in_(found)),
    )
    owners = dict(session.execute(wanted).all())
    reported = next((sid for sid, owner in owners.items() if owner == message_id), None)
    return reported or next((sid for sid in found if sid not in owners), None)


def _end(message: OutboundMessage, state: OutboundState, now: dt.datetime) -> None:
    message.state = state
    message.state_at = now
    message.leased_until = None


def _opt_out(session: Session, message: OutboundMessage, now: dt.datetime) -> None:
    conversation = message.conversation
    source = f"carrier:{OPTED_OUT_AT_CARRIER}"
    record_consent(session, conversation.phone, conversation.channel, False, source, now)
