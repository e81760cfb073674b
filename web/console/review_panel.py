"""Beside a collector's call: what of the insurers' explanations is not to be passed on as it is;
and, once it is over, its scorecard."""

from __future__ import annotations

import uuid

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from receivables.domain.acts import Act
from receivables.policy.review import FindingKind
from receivables.scripts.review import review_words
from receivables.services.accuracy_review import review_person
from receivables.services.answer_acts import do_finding_act
from receivables.services.audit_trail import record_act
from receivables.services.call_outcomes import came_to_good
from receivables.services.call_scores import score_call
from receivables.services.collector_calls import may_be_told
from receivables.services.handoff_steps import NotAllowed
from receivables.services.notes import notes_about
from receivables.store.database import reading, transaction
from web.console.agreements import Once
from web.console.calls.place import AtCall, CallStore, call_address, talk_of
from web.console.calls.screen import require_call
from web.console.staff import LookingOn, may
from web.dependencies import Now
from web.rendering import page

router = APIRouter(prefix="/calls/{call_id}", dependencies=[may(Act.HEAR_OBJECTION)])


@router.get("/review")
def review(
    request: Request, call_id: int, staff: LookingOn, store: CallStore, now: Now
) -> Response:
    """The findings on the person's visits; before verification there is nothing to see."""
    with reading(store) as session:
        call = require_call(session, call_id, staff)
        told = may_be_told(call, now)
        return page(
            request,
            "console/review.html",
            staff=staff,
            call=call,
            address=call_address(request, call_id),
            practice=talk_of(request) is not None,
            told=told,
            visits=review_person(session, call.guarantor_id) if told else [],
            words=review_words().findings,
            once=uuid.uuid4().hex,
        )


@router.post("/review/{encounter_id}/{kind}", dependencies=[may(Act.OPEN_WORK_ITEM)])
def act(call_id: int, encounter_id: int, kind: FindingKind, desk: AtCall, once: Once) -> Response:
    """Do what the button of a finding says, once."""
    request_id = f"staff:{once}"
    try:
        with transaction(desk.store) as session:
            call = require_call(session, call_id, desk.staff)
            if not may_be_told(call, desk.now):
                raise NotAllowed("Verify who it is first.")
            do_finding_act(session, kind, call.guarantor_id, request_id, desk.now, encounter_id)
            details = {"call": call.id, "finding": kind.value, "encounter": encounter_id}
            record_act(
                session,
                desk.staff.id,
                Act.OPEN_WORK_ITEM,
                desk.now,
                call.conversation_id,
                call.guarantor_id,
                details,
            )
    except NotAllowed as problem:
        raise HTTPException(400, str(problem)) from None
    return RedirectResponse(call_address(desk.request, call_id), status_code=303)


@router.get("/score")
def score(request: Request, call_id: int, staff: LookingOn, store: CallStore) -> Response:
    """The scorecard of a call that was wrapped up, from what its record tells."""
    with reading(store) as session:
        call = require_call(session, call_id, staff)
        if call.closed_at is None:
            raise HTTPException(404, "The call is not over yet.")
        return page(
            request,
            "console/call_score.html",
            card=score_call(
                call,
                [note.body for note in notes_about(session, call.conversation_id)],
                came_to_good(session, call),
            ),
        )
