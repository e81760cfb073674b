"""What the assistant itself did in a conversation, for whoever takes it over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.store.tables import PaymentArrangement, Verification, WorkItem

BY_STAFF = "staff:"  # how the requests of staff begin
LATEST = 8


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done at a moment: a code of ours, or the kind of work that was opened."""

    at: dt.datetime
    what: str


def assistant_deeds(session: Session, conversation_id: str) -> list[Deed]:
    """The latest, newest first: who it verified, what it agreed on, the work it opened."""
    found = [
        *_verified(session, conversation_id),
        *_agreed(session, conversation_id),
        *_opened(session, conversation_id),
    ]
    return sorted(found, key=lambda deed: deed.at, reverse=True)[:LATEST]


def _verified(session: Session, conversation_id: str) -> Iterator[Deed]:
    wanted = select(Verification.verified_at).filter_by(conversation_id=conversation_id)
    for at in session.scalars(wanted):
        yield Deed(at, "verified")


def _agreed(session: Session, conversation_id: str) -> Iterator[Deed]:
    wanted = select(PaymentArrangement).filter_by(conversation_id=conversation_id)
    for agreed in session.scalars(wanted):
        if not agreed.request_id.startswith(BY_STAFF):
            yield Deed(agreed.agreed_at, "set_up_arrangement")


def _opened(session: Session, conversation_id: str) -> Iterator[Deed]:
    for item in session.scalars(select(WorkItem).filter_by(conversation_id=conversation_id)):
        if not item.request_id.startswith(BY_STAFF):
            yield Deed(item.opened_at, item.kind)
