"""Calls on their way to the carrier: taken by one worker at a time, placed once.

The same law as the outbox: a call whose placing was cut off is looked for at the carrier before
it is placed again. A representative who asked minutes ago is not rung any more.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from receivables.domain.outgoing_calls import CallResult, OutgoingCallState, Voicemail
from receivables.policy.contact.facts import Refused
from receivables.services.contact_permission import permission
from receivables.services.outgoing_calls import contact_of
from receivables.services.sending import pause_after
from receivables.store.tables import OutgoingCall
from receivables.store.types import UtcMoment

SOON_ENOUGH = dt.timedelta(minutes=2)
_STATE, _leased = OutgoingCall.state, OutgoingCall.leased_until


class Verdict(StrEnum):
    """What to do with a call just taken."""

    PLACE = "place"
    FIND = "find"  # whether it was placed is unknown: ask the carrier first
    LEAVE_MESSAGE = "leave_message"
    NOTHING = "nothing"


def has_waiting(session: Session, now: dt.datetime) -> bool:
    """Whether any call may be taken: a cheap look before `claim_next`."""
    return session.scalar(_ANY, {"now": now}) is True


def claim_next(session: Session, now: dt.datetime, lease: dt.timedelta) -> OutgoingCall | None:
    """Take the oldest call that is to be placed, looked for, or has a message to be left."""
    wanted = select(OutgoingCall).where(_READY).order_by(OutgoingCall.id).limit(1)
    call = session.scalar(wanted.with_for_update(skip_locked=True), {"now": now})
    if call is not None:
        call.leased_until = now + lease
        call.attempts += 1
    return call


def judge(session: Session, call: OutgoingCall, now: dt.datetime) -> Verdict:
    """Decide on a call just taken; one that is too late, or forbidden by now, ends here."""
    if call.voicemail is Voicemail.DUE:
        return Verdict.LEAVE_MESSAGE
    if call.state is OutgoingCallState.PLACING:
        return Verdict.FIND
    if now - call.requested_at > SOON_ENOUGH:
        end_call(call, CallResult.NOT_PLACED, now)
        return Verdict.NOTHING
    decision = permission(session, call.phone, contact_of(call, now))
    if isinstance(decision, Refused):
        call.refused_by = decision.rule
        end_call(call, CallResult.REFUSED, now)
        return Verdict.NOTHING
    call.state, call.state_at = OutgoingCallState.PLACING, now
    return Verdict.PLACE


def record_placed(session: Session, call_id: int, call_sid: str, now: dt.datetime) -> None:
    """The carrier has the call under this SID. The carrier may have asked about it before."""
    call = locked(session, call_id)
    call.call_sid = call.call_sid or call_sid
    call.error_code = None
    if call.state in (OutgoingCallState.REQUESTED, OutgoingCallState.PLACING):
        call.state, call.state_at = OutgoingCallState.RINGING, now
        call.leased_until = None


def place_later(session: Session, call_id: int, error_code: str, now: dt.datetime) -> None:
    """The carrier surely does not have the call: it is placed after a pause, while soon enough."""
    call = locked(session, call_id)
    if call.state is OutgoingCallState.PLACING:
        call.error_code = error_code
        call.state, call.state_at = OutgoingCallState.REQUESTED, now
        call.leased_until = now + pause_after(call.attempts)


def find_later(session: Session, call_id: int, error_code: str, now: dt.datetime) -> None:
    """Nobody knows whether the carrier has the call: it is asked again after a pause."""
    call = locked(session, call_id)
    if call.state is OutgoingCallState.PLACING:
        call.error_code = error_code
        call.leased_until = now + pause_after(call.attempts + 2)


def record_not_placed(session: Session, call_id: int, error_code: str, now: dt.datetime) -> None:
    """The carrier refused the call for good."""
    call = locked(session, call_id)
    call.error_code = error_code
    end_call(call, CallResult.NOT_PLACED, now)


def record_message_left(session: Session, call_id: int) -> None:
    """The voicemail has our message, or the line was gone: nothing is tried again."""
    call = locked(session, call_id)
    call.voicemail, call.leased_until = Voicemail.LEFT, None


def sid_of(session: Session, call_id: int, found: list[str]) -> str | None:
    """Which of the SIDs found at the carrier is this call's; None when none can be."""
    wanted = select(OutgoingCall.call_sid, OutgoingCall.id).where(
        or_(OutgoingCall.id == call_id, OutgoingCall.call_sid.in_(found)),
        OutgoingCall.call_sid.is_not(None),
    )
    owners = dict(session.execute(wanted).all())
    reported = next((sid for sid, owner in owners.items() if owner == call_id), None)
    return reported or next((sid for sid in found if sid not in owners), None)


def end_call(call: OutgoingCall, result: CallResult, now: dt.datetime) -> None:
    """The call is over; the first moment stands."""
    if call.state is not OutgoingCallState.ENDED:
        call.state, call.state_at = OutgoingCallState.ENDED, now
    call.result = result
    if call.voicemail is not Voicemail.DUE:
        call.leased_until = None


def locked(session: Session, call_id: int) -> OutgoingCall:
    """The call as it stands now, kept from others until the transaction ends.

    Raises NoResultFound for an unknown id.
    """
    return session.get_one(OutgoingCall, call_id, with_for_update=True, populate_existing=True)


def _ready(now: ColumnElement[dt.datetime]) -> ColumnElement[bool]:
    free = or_(_leased.is_(None), _leased <= now)
    return or_(
        and_(_STATE == OutgoingCallState.REQUESTED, free),
        and_(_STATE == OutgoingCallState.PLACING, _leased <= now),
        and_(OutgoingCall.voicemail == Voicemail.DUE, free),
    )


_READY = _ready(bindparam("now", type_=UtcMoment()))
_ANY = select(exists().where(_READY))
