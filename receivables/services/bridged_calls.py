"""What becomes of a call that was placed, as the carrier reports it: accepted, answered, over.

The person is contacted when their number is dialled: there the gate is asked for the last time,
and there the attempt begins that counts (compliance T4).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.outgoing_calls import (
    OVER,
    CallResult,
    OutgoingCallState,
    Voicemail,
    is_later,
    is_machine,
    result_of,
)
from receivables.policy.contact.facts import Allowed, Outcome, Refused
from receivables.services.contact_attempts import record_attempt
from receivables.services.contact_permission import permission
from receivables.services.outgoing_calls import contact_of
from receivables.services.placing_calls import end_call, locked
from receivables.store.tables import OutgoingCall

# A busy line or a number that does not exist is no call that counts: 12 CFR 1006.14(b)(3)(iii).
_OUTCOMES = {
    CallResult.CONNECTED: Outcome.CONVERSATION,
    CallResult.VOICEMAIL: Outcome.VOICEMAIL,
    CallResult.BUSY: Outcome.NOT_CONNECTED,
    CallResult.UNREACHABLE: Outcome.NOT_CONNECTED,
}
_RINGING = (OutgoingCallState.REQUESTED, OutgoingCallState.PLACING, OutgoingCallState.RINGING)
_ACCEPTED = (OutgoingCallState.DIALLING, OutgoingCallState.SPEAKING)


def answered_by_staff(
    session: Session, call_id: int, call_sid: str, now: dt.datetime
) -> OutgoingCall | None:
    """The call whose representative's phone was answered; None when it is not this one any more.

    A second call under the same number, placed when the first was thought lost, goes nowhere.
    """
    call = locked(session, call_id)
    if call.call_sid not in (None, call_sid) or call.state is OutgoingCallState.ENDED:
        return None
    call.call_sid = call_sid
    if call.state in _RINGING:
        call.state, call.state_at, call.leased_until = OutgoingCallState.RINGING, now, None
    return call


def accept(session: Session, call: OutgoingCall, now: dt.datetime) -> Refused | None:
    """The representative accepted: the person's number may be dialled now, or is refused.

    Doing it again changes nothing.
    """
    if call.state in _ACCEPTED:
        return None
    decision = permission(session, call.phone, contact_of(call, now))
    if isinstance(decision, Refused):
        call.refused_by = decision.rule
        end_call(call, CallResult.REFUSED, now)
        return decision
    spoken = permission(session, call.phone, contact_of(call, now, artificial_voice=True))
    call.voicemail = Voicemail.ALLOWED if isinstance(spoken, Allowed) else None
    if call.attempt is None:
        attempt = record_attempt(session, call.phone, contact_of(call, now), Outcome.UNANSWERED)
        call.attempt_id = attempt.id
    else:  # a collector's call, which has its attempt already (services.begin_call)
        call.attempt.attempted_at, call.attempt.outcome = now, Outcome.UNANSWERED
    call.state, call.state_at = OutgoingCallState.DIALLING, now
    return None


def decline(call: OutgoingCall, now: dt.datetime) -> None:
    """The representative pressed no key, or another."""
    if call.state in _RINGING:
        end_call(call, CallResult.NOT_ACCEPTED, now)


def report_person(
    session: Session, call_id: int, leg_sid: str, status: str, now: dt.datetime
) -> OutgoingCall:
    """How the person's leg stands, in the carrier's words. In any order, and twice."""
    call = locked(session, call_id)
    if call.attempt_id is None or not is_later(status, call.patient_status):
        return call
    call.patient_status = status
    call.patient_call_sid = leg_sid or call.patient_call_sid
    if status == "in-progress" and call.state is OutgoingCallState.DIALLING:
        call.state, call.state_at = OutgoingCallState.SPEAKING, now
    _settle(call, now)
    return call


def report_answered_by(
    session: Session, call_id: int, leg_sid: str, answered_by: str, now: dt.datetime
) -> OutgoingCall:
    """Who answered, as the carrier's detection heard it. On a voicemail a message may be due."""
    call = locked(session, call_id)
    if call.attempt_id is None or call.answered_by is not None:
        return call
    call.answered_by = answered_by
    call.patient_call_sid = leg_sid or call.patient_call_sid
    ready = answered_by.startswith("machine_end")
    if ready and call.voicemail is Voicemail.ALLOWED and call.state in _ACCEPTED:
        call.voicemail, call.leased_until = Voicemail.DUE, None
    if is_machine(answered_by) and call.patient_status is None:
        call.patient_status = "in-progress"
    _settle(call, now)
    return call


def report_staff(
    session: Session, call_id: int, call_sid: str, status: str, now: dt.datetime
) -> None:
    """How the representative's leg stands: its end is the end of the call."""
    call = locked(session, call_id)
    if status not in OVER or call.call_sid not in (None, call_sid):
        return
    call.call_sid = call_sid
    decline(call, now)
    if call.state in _ACCEPTED:
        end_call(call, result_of(call.patient_status, call.answered_by) or CallResult.GIVEN_UP, now)


def _settle(call: OutgoingCall, now: dt.datetime) -> None:
    """What came of it, on the row and on the attempt that counts."""
    result = result_of(call.patient_status, call.answered_by)
    if result is None or call.attempt is None:
        return
    call.attempt.outcome = _OUTCOMES.get(result, Outcome.UNANSWERED)
    if call.patient_status in OVER or call.state is OutgoingCallState.ENDED:
        end_call(call, result, now)
