"""What a collector does while the line is up: steps, disclosures, the answers that prove who."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.call_flow import CallStep
from receivables.policy.contact.disclosures import Disclosure
from receivables.services.audit_trail import record_act
from receivables.services.call_identity import Said, verify_in_call
from receivables.services.call_notes import end_call
from receivables.services.collector_calls import (
    decline_recording,
    keep_notes,
    locked_call,
    say_disclosure,
    take_step,
)
from receivables.services.handoff_steps import NotAllowed
from receivables.services.identity import IdentityOutcome
from receivables.store.database import transaction
from receivables.store.tables import CollectorCall
from web.console.agreements import Once
from web.console.calls.place import AtCall, call_address
from web.console.calls.screen import require_call, show
from web.console.desk import Desk
from web.console.staff import may

router = APIRouter(prefix="/{call_id}")

Words = Annotated[str, Form(max_length=40)]
ANSWERS = {
    IdentityOutcome.NOT_MATCHED: "That did not match. You may ask once more.",
    IdentityOutcome.LOCKED: "That did not match, and no further try is allowed. End the call.",
}


def act_in_call(
    desk: Desk,
    call_id: int,
    act: Act,
    do: Callable[[Session, CollectorCall], object],
    entered: dict[str, str] | None = None,
    **details: str | int,
) -> Response:
    """Do something in a call and write it down, in one transaction; then the screen again.

    What is refused is said on the screen. Raises HTTPException (404, 403).
    """
    try:
        with transaction(desk.store) as session:
            require_call(session, call_id, desk.staff)
            call = locked_call(session, call_id)
            do(session, call)
            what = {"call": call_id, **details}
            talk, whose = call.conversation_id, call.guarantor_id
            record_act(session, desk.staff.id, act, desk.now, talk, whose, what)
    except NotAllowed as problem:
        return show(
            desk.request, call_id, desk.staff, desk.store, desk.now, str(problem), None, entered
        )
    return RedirectResponse(call_address(desk.request, call_id), status_code=303)


@router.post("/steps/{step}", dependencies=[may(Act.MOVE_CALL)])
def step(call_id: int, step: CallStep, desk: AtCall) -> Response:
    """Move the call on: who answered, or that it is over. Verifying is no step by itself."""

    def do(session: Session, call: CollectorCall) -> None:
        if step is CallStep.END:
            end_call(session, call, desk.now)
        elif step in (CallStep.VERIFY, CallStep.CLOSE):
            raise NotAllowed("That is not done by a step.")
        else:
            take_step(call, step, desk.now)

    return act_in_call(desk, call_id, Act.MOVE_CALL, do, step=step.value)


@router.post("/said/{disclosure}", dependencies=[may(Act.MOVE_CALL)])
def said(call_id: int, disclosure: Disclosure, desk: AtCall) -> Response:
    """The collector has said what was due."""
    return act_in_call(
        desk,
        call_id,
        Act.MOVE_CALL,
        lambda session, call: say_disclosure(call, disclosure, desk.now),
        said=disclosure.value,
    )


@router.post("/unrecorded", dependencies=[may(Act.MOVE_CALL)])
def unrecorded(call_id: int, desk: AtCall) -> Response:
    """They want no recording: the call goes on without."""
    return act_in_call(
        desk,
        call_id,
        Act.MOVE_CALL,
        lambda session, call: decline_recording(call, desk.now),
        step="unrecorded",
    )


@router.post("/identity", dependencies=[may(Act.VERIFY_IN_CALL)])
def identity(
    call_id: int,
    desk: AtCall,
    once: Once,
    date_of_birth: Words = "",
    zip_code: Words = "",
    account: Words = "",
) -> Response:
    """Compare what the person said. A wrong answer is written down, and says nothing more."""
    said = Said(*(words.strip() for words in (date_of_birth, zip_code, account)))
    try:
        with transaction(desk.store) as session:
            require_call(session, call_id, desk.staff)
            call = locked_call(session, call_id)
            outcome = verify_in_call(session, call, said, f"collector:{once}", desk.now)
            what = {"call": call_id, "outcome": outcome.value}
            talk, whose = call.conversation_id, call.guarantor_id
            record_act(session, desk.staff.id, Act.VERIFY_IN_CALL, desk.now, talk, whose, what)
    except NotAllowed as problem:
        return show(desk.request, call_id, desk.staff, desk.store, desk.now, str(problem))
    if outcome in ANSWERS:
        return show(desk.request, call_id, desk.staff, desk.store, desk.now, ANSWERS[outcome])
    return RedirectResponse(call_address(desk.request, call_id), status_code=303)


@router.post("/notes", dependencies=[may(Act.WRITE_NOTE)])
def keep(call_id: int, desk: AtCall, notes: Annotated[str, Form(max_length=4000)] = "") -> Response:
    """Keep what the collector writes while they write it: a closed window loses nothing."""
    with transaction(desk.store) as session:
        require_call(session, call_id, desk.staff)
        call = locked_call(session, call_id)
        if call.closed_at is None:
            keep_notes(call, notes)
    return Response(status_code=204)
