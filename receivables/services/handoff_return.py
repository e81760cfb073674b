"""What a person did with a conversation that the assistant has again: told with its next text."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import CLOSED, HandoffState
from receivables.store.tables import Author, Handoff, OutboundMessage, OutboundState

LAST_WORDS = 3  # texts: enough to know what the person said last
UNSAID = (OutboundState.WITHDRAWN, OutboundState.FAILED)


@dataclass(frozen=True, slots=True)
class Returned:
    """`settled`: the matter is over, not only left. `said`: the person's last texts, in order."""

    settled: bool
    said: tuple[str, ...]


def returned_by_person(session: Session, conversation_id: str) -> Returned | None:
    """What became of the handoffs since the assistant last answered; None when there were none.

    The same until the assistant's next answer is written, so that a text may be tried again.
    """
    answered = select(func.max(OutboundMessage.created_at)).where(
        OutboundMessage.conversation_id == conversation_id,
        OutboundMessage.author == Author.ASSISTANT,
    )
    last = session.scalar(answered)
    wanted = select(Handoff).where(
        Handoff.conversation_id == conversation_id, Handoff.state.in_(CLOSED)
    )
    if last is not None:
        wanted = wanted.where(Handoff.closed_at > last)
    since = list(session.scalars(wanted.order_by(Handoff.id)))
    if not since:
        return None
    settled = any(handoff.state is not HandoffState.ABANDONED for handoff in since)
    return Returned(settled, _said(session, since[0]))


def _said(session: Session, first: Handoff) -> tuple[str, ...]:
    words = session.scalars(
        select(OutboundMessage.body)
        .where(
            OutboundMessage.conversation_id == first.conversation_id,
            OutboundMessage.author == Author.REPRESENTATIVE,
            OutboundMessage.created_at >= first.requested_at,
            OutboundMessage.state.not_in(UNSAID),
        )
        .order_by(OutboundMessage.id.desc())
        .limit(LAST_WORDS)
    )
    return tuple(reversed(list(words)))
