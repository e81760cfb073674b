"""Practice that a supervisor asks for: assigned, begun by whom it is for, its score seen by both.

Practising alone needs none of it.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.roles import Role
from receivables.policy.rights import may
from receivables.scripts.practice import scenarios
from receivables.services.handoff_steps import NotAllowed
from receivables.services.practice import begin_practice
from receivables.services.practice_rehearsals import can_go_on
from receivables.store.tables import CollectorCall, PracticeAssignment, PracticeCall, StaffAccount

MOST_SHOWN = 50


def assign_practice(
    session: Session, scenario_id: str, collector_id: int, supervisor_id: int, now: dt.datetime
) -> PracticeAssignment:
    """Ask a member of the staff to play a scenario; one that waits for them already stays the one.

    Raises NotAllowed for an unknown scenario, and for somebody who can't practise.
    """
    if scenario_id not in scenarios():
        raise NotAllowed("Choose a scenario.")
    who = session.get(StaffAccount, collector_id)
    if who is None or who.disabled_at is not None or not may(Role(who.role), Act.PRACTISE):
        raise NotAllowed("Choose somebody who can practise.")
    for waiting in assigned_to(session, collector_id):
        if waiting.scenario == scenario_id and waiting.call is None:
            return waiting
    assignment = PracticeAssignment(
        staff_account_id=collector_id,
        assigned_by_id=supervisor_id,
        scenario=scenario_id,
        assigned_at=now,
    )
    session.add(assignment)
    session.flush()
    return assignment


def begin_assigned(
    session: Session, assignment_id: int, staff_id: int, now: dt.datetime
) -> PracticeCall:
    """The practice call of an assignment: a new one, or the one that was begun and can be gone on
    with.

    Raises NotAllowed for an assignment of somebody else.
    """
    assignment = session.get(PracticeAssignment, assignment_id, with_for_update=True)
    if assignment is None or assignment.staff_account_id != staff_id:
        raise NotAllowed("This is not assigned to you.")
    call = assignment.call
    if call is None or not (call.finished_at or can_go_on(session, call)):
        call = begin_practice(session, assignment.scenario, staff_id, now)
        assignment.call = call
        session.flush()
    return call


def withdraw_assignment(session: Session, assignment_id: int) -> PracticeAssignment | None:
    """Ask for it no more; None where it was begun already, or withdrawn before."""
    assignment = session.get(PracticeAssignment, assignment_id, with_for_update=True)
    if assignment is None or assignment.practice_call_id is not None:
        return None
    session.delete(assignment)
    return assignment


def assigned_to(session: Session, staff_id: int) -> list[PracticeAssignment]:
    """What somebody was asked to play and has not finished, oldest first."""
    wanted = (
        select(PracticeAssignment)
        .outerjoin(PracticeAssignment.call)
        .where(
            PracticeAssignment.staff_account_id == staff_id,
            PracticeCall.finished_at.is_(None),
            PracticeAssignment.scenario.in_(scenarios()),
        )
    )
    return list(session.scalars(wanted.order_by(PracticeAssignment.id)))


def latest_assignments(session: Session) -> list[PracticeAssignment]:
    """What was asked of anybody, with the calls and their scores, the latest first."""
    wanted = select(PracticeAssignment).order_by(PracticeAssignment.id.desc())
    return list(session.scalars(wanted.limit(MOST_SHOWN)))


def starts_here(session: Session, staff_id: int) -> bool:
    """Whether somebody has neither finished a practice call nor wrapped up a real one; never who
    assigns practice to others."""
    if may(Role(session.get_one(StaffAccount, staff_id).role), Act.ASSIGN_PRACTICE):
        return False
    practised = select(PracticeCall.id).where(
        PracticeCall.staff_account_id == staff_id, PracticeCall.finished_at.is_not(None)
    )
    called = select(CollectorCall.id).where(
        CollectorCall.staff_account_id == staff_id, CollectorCall.closed_at.is_not(None)
    )
    return all(session.scalar(done.limit(1)) is None for done in (practised, called))
