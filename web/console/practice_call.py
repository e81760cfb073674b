"""A practice call on the call screen: the real calls' routers over a rehearsal, a pane to speak in,
and the scorecard in the end.

What is done in it is written in the rehearsal alone; the audit trail has that somebody practised,
and the points.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.call_flow import SPOKEN
from receivables.policy.contact.disclosures import Disclosure
from receivables.scripts.practice import scenarios
from receivables.services.audit_trail import record_act
from receivables.services.call_words import CallWords
from receivables.services.collector_calls import find_call
from receivables.services.handoff_steps import NotAllowed
from receivables.services.practice import (
    LONGEST_LINE,
    finish_practice,
    hung_up,
    say_in_practice,
    say_once,
)
from receivables.services.practice_record import wrapped_up
from receivables.services.practice_rehearsals import can_go_on, end_rehearsal
from receivables.store.database import reading, transaction
from receivables.store.rehearsal import rehearsal_engine
from receivables.store.tables import PracticeCall
from web.console import objection_panel, review_panel
from web.console.calls import acts, calculator, wrap_up
from web.console.calls.place import AtCall, Rehearsal, Talk, call_address, calls_store, hold_in
from web.console.calls.screen import show
from web.console.desk import AtDesk
from web.console.staff import AtWork, LookingOn, StaffMember, may
from web.dependencies import Now, Store
from web.rendering import page


def rehearsing(request: Request, call_id: int, staff: LookingOn, store: Store) -> None:
    """Hold the calls in the rehearsal of one's own practice call.

    One that is over is sent to its scorecard. Raises HTTPException (404) for a colleague's.
    """

    def opening() -> Rehearsal:
        with reading(store) as session:
            call = _own(session, call_id, staff)
            if not can_go_on(session, call):
                raise HTTPException(303, headers={"Location": f"/console/practice/calls/{call_id}"})
            return _rehearsal(store, call)

    hold_in(request, opening)


router = APIRouter(prefix="/practice", dependencies=[may(Act.PRACTISE)])
on_screen = APIRouter(dependencies=[Depends(rehearsing)])
practised = "/calls/{call_id}"


@router.get(practised)
def call(request: Request, call_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """The call screen while it goes on; what was said and the scorecard once it is over."""
    with reading(store) as session:
        call = _own(session, call_id, staff, look=True)
        if call.staff_account_id != staff.id or not can_go_on(session, call):
            scenario = scenarios()[call.scenario]
            return page(
                request, "console/practice_record.html", staff=staff, call=call, scenario=scenario
            )
        rehearsal = _rehearsal(store, call)
    hold_in(request, lambda: rehearsal)
    return show(request, call_id, staff, calls_store(request, store), now)


@on_screen.post(f"{practised}/say")
def say(
    call_id: int,
    desk: AtDesk,
    at_call: AtCall,
    place: Annotated[int, Form(ge=0)],
    words: Annotated[str, Form(max_length=LONGEST_LINE)] = "",
) -> Response:
    """The collector's next line, and the answer to it."""
    with reading(at_call.store) as session:
        on_the_line = find_call(session, call_id)
        speaking, verified = on_the_line.state in SPOKEN, on_the_line.verified
    try:
        if speaking:
            with transaction(desk.store) as session:
                practice = _own(session, call_id, desk.staff, lock=True)
                say_in_practice(practice, words, place, verified=verified)
    except NotAllowed as problem:
        return show(desk.request, call_id, desk.staff, at_call.store, desk.now, str(problem))
    return RedirectResponse(f"{call_address(desk.request, call_id)}#words", status_code=303)


@on_screen.post(f"{practised}/said/{{disclosure}}")
def say_what_is_due(
    call_id: int, disclosure: Disclosure, desk: AtDesk, at_call: AtCall
) -> Response:
    """The key of what is due says it, in the words on the screen, where it was not typed."""
    answer = acts.said(call_id, disclosure, at_call)
    if answer.status_code == 303:
        script = "opening" if disclosure is Disclosure.RECORDING else "disclosures"
        with reading(at_call.store) as session:
            on_the_line = find_call(session, call_id)
            words = CallWords(session, on_the_line).line(script, disclosure.value)
            verified = on_the_line.verified
        with transaction(desk.store) as session:
            say_once(_own(session, call_id, desk.staff, lock=True), words, verified=verified)
    return answer


@on_screen.post(f"{practised}/wrap-up")
def finish_and_score(
    call_id: int, desk: AtDesk, at_call: AtCall, typed: wrap_up.Filled
) -> Response:
    """Save the ending as of a real call; then the call is scored and its rehearsal thrown away."""
    answer = wrap_up.finish(call_id, at_call, typed)
    if answer.status_code == 303:
        with reading(at_call.store) as session:
            told = wrapped_up(session, find_call(session, call_id))
        with transaction(desk.store) as session:
            practice = _own(session, call_id, desk.staff, lock=True)
            finish_practice(practice, told, desk.now)
            end_rehearsal(session, practice)
            details: dict[str, str | int] = {"practice": call_id, "points": practice.points or 0}
            record_act(session, desk.staff.id, Act.PRACTISE, desk.now, details=details)
    return answer


def _rehearsal(store: Engine, call: PracticeCall) -> Rehearsal:
    talk = Talk(scenarios()[call.scenario], call.lines, hung_up(call))
    return Rehearsal(rehearsal_engine(store, call.id), talk)


def _own(
    session: Session, call_id: int, staff: StaffMember, *, look: bool = False, lock: bool = False
) -> PracticeCall:
    """A practice call of one's own; supervisors may look at others'. 404 for any other."""
    call = session.get(PracticeCall, call_id, with_for_update=lock)
    theirs = call is not None and call.staff_account_id == staff.id
    if call is None or not (theirs or (look and Act.SEE_AUDIT_TRAIL in staff.rights)):
        raise HTTPException(404, "There is no such call.")
    return call


# Practice's own routes come first: the first that fits an address answers.
for part in (acts, calculator, wrap_up):
    on_screen.include_router(part.router, prefix="/calls")
for panel in (objection_panel, review_panel):
    on_screen.include_router(panel.router)
router.include_router(on_screen)
