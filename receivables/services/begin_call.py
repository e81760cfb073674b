"""A collector begins a call: the rules on contact first, and the attempt counts from here."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from receivables.domain.call_flow import CallState, CallStep
from receivables.policy.contact.facts import Outcome, Refused
from receivables.policy.figures import load_policy
from receivables.services.call_check import check_call
from receivables.services.collector_calls import note_down, open_call_with, open_calls_of
from receivables.services.contact_attempts import record_attempt
from receivables.services.conversations import conversation_for
from receivables.services.debt_disclosures import told_of_debt
from receivables.services.handoff_steps import NotAllowed
from receivables.services.outgoing_calls import request_bridge
from receivables.settings import settings
from receivables.store.tables import CollectorCall, ContactAttempt, Guarantor, StaffAccount


def begin_call(
    session: Session,
    guarantor_id: int,
    staff_id: int,
    now: dt.datetime,
    *,
    by_button: bool = False,
) -> CollectorCall:
    """Start the clock of a call to a guarantor; a call of the collector with them goes on.

    Dialled by hand it counts at once. `by_button`: the collector's own telephone rings first
    (services.outgoing_calls), and the attempt counts once the person's number is dialled.
    Raises NotAllowed when a rule on contact refuses, when a colleague has a call with the person,
    or when the collector is on the line with somebody else; NoResultFound for an unknown person.
    """
    person = session.get_one(Guarantor, guarantor_id, with_for_update=True)
    there = open_call_with(session, guarantor_id)
    if there is not None:
        return _own(session, there, staff_id)
    if any(call.ended_at is None for call in open_calls_of(session, staff_id)):
        raise NotAllowed("You are in another call. End that one first.")
    check = check_call(session, person, now)
    if isinstance(check.decision, Refused):
        raise NotAllowed(f"No call now ({check.decision.rule}): {check.decision.why}.")
    dialled = Outcome.NOT_CONNECTED if by_button else Outcome.UNANSWERED
    attempt = record_attempt(session, person.phone, check.contact, dialled)
    if by_button:
        bridge = request_bridge(session, staff_id, person.phone, check.contact.purpose, now)
        bridge.person_asked_at = check.contact.requested_at
        bridge.attempt_id = attempt.id
    policy = load_policy(settings().policy_file)
    call = opened_call(
        session,
        person,
        staff_id,
        attempt,
        now,
        recorded=policy.calls.recorded,
        debt_collector=policy.contact.debt_collector,
    )
    session.flush()
    return call


def opened_call(
    session: Session,
    person: Guarantor,
    staff_id: int,
    attempt: ContactAttempt,
    now: dt.datetime,
    *,
    recorded: bool,
    debt_collector: bool,
) -> CollectorCall:
    """A call that rings, whose attempt is counted already. No rule is asked: `begin_call` does."""
    call = CollectorCall(
        conversation_id=_conversation(session, person, now),
        guarantor_id=person.id,
        staff_account_id=staff_id,
        contact_attempt_id=attempt.id,
        phone=person.phone,
        language=person.language,
        purpose=attempt.purpose,
        state=CallState.OPENING,
        recorded=recorded,
        debt_collector=debt_collector,
        told_before=told_of_debt(session, person.id),
        said=[],
        proved_by=[],
        objections=[],
        happened=[],
        started_at=now,
    )
    note_down(call, CallStep.START.value, now)
    session.add(call)
    return call


def _own(session: Session, call: CollectorCall, staff_id: int) -> CollectorCall:
    if call.staff_account_id != staff_id:
        name = session.get_one(StaffAccount, call.staff_account_id).name
        raise NotAllowed(f"{name} has a call with this person that is not wrapped up.")
    return call


def _conversation(session: Session, person: Guarantor, now: dt.datetime) -> str:
    ours = load_policy(settings().policy_file).organisation.callback_phone
    own = f"collector:{uuid.uuid4().hex}"
    talk = conversation_for(
        session, "voice", person.phone, ours, settings().secret_key, now, call_sid=own
    )
    talk.language = person.language
    return talk.id
