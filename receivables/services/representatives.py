"""What a representative does in a conversation, under the same rules as the assistant."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.services.consents import is_opted_out
from receivables.services.handoffs import open_handoff
from receivables.services.outbox import enqueue
from receivables.store.tables import Author, Conversation, Handoff, HandoffState, OutboundMessage

LONGEST_REPLY = 480  # three texts
PURPOSE = "person"  # an answer by a person: holds do not forbid it (services.sending)


class NotAllowed(ValueError):
    """The text may not be sent; the message says why and what to do."""


def reply(session: Session, conversation_id: str, body: str, now: dt.datetime) -> OutboundMessage:
    """Text the patient as a person. Raises NotAllowed, and NoResultFound for an unknown id.

    Only while the handoff is open: otherwise the assistant would speak at the same time. Consent
    is looked at again at the moment of sending.
    """
    conversation = session.get_one(Conversation, conversation_id)
    handoff = open_handoff(session, conversation_id)
    if handoff is None:
        raise NotAllowed("This conversation is with the assistant. A person may not cut in.")
    if not body.strip():
        raise NotAllowed("Write a text first.")
    if len(body) > LONGEST_REPLY:
        raise NotAllowed(f"The text has {len(body)} characters; {LONGEST_REPLY} at most.")
    if is_opted_out(session, conversation.phone, conversation.channel):
        raise NotAllowed("This person has opted out of texts. They must text START first.")
    accept(handoff)
    return enqueue(session, conversation_id, [body.strip()], Author.REPRESENTATIVE, PURPOSE, now)[0]


def accept(handoff: Handoff) -> None:
    """A person has taken the conversation on."""
    if handoff.state is HandoffState.REQUESTED:
        handoff.state = HandoffState.ACCEPTED
