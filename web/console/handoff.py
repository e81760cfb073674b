"""Who has a conversation: accepting, taking over, handing on, giving back to the assistant."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from receivables.domain.acts import Act
from receivables.domain.handoffs import HandoffDisposition
from receivables.services.handoff_steps import accept, close, hand_on, take_over
from web.console.desk import AtDesk
from web.console.staff import may

router = APIRouter(prefix="/conversations/{key}")


@router.post("/accept", dependencies=[may(Act.ACCEPT)])
def accepting(key: str, desk: AtDesk) -> Response:
    """Take a waiting conversation on."""
    return desk.act(key, Act.ACCEPT, lambda session: accept(session, key, desk.staff.id, desk.now))


@router.post("/take-over", dependencies=[may(Act.TAKE_OVER)])
def taking_over(key: str, desk: AtDesk) -> Response:
    """Take a conversation from whoever has it."""
    return desk.act(
        key, Act.TAKE_OVER, lambda session: take_over(session, key, desk.staff.id, desk.now)
    )


@router.post("/hand-on", dependencies=[may(Act.HAND_ON)])
def handing_on(
    key: str, desk: AtDesk, colleague: Annotated[str, Form(pattern=r"^\d{0,9}$")] = ""
) -> Response:
    """Offer it to a colleague, or put it back among those who wait."""
    to = int(colleague) if colleague else None
    return desk.act(
        key,
        Act.HAND_ON,
        lambda session: hand_on(session, key, desk.staff.id, to, desk.now),
        leads_to="/console",
        to=to or 0,
    )


@router.post("/give-back", dependencies=[may(Act.GIVE_BACK)])
def giving_back(
    key: str,
    desk: AtDesk,
    disposition: Annotated[HandoffDisposition, Form()] = HandoffDisposition.ANSWERED,
) -> Response:
    """Let the assistant answer again; the patient is told."""
    return desk.act(
        key,
        Act.GIVE_BACK,
        lambda session: close(session, key, desk.staff.id, disposition, desk.now),
        leads_to="/console",
        disposition=disposition.value,
    )
