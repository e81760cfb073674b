"""Passing a conversation to a person, and giving it back to the assistant."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import (
    CLOSED,
    ENDING,
    OPEN,
    HandoffDisposition,
    HandoffState,
    next_state,
)
from receivables.services.clock import answer_promised
from receivables.services.conversations import lock_conversation
from receivables.services.outbox import enqueue
from receivables.store.tables import Author, Conversation, Handoff
from receivables.wording import say


def request_handoff(
    session: Session,
    conversation_id: str,
    reason: str,
    summary: str,
    request_id: str,
    now: dt.datetime,
) -> Handoff:
    """Ask for a person. From now on the assistant is silent in this conversation.

    Repeating a request, or asking while one is open, returns the handoff that is there.
    """
    lock_conversation(session, conversation_id)
    same = session.scalar(select(Handoff).where(Handoff.request_id == request_id))
    there = same or open_handoff(session, conversation_id)
    if there is not None:
        return there
    handoff = Handoff(
        conversation_id=conversation_id,
        reason=reason,
        summary=summary,
        state=HandoffState.REQUESTED,
        request_id=request_id,
        requested_at=now,
        answer_by=answer_promised(now),
        closed_at=None,
    )
    session.add(handoff)
    session.flush()
    return handoff


def open_handoff(session: Session, conversation_id: str) -> Handoff | None:
    """The conversation's handoff that has not been given back."""
    wanted = _open().where(Handoff.conversation_id == conversation_id)
    return session.scalar(wanted.limit(1))


def open_handoffs(session: Session) -> list[Handoff]:
    """All that wait for a person or are with one, oldest first."""
    return list(session.scalars(_open().order_by(Handoff.requested_at, Handoff.id)))


def give_back(
    session: Session,
    handoff_id: int,
    now: dt.datetime,
    disposition: HandoffDisposition = HandoffDisposition.ANSWERED,
) -> Handoff:
    """Let the assistant answer again, and tell the patient so, once.

    Raises NoResultFound for an unknown id. Giving back twice changes nothing.
    """
    handoff = locked(session, handoff_id)
    if handoff.state in CLOSED:
        return handoff
    handoff.state = next_state(handoff.state, ENDING[disposition])
    handoff.disposition = disposition.value
    handoff.closed_at = now
    conversation = session.get_one(Conversation, handoff.conversation_id)
    if conversation.channel == "voice":  # the call is over: nobody is there to be told
        return handoff
    words = say("utter_contact_preferences_assistant_back", conversation.language)
    enqueue(session, conversation.id, [words], Author.SYSTEM, "handoff_returned", now)
    return handoff


def locked(session: Session, handoff_id: int) -> Handoff:
    """The handoff as it stands now, kept from others until the transaction ends.

    Raises NoResultFound for an unknown id.
    """
    return session.get_one(Handoff, handoff_id, with_for_update=True, populate_existing=True)


def _open() -> Select[Handoff]:
    return select(Handoff).where(Handoff.state.in_(OPEN))
