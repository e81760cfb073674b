"""Practice calls: choose a scenario, speak by text, see the scorecard. No account is touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.objections import Objection
from receivables.scripts.practice import Scenario, scenarios
from receivables.services.audit_trail import record_act
from receivables.services.handoff_steps import NotAllowed
from receivables.services.objection_answers import FilledAnswer, filled
from receivables.services.practice import (
    LONGEST_LINE,
    begin_practice,
    finish_practice,
    practice_calls,
    say_in_practice,
)
from receivables.services.practice_assignments import (
    assigned_to,
    latest_assignments,
    starts_here,
)
from receivables.services.script_facts import in_words
from receivables.services.staff import colleagues
from receivables.store.database import reading, transaction
from receivables.store.tables import PracticeCall
from web.console.desk import AtDesk
from web.console.staff import AtWork, StaffMember, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/practice", dependencies=[may(Act.PRACTISE)])


@router.get("")
def choose(request: Request, staff: AtWork, store: Store) -> Response:
    """The scenarios, what is assigned, and how earlier calls went: supervisors see everybody's."""
    everybody = Act.SEE_AUDIT_TRAIL in staff.rights
    assigns = Act.ASSIGN_PRACTICE in staff.rights
    with reading(store) as session:
        return page(
            request,
            "console/practice.html",
            staff=staff,
            scenarios=scenarios(),
            mine=assigned_to(session, staff.id),
            starts_here=starts_here(session, staff.id),
            colleagues=colleagues(session, staff.id) if assigns else [],
            assigned=latest_assignments(session) if assigns else [],
            calls=practice_calls(session, None if everybody else staff.id),
        )


@router.post("/{scenario}")
def begin(scenario: str, desk: AtDesk) -> Response:
    """Begin a practice call."""
    return begun(desk, lambda session: begin_practice(session, scenario, desk.staff.id, desk.now))


def begun(desk: AtDesk, beginning: Callable[[Session], PracticeCall]) -> Response:
    """On to the practice call that `beginning` gives, recorded; 404 where it raises NotAllowed."""
    try:
        with transaction(desk.store) as session:
            call = beginning(session)
            details: dict[str, str | int] = {"practice": call.id, "scenario": call.scenario}
            record_act(session, desk.staff.id, Act.PRACTISE, desk.now, details=details)
            address = f"/console/practice/calls/{call.id}"
    except NotAllowed as problem:
        raise HTTPException(404, str(problem)) from None
    return RedirectResponse(address, status_code=303)


@router.get("/calls/{call_id}")
def call(request: Request, call_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """A practice call as it stands, or its scorecard."""
    return _show(request, call_id, staff, store, now)


@router.post("/calls/{call_id}/say")
def say(
    call_id: int,
    desk: AtDesk,
    place: Annotated[int, Form(ge=0)],
    words: Annotated[str, Form(max_length=LONGEST_LINE)] = "",
) -> Response:
    """The collector's next line."""
    try:
        with transaction(desk.store) as session:
            say_in_practice(_own(session, call_id, desk.staff), words, place, desk.now)
    except NotAllowed as problem:
        return _show(desk.request, call_id, desk.staff, desk.store, desk.now, str(problem))
    return RedirectResponse(f"/console/practice/calls/{call_id}", status_code=303)


@router.post("/calls/{call_id}/end")
def end(call_id: int, desk: AtDesk) -> Response:
    """Hang up, and see the scorecard."""
    with transaction(desk.store) as session:
        finish_practice(_own(session, call_id, desk.staff), desk.now)
    return RedirectResponse(f"/console/practice/calls/{call_id}", status_code=303)


def _show(
    request: Request,
    call_id: int,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    problem: str = "",
) -> Response:
    with reading(store) as session:
        call = _own(session, call_id, staff, look=True)
        scenario = scenarios()[call.scenario]
        return page(
            request,
            "console/practice_call.html",
            400 if problem else 200,
            staff=staff,
            call=call,
            scenario=scenario,
            answer=_answer(call, scenario, now),
            problem=problem,
            longest=LONGEST_LINE,
        )


def _own(session: Session, call_id: int, staff: StaffMember, *, look: bool = False) -> PracticeCall:
    """A practice call of one's own; supervisors may look at others'. 404 for any other."""
    call = session.get(PracticeCall, call_id, with_for_update=not look)
    theirs = call is not None and call.staff_account_id == staff.id
    if call is None or not (theirs or (look and Act.SEE_AUDIT_TRAIL in staff.rights)):
        raise HTTPException(404, "There is no such call.")
    return call


def _answer(call: PracticeCall, scenario: Scenario, now: dt.datetime) -> FilledAnswer | None:
    """The answer to what the person said last, as beside a real call."""
    heard = call.lines[-1].get("objection")
    if call.finished_at is not None or heard is None:
        return None
    known = {name: fact for name, fact in scenario.account if fact is not None}
    facts = {name: in_words(fact, scenario.language) for name, fact in known.items()}
    return filled(Objection(heard), scenario.language, now, facts, verified=call.verified)
