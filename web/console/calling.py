"""Calling the person of a conversation: the representative's telephone rings first."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.services.call_moments import CALLBACK
from receivables.services.handoff_steps import NotAllowed, accept
from receivables.services.outgoing_calls import CallRefused, request_bridge
from receivables.store.tables import Conversation, OutgoingCall
from web.console.desk import AtDesk, Desk
from web.console.staff import may
from web.rendering import moment

router = APIRouter(prefix="/conversations/{key}/call", dependencies=[may(Act.CALL)])


@router.post("")
def calling(key: str, desk: AtDesk) -> Response:
    """Ask for the call; whoever asks has the conversation. A refusal says by which rule, and until
    when."""
    return desk.act(key, Act.CALL, lambda session: _request(session, key, desk))


def _request(session: Session, key: str, desk: Desk) -> OutgoingCall:
    accept(session, key, desk.staff.id, desk.now)
    phone = session.get_one(Conversation, key).phone
    try:
        return request_bridge(session, desk.staff.id, phone, CALLBACK, desk.now)
    except CallRefused as problem:
        until = problem.refused.until
        when = f"Allowed again {moment(until)}." if until else "Time alone does not change that."
        raise NotAllowed(f"{problem} {when}") from None
