"""What staff write in a conversation: texts to the patient, links, notes for one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from receivables.domain.acts import Act
from receivables.services.notes import write_note
from receivables.services.representatives import reply, send_bill_link
from web.console.desk import AtDesk
from web.console.staff import may

router = APIRouter(prefix="/conversations/{key}")

Body = Annotated[str, Form(max_length=4000)]


@router.post("/replies", dependencies=[may(Act.REPLY)])
def answer(key: str, desk: AtDesk, body: Body = "") -> Response:
    """Text the patient. What is refused stays in the field, with the reason."""
    return desk.act(
        key,
        Act.REPLY,
        lambda session: reply(session, key, desk.staff.id, body, desk.now),
        draft=body,
    )


@router.post("/bill-link", dependencies=[may(Act.SEND_BILL_LINK)])
def link(key: str, desk: AtDesk, encounter_id: Annotated[int, Form()]) -> Response:
    """Text the patient the link to the page of one visit's bill."""
    return desk.act(
        key,
        Act.SEND_BILL_LINK,
        lambda session: send_bill_link(session, key, desk.staff.id, encounter_id, desk.now),
    )


@router.post("/notes", dependencies=[may(Act.WRITE_NOTE)])
def note(key: str, desk: AtDesk, body: Body = "") -> Response:
    """Keep a note for colleagues; it is never sent."""
    return desk.act(
        key,
        Act.WRITE_NOTE,
        lambda session: write_note(session, key, desk.staff.id, body, desk.now),
    )
