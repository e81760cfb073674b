"""Notes that staff write about a conversation for one another. None is ever sent."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from receivables.policy.redaction import redact
from receivables.services.handoff_steps import NotAllowed
from receivables.store.tables import ConversationNote

LONGEST_NOTE = 2000


def write_note(
    session: Session, conversation_id: str, staff_id: int, body: str, now: dt.datetime
) -> ConversationNote:
    """Keep a note, without card and social security numbers. Raises NotAllowed."""
    words = redact(body.strip()).text
    if not words:
        raise NotAllowed("Write a note first.")
    if len(words) > LONGEST_NOTE:
        raise NotAllowed(f"The note has {len(words)} characters; {LONGEST_NOTE} at most.")
    note = ConversationNote(
        conversation_id=conversation_id, staff_account_id=staff_id, body=words, written_at=now
    )
    session.add(note)
    session.flush()
    return note


def notes_about(session: Session, conversation_id: str) -> list[ConversationNote]:
    """The notes about a conversation, newest first, with their authors."""
    wanted = (
        select(ConversationNote)
        .where(ConversationNote.conversation_id == conversation_id)
        .options(selectinload(ConversationNote.author))
        .order_by(ConversationNote.id.desc())
    )
    return list(session.scalars(wanted))
