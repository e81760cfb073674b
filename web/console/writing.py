"""What staff write in a conversation: texts to the patient, links, notes for one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response

from receivables.domain.acts import Act
from receivables.domain.patient_documents import PatientDocument
from receivables.services.notes import write_note
from receivables.services.representatives import reply, send_document
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


@router.post("/document-link", dependencies=[may(Act.SEND_DOCUMENT_LINK)])
def link(
    key: str,
    desk: AtDesk,
    which: Annotated[str, Form(pattern=r"^[a-z_]{1,30}:[0-9]{1,12}$")],
) -> Response:
    """Text the patient the link to a document of theirs: its kind, and what it is about."""
    kind, subject = which.split(":")
    if kind not in set(PatientDocument):
        raise HTTPException(404, "There is no such document.")
    document, number = PatientDocument(kind), int(subject)
    return desk.act(
        key,
        Act.SEND_DOCUMENT_LINK,
        lambda session: send_document(session, key, desk.staff.id, document, number, desk.now),
        document=kind,
        subject=number,
    )


@router.post("/notes", dependencies=[may(Act.WRITE_NOTE)])
def note(key: str, desk: AtDesk, body: Body = "") -> Response:
    """Keep a note for colleagues; it is never sent."""
    return desk.act(
        key,
        Act.WRITE_NOTE,
        lambda session: write_note(session, key, desk.staff.id, body, desk.now),
    )
