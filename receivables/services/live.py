"""What open pages of the console show, in brief, and what of it has changed since.

A few cheap queries, whoever wrote and in whatever process; nothing of what was written is kept.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN, WAITING
from receivables.services.live_rows import latest_rows
from receivables.store.tables import Consent, Handoff, Hold, Verification


@dataclass(frozen=True, slots=True)
class Picture:
    """`handoffs` and `rows` (texts, calls, what protects the person, their money) map what is shown
    to its conversation and its state of the moment; `around` moves with holds, consents and
    verifications."""

    handoffs: Mapping[int, tuple[Hashable, ...]]
    rows: Mapping[tuple[str, str, int], tuple[str, Hashable]]
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
    rows_shown = dict(latest_rows(session))
    return Picture(handoffs, rows_shown, tuple(session.execute(around).one()), waiting)


def count_waiting(session: Session) -> int:
    """How many conversations wait for a person."""
    wanted = select(func.count(Handoff.id)).where(Handoff.state.in_(WAITING))
    return session.scalar(wanted) or 0


def changes(before: Picture, after: Picture) -> Changes:
    """What is different in the later picture."""
    inbox = before.handoffs != after.handoffs or before.around != after.around
    fresh = {talk for key, (talk, state) in after.rows.items() if _differs(before, key, state)}
    return Changes(inbox, frozenset(fresh | _handed_on(before, after)))


def _handed_on(before: Picture, after: Picture) -> set[str]:
    """The conversations whose handoff has begun, ended or moved."""
    moved = set(before.handoffs.items()) ^ set(after.handoffs.items())
    return {str(state[0]) for _, state in moved}


def _differs(before: Picture, key: tuple[str, str, int], state: Hashable) -> bool:
    known = before.rows.get(key)
    return known is None or known[1] != state
