"""Holds that staff place in a conversation, and release."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.policy.contact.holds import WHY as HOLD_KINDS
from receivables.services.handoff_steps import NotAllowed
from receivables.services.holds import active_holds, place_hold, release_hold
from receivables.services.staff_cards import identity_card
from receivables.store.tables import Conversation, Hold
from web.console.desk import AtDesk
from web.console.staff import may

router = APIRouter(prefix="/conversations/{key}/holds")


@router.post("", dependencies=[may(Act.PLACE_HOLD)])
def placing(key: str, desk: AtDesk, kind: Annotated[str, Form(max_length=40)] = "") -> Response:
    """Stop asking this person for money, for a reason of the list."""

    def do(session: Session) -> Hold:
        if kind not in HOLD_KINDS:
            raise NotAllowed("Choose the kind of hold.")
        known = identity_card(session, key, desk.now).guarantor
        phone = session.get_one(Conversation, key).phone
        return place_hold(session, phone, kind, "staff", desk.now, known.id if known else None)

    return desk.act(key, Act.PLACE_HOLD, do, kind=kind)


@router.post("/{hold_id}/release", dependencies=[may(Act.RELEASE_HOLD)])
def releasing(key: str, hold_id: int, desk: AtDesk) -> Response:
    """End a hold of this conversation's person."""

    def do(session: Session) -> bool:
        known = identity_card(session, key, desk.now).guarantor
        phone = session.get_one(Conversation, key).phone
        theirs = active_holds(session, phone, known.id if known else None)
        if hold_id not in {hold.id for hold in theirs}:
            raise NotAllowed("This hold is not there any more.")
        release_hold(session, hold_id, desk.now)
        return True

    return desk.act(key, Act.RELEASE_HOLD, do, hold=hold_id)
