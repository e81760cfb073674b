"""Practice that a supervisor assigns, and that who it is for begins from their page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from receivables.domain.acts import Act
from receivables.services.audit_trail import record_act
from receivables.services.handoff_steps import NotAllowed
from receivables.services.practice_assignments import (
    assign_practice,
    begin_assigned,
    withdraw_assignment,
)
from receivables.store.database import transaction
from web.console.desk import AtDesk
from web.console.practice import begun
from web.console.staff import may

router = APIRouter(prefix="/practice")
assigning = [may(Act.ASSIGN_PRACTICE)]


@router.post("/assigned/new", dependencies=assigning)
def assign(
    desk: AtDesk, scenario: Annotated[str, Form()], collector: Annotated[int, Form()]
) -> Response:
    """Ask somebody to play a scenario."""
    try:
        with transaction(desk.store) as session:
            asked = assign_practice(session, scenario, collector, desk.staff.id, desk.now)
            details: dict[str, str | int] = {"scenario": scenario, "whose": collector}
            details["assignment"] = asked.id
            record_act(session, desk.staff.id, Act.ASSIGN_PRACTICE, desk.now, details=details)
    except NotAllowed as problem:
        raise HTTPException(404, str(problem)) from None
    return RedirectResponse("/console/practice", status_code=303)


@router.post("/assigned/{assignment_id}/withdraw", dependencies=assigning)
def withdraw(assignment_id: int, desk: AtDesk) -> Response:
    """Ask for it no more, where it was not begun."""
    with transaction(desk.store) as session:
        if withdraw_assignment(session, assignment_id) is not None:
            details: dict[str, str | int] = {"assignment": assignment_id, "withdrawn": 1}
            record_act(session, desk.staff.id, Act.ASSIGN_PRACTICE, desk.now, details=details)
    return RedirectResponse("/console/practice", status_code=303)


@router.post("/assigned/{assignment_id}/begin", dependencies=[may(Act.PRACTISE)])
def begin(assignment_id: int, desk: AtDesk) -> Response:
    """Begin what was assigned, or go on with it."""
    return begun(
        desk, lambda session: begin_assigned(session, assignment_id, desk.staff.id, desk.now)
    )
