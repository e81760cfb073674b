"""What a member of the staff does with a handoff: each is accepted by exactly one person."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import (
    OPEN,
    HandoffDisposition,
    HandoffState,
    Step,
    next_state,
)
from receivables.services.handoffs import give_back, locked, open_handoff
from receivables.store.tables import Handoff, StaffAccount


class NotAllowed(ValueError):
    """It may not be done; the message says why and what to do."""


class WithAnother(NotAllowed):
    """Somebody else has the conversation."""


def accept(session: Session, conversation_id: str, staff_id: int, now: dt.datetime) -> Handoff:
    """Take a waiting conversation on; one's own stays as it is.

    Raises WithAnother when somebody was faster, NotAllowed when nobody waits.
    """
    handoff = _locked_open(session, conversation_id)
    if handoff.state is HandoffState.ACCEPTED:
        if handoff.accepted_by_id == staff_id:
            return handoff
        name = handoff.accepted_by.name if handoff.accepted_by else "A colleague"
        raise WithAnother(
            f"{name} has this conversation. Ask for it to be handed on, "
            "or ask a supervisor to take it over."
        )
    return _give_to(handoff, Step.ACCEPT, staff_id, now)


def take_over(session: Session, conversation_id: str, staff_id: int, now: dt.datetime) -> Handoff:
    """Take a conversation on whoever has it: for those who have the right (policy.rights).

    Raises NotAllowed when no person has it or is waited for.
    """
    handoff = _locked_open(session, conversation_id)
    step = Step.TAKE_OVER if handoff.state is HandoffState.ACCEPTED else Step.ACCEPT
    return _give_to(handoff, step, staff_id, now)


def hand_on(
    session: Session,
    conversation_id: str,
    staff_id: int,
    colleague_id: int | None,
    now: dt.datetime,
) -> Handoff:
    """Offer one's conversation to a colleague; None puts it back among those who wait.

    Raises NotAllowed, WithAnother when somebody else has it.
    """
    colleague = session.get(StaffAccount, colleague_id) if colleague_id is not None else None
    if colleague_id is not None and (colleague is None or colleague.disabled_at is not None):
        raise NotAllowed("Choose a colleague who can log in.")
    if colleague_id == staff_id:
        raise NotAllowed("The conversation is with you already. Choose a colleague.")
    handoff = accept(session, conversation_id, staff_id, now)
    _put_back(handoff)
    if colleague is not None:
        handoff.state = next_state(handoff.state, Step.OFFER)
        handoff.offered_to_id = colleague.id
    return handoff


def close(
    session: Session,
    conversation_id: str,
    staff_id: int,
    disposition: HandoffDisposition,
    now: dt.datetime,
) -> Handoff | None:
    """End the handoff and give the conversation back to the assistant; the patient is told.

    None when it was closed before. Raises WithAnother when somebody else has it.
    """
    if open_handoff(session, conversation_id) is None:
        return None
    handoff = accept(session, conversation_id, staff_id, now)
    return give_back(session, handoff.id, now, disposition)


def leave_all(session: Session, staff_id: int) -> None:
    """Put back all that somebody has or was offered: they left."""
    theirs = or_(Handoff.accepted_by_id == staff_id, Handoff.offered_to_id == staff_id)
    wanted = select(Handoff).where(theirs, Handoff.state.in_(OPEN)).with_for_update()
    for handoff in session.scalars(wanted):
        _put_back(handoff)


def _locked_open(session: Session, conversation_id: str) -> Handoff:
    found = open_handoff(session, conversation_id)
    handoff = locked(session, found.id) if found is not None else None
    if handoff is None or handoff.state not in OPEN:
        raise NotAllowed("This conversation is with the assistant. A person may not cut in.")
    return handoff


def _put_back(handoff: Handoff) -> None:
    handoff.state = next_state(handoff.state, Step.QUEUE)
    handoff.accepted_by_id = None
    handoff.accepted_at = None
    handoff.offered_to_id = None


def _give_to(handoff: Handoff, step: Step, staff_id: int, now: dt.datetime) -> Handoff:
    handoff.state = next_state(handoff.state, step)
    handoff.accepted_by_id = staff_id
    handoff.accepted_at = now
    handoff.offered_to_id = None
    return handoff
