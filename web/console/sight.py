"""Which conversations a member of the staff may see, and how they stand for them."""

from __future__ import annotations

from fastapi import HTTPException
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.handoffs import HandoffState
from receivables.services.handoffs import open_handoff
from receivables.store.database import reading
from receivables.store.tables import Conversation, Handoff
from web.console.staff import LookingOn, StaffMember
from web.dependencies import Store


def standing_of(handoff: Handoff | None, staff: StaffMember) -> str:
    """assistant, waiting, mine or another's."""
    if handoff is None:
        return "assistant"
    if handoff.state is not HandoffState.ACCEPTED:
        return "waiting"
    return "mine" if handoff.accepted_by_id == staff.id else "another's"


def require_sight(session: Session, key: str, staff: StaffMember) -> None:
    """404 for what is not there; 403 for a colleague's, or the assistant's, without the right."""
    if not has_sight(session, key, staff):
        raise HTTPException(403, "This conversation is not yours. Ask for it to be handed on.")


def has_sight(session: Session, key: str, staff: StaffMember) -> bool:
    """Whether this person may see a conversation; 404 for what is not there."""
    if session.get(Conversation, key) is None:
        raise HTTPException(404, "There is no such conversation.")
    if Act.SEE_EVERY_CONVERSATION in staff.rights:
        return True
    return standing_of(open_handoff(session, key), staff) in ("waiting", "mine")


def sight(key: str, staff: LookingOn, store: Store) -> str:
    """The id of a conversation that this person may see; 404 or 403 otherwise."""
    with reading(store) as session:
        require_sight(session, key, staff)
    return key
