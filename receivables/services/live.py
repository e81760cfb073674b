"""What open pages of the console show, in brief, and what of it has changed since.

A few cheap queries, whoever wrote and in whatever process; nothing of what was written is kept.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN, WAITING
from receivables.store.tables import (
    Consent,
    Conversation,
    Handoff,
    Hold,
    InboundMessage,
    OutboundMessage,
    OutgoingCall,
    Verification,
)

LATEST_CALLS = 50
LATEST_TEXTS = 200  # of each kind: older ones change no more


@dataclass(frozen=True, slots=True)
class Picture:
    """`handoffs` and `texts` map what is shown to its conversation and its state of the moment;
    `around` moves with holds, consents and verifications."""

    handoffs: Mapping[int, tuple[Hashable, ...]]
    texts: Mapping[tuple[str, int], tuple[str, Hashable]]
    around: tuple[Hashable, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Whether the list of those who wait has changed, and the threads that have."""

    inbox: bool
    conversations: frozenset[str]


def take_picture(session: Session) -> Picture:
    """What stands now."""
    rows = session.execute(
        select(
            *(Handoff.id, Handoff.conversation_id, Handoff.state, Handoff.accepted_by_id),
            *(Handoff.offered_to_id, Handoff.escalated_at, Handoff.callback_at),
        ).where(Handoff.state.in_(OPEN))
    )
    handoffs = {row.id: tuple(row)[1:] for row in rows}
    around = select(
        select(func.max(Hold.id)).scalar_subquery(),
        select(func.count(Hold.released_at)).select_from(Hold).scalar_subquery(),
        select(func.max(Consent.id)).scalar_subquery(),
        select(func.max(Verification.id)).scalar_subquery(),
    )
    waiting = sum(1 for row in handoffs.values() if row[1] in WAITING)
    return Picture(handoffs, dict(_texts(session)), tuple(session.execute(around).one()), waiting)


def count_waiting(session: Session) -> int:
    """How many conversations wait for a person."""
    wanted = select(func.count(Handoff.id)).where(Handoff.state.in_(WAITING))
    return session.scalar(wanted) or 0


def changes(before: Picture, after: Picture) -> Changes:
    """What is different in the later picture."""
    inbox = before.handoffs != after.handoffs or before.around != after.around
    fresh = [talk for key, (talk, state) in after.texts.items() if _differs(before, key, state)]
    return Changes(inbox, frozenset(fresh))


def _differs(before: Picture, key: tuple[str, int], state: Hashable) -> bool:
    known = before.texts.get(key)
    return known is None or known[1] != state


def _texts(session: Session) -> Iterator[tuple[tuple[str, int], tuple[str, Hashable]]]:
    for kind, table in (("in", InboundMessage), ("out", OutboundMessage)):
        wanted = select(table.id, table.conversation_id, table.state)
        for row in session.execute(wanted.order_by(table.id.desc()).limit(LATEST_TEXTS)):
            yield (kind, row.id), (row.conversation_id, row.state if kind == "out" else None)
    calls = (
        select(OutgoingCall.id, OutgoingCall.state, Conversation.id.label("talk"))
        .join(Conversation, Conversation.phone == OutgoingCall.phone)
        .order_by(OutgoingCall.id.desc())
    )
    for call in session.execute(calls.limit(LATEST_CALLS)):
        yield (call.talk, call.id), (call.talk, call.state)
