"""One call on one screen: what to say now, the matter, what is agreed on, and its wrapping up."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.domain.call_flow import SPOKEN, CallState, possible_steps
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Offer, Wish
from receivables.policy.call_progress import disclosures_due
from receivables.services.audit_trail import record_act
from receivables.services.call_account import call_facts
from receivables.services.call_agreements import arrangement_of_call
from receivables.services.call_words import CallWords
from receivables.services.clock import organisation_date
from receivables.services.collector_calls import may_be_told, progress, recording_just_declined
from receivables.services.notes import LONGEST_NOTE, notes_about
from receivables.services.practice import LONGEST_LINE
from receivables.services.staff_work import KINDS, LONGEST_WORK
from receivables.services.validation_notices import notice_standing
from receivables.services.work_items import open_work_items
from receivables.store.database import reading, transaction
from receivables.store.tables import CollectorCall
from web.console.calls.place import CallStore, call_address, talk_of
from web.console.staff import AtWork, StaffMember, may
from web.dependencies import Now
from web.rendering import page

router = APIRouter()
# The ending that a short path most likely has.
USUAL = {
    CallState.WRONG_PARTY.value: CallDisposition.WRONG_PARTY,
    CallState.THIRD_PARTY.value: CallDisposition.THIRD_PARTY,
    CallState.VOICEMAIL.value: CallDisposition.VOICEMAIL_LEFT,
    CallState.CHILD.value: CallDisposition.CHILD_ANSWERED,
    "refuse": CallDisposition.REFUSED_TO_VERIFY,
}


@dataclass(frozen=True, slots=True)
class ReadTerms:
    """Terms worked out in a call: `key` names them, `wish` is what they answer."""

    offer: Offer
    wish: Wish
    key: str


@router.get("/{call_id}", dependencies=[may(Act.OPEN_CALL)])
def screen(request: Request, call_id: int, staff: AtWork, store: CallStore, now: Now) -> Response:
    """The call as it stands, in whichever window. Opening it is written down."""
    with transaction(store) as session:
        call = require_call(session, call_id, staff)
        details = {"call": call.id}
        talk, whose = call.conversation_id, call.guarantor_id
        record_act(session, staff.id, Act.OPEN_CALL, now, talk, whose, details)
    return show(request, call_id, staff, store, now)


def require_call(session: Session, call_id: int, staff: StaffMember) -> CollectorCall:
    """404 for what is not there; 403 for a colleague's call without the right to see it."""
    call = session.get(CollectorCall, call_id)
    if call is None:
        raise HTTPException(404, "There is no such call.")
    if call.staff_account_id != staff.id and Act.SEE_EVERY_CALL not in staff.rights:
        raise HTTPException(403, "This is a colleague's call.")
    return call


def show(
    request: Request,
    call_id: int,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    problem: str = "",
    terms: ReadTerms | None = None,
    entered: dict[str, str] | None = None,
) -> Response:
    """The screen; with a problem, what was refused and why (400). `entered` fills the ending's
    form again."""
    with reading(store) as session:
        call = require_call(session, call_id, staff)
        told = may_be_told(call, now)
        return page(
            request,
            "console/calls/call.html",
            400 if problem else 200,
            staff=staff,
            now=now,
            call=call,
            address=call_address(request, call_id),
            talk=talk_of(request),
            longest_line=LONGEST_LINE,
            script=CallWords(session, call),
            due=disclosures_due(progress(call)),
            unrecorded=recording_just_declined(call),
            steps=possible_steps(call.state) if call.state in SPOKEN else frozenset(),
            facts=call_facts(session, call, now) if told else None,
            arrangement=arrangement_of_call(session, call) if call.verified else None,
            terms=terms,
            work=open_work_items(session, call.guarantor_id),
            notice=notice_standing(session, call.guarantor_id, now) if call.verified else None,
            notes=notes_about(session, call.conversation_id),
            endings=possible_endings(call),
            usual=usual_ending(session, call),
            frequencies=list(Frequency),
            work_kinds=KINDS,
            longest_work=LONGEST_WORK,
            longest_note=LONGEST_NOTE,
            today=organisation_date(now),
            once=uuid.uuid4().hex,
            problem=problem,
            entered=entered or call.typed,
        )


def possible_endings(call: CollectorCall) -> list[CallDisposition]:
    """The endings of the standard list that fit a call: some are for a verified person alone."""
    return [one for one in CallDisposition if call.verified or not LEAVES[one].verified]


def usual_ending(session: Session, call: CollectorCall) -> CallDisposition | None:
    """The ending that what happened points to, to be changed; None where nothing does."""
    if call.verified:
        agreed = arrangement_of_call(session, call)
        return CallDisposition.ARRANGEMENT_AGREED if agreed is not None else None
    for event in reversed(call.happened):
        if event["what"] in USUAL:
            return USUAL[event["what"]]
    reached = any(event["what"] == "reach" for event in call.happened)
    return None if reached else CallDisposition.NO_ANSWER
