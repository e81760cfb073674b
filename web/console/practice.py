"""Practice: choose a scenario and begin. The call is made on the call screen (practice_call)."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.scripts.practice import scenarios
from receivables.services.audit_trail import record_act
from receivables.services.handoff_steps import NotAllowed
from receivables.services.practice import begin_practice, practice_calls
from receivables.services.practice_assignments import (
    assigned_to,
    latest_assignments,
    starts_here,
)
from receivables.services.practice_rehearsals import open_practice, people_at
from receivables.services.staff import colleagues
from receivables.store.database import reading, transaction
from receivables.store.tables import PracticeCall
from web.console.desk import AtDesk
from web.console.staff import AtWork, may
from web.dependencies import Store
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
            begun=open_practice(session, staff.id),
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
    people_at(desk.now.date())  # made before, not while the store is held
    try:
        with transaction(desk.store) as session:
            call = beginning(session)
            details: dict[str, str | int] = {"practice": call.id, "scenario": call.scenario}
            record_act(session, desk.staff.id, Act.PRACTISE, desk.now, details=details)
            address = f"/console/practice/calls/{call.id}#words"
    except NotAllowed as problem:
        raise HTTPException(404, str(problem)) from None
    return RedirectResponse(address, status_code=303)
