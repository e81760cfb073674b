"""May a text go out at this moment, and what became of it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.policy.contact import facts
from receivables.policy.contact.facts import Channel, Outcome, ProposedContact, Refused
from receivables.services.consents import record_consent
from receivables.services.contact_attempts import record_attempt, record_not_connected
from receivables.services.contact_permission import permission
from receivables.store.tables import OutboundMessage, OutboundState

# The one text that may follow an opt-out (compliance C6).
OPT_OUT_CONFIRMATION = facts.OPT_OUT_CONFIRMATION
# Where to find help, for somebody in danger: no opt-out forbids it (47 CFR 64.1200(a)(1)).
SAFETY = facts.SAFETY
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
    """Decide on a claimed text: mark it as being sent, put it off, or withdraw it.

    The gate is asked here, at the moment of sending, not when the text was written (C7). What
    goes out unasked is recorded as an attempt, so that it counts (T4).
    """
    contact = _contact(message, now)
    refused = _refused(session, message, contact)
    if message.state is OutboundState.SENDING:
        return Verdict.FIND_ONLY if refused else Verdict.FIND
    if refused:
        _put_off(message, refused, now)
        return Verdict.NOTHING
    message.state = OutboundState.SENDING
    message.state_at = now
    if contact.is_outreach:
        record_attempt(session, message.conversation.phone, contact, Outcome.SENT, message.id)
    return Verdict.SEND


def _contact(message: OutboundMessage, now: dt.datetime) -> ProposedContact:
    return ProposedContact(Channel(message.conversation.channel), message.purpose, now)


def _refused(
    session: Session, message: OutboundMessage, contact: ProposedContact
) -> Refused | None:
    if message.not_after is not None and contact.at > message.not_after:
        return Refused("M7", "what it tells may be true no longer")
    decision = permission(session, message.conversation.phone, contact, leaving_out=message.id)
    return decision if isinstance(decision, Refused) else None


def _put_off(message: OutboundMessage, refused: Refused, now: dt.datetime) -> None:
    """Until the next allowed moment; for good when there is none, or it is then out of date."""
    message.refused_by = refused.rule
    last = message.not_after
    if refused.until is None or (last is not None and refused.until > last):
        _end(message, OutboundState.WITHDRAWN, now)
        return
    _end(message, OutboundState.PENDING, now)
    message.not_before = refused.until
    message.attempts = 0  # it is not being tried again: it must hold up no answer


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
    record_not_connected(session, message_id)
    if error_code == OPTED_OUT_AT_CARRIER:
        _opt_out(session, message, now)


def record_withdrawn(session: Session, message_id: int, now: dt.datetime) -> None:
    """The carrier does not have the text, and it may not be sent now: put off, or withdrawn."""
    message = session.get_one(OutboundMessage, message_id, with_for_update=True)
    record_not_connected(session, message_id)
    refused = _refused(session, message, _contact(message, now))
    if refused:
        _put_off(message, refused, now)
    else:
        _end(message, OutboundState.PENDING, now)


def send_later(session: Session, message_id: int, error_code: str, now: dt.datetime) -> None:
    """The carrier surely does not have the text: try again after a pause that grows, or give up."""
    message = session.get_one(OutboundMessage, message_id, with_for_update=True)
    message.error_code = error_code
    if message.attempts >= MOST_ATTEMPTS:
        _end(message, OutboundState.FAILED, now)
        record_not_connected(session, message_id)
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
