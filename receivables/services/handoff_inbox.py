"""The conversations that wait for a person, as a list for staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from receivables.store.tables import (
    Consent,
    Conversation,
    Guarantor,
    Handoff,
    HandoffState,
    Hold,
    Verification,
)


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """One open handoff. `name` is that of the guarantor who was verified in the conversation,
    empty when nobody was; `warnings` are holds, and `opted_out`."""

    handoff_id: int
    conversation_id: str
    phone: str
    name: str
    language: str
    reason: str
    summary: str
    requested_at: dt.datetime
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """The oldest of those who wait, and how many they are altogether."""

    people: tuple[WaitingPerson, ...]
    count: int


def handoff_inbox(session: Session, limit: int = 100) -> Inbox:
    """Everybody who waits, the longest first, in a fixed number of queries."""
    is_open = Handoff.state != HandoffState.RETURNED
    handoffs = session.scalars(
        select(Handoff)
        .where(is_open)
        .options(selectinload(Handoff.conversation))
        .order_by(Handoff.requested_at, Handoff.id)
        .limit(limit)
    ).all()
    names = _names(session, [handoff.conversation_id for handoff in handoffs])
    warnings = _warnings(session, {handoff.conversation.phone for handoff in handoffs})
    people = tuple(_person(handoff, names, warnings) for handoff in handoffs)
    count = session.scalar(select(func.count(Handoff.id)).where(is_open)) or 0
    return Inbox(people, count)


def _person(
    handoff: Handoff, names: dict[str, str], warnings: dict[str, list[str]]
) -> WaitingPerson:
    conversation: Conversation = handoff.conversation
    return WaitingPerson(
        handoff_id=handoff.id,
        conversation_id=conversation.id,
        phone=conversation.phone,
        name=names.get(conversation.id, ""),
        language=conversation.language,
        reason=handoff.reason,
        summary=handoff.summary,
        requested_at=handoff.requested_at,
        warnings=tuple(warnings.get(conversation.phone, ())),
    )


def _names(session: Session, conversation_ids: Collection[str]) -> dict[str, str]:
    rows = session.execute(
        select(Verification.conversation_id, Guarantor.name)
        .join(Guarantor, Guarantor.id == Verification.guarantor_id)
        .where(Verification.conversation_id.in_(conversation_ids))
        .order_by(Verification.id)
    )
    return {row.conversation_id: row.name for row in rows}


def _warnings(session: Session, phones: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    held = select(Hold.phone, Hold.kind).where(Hold.phone.in_(phones), Hold.released_at.is_(None))
    for phone, kind in session.execute(held.order_by(Hold.id)):
        found.setdefault(phone, []).append(kind)
    last = select(func.max(Consent.id)).where(Consent.phone.in_(phones), Consent.channel == "sms")
    refused = select(Consent.phone).where(
        Consent.id.in_(last.group_by(Consent.phone)), Consent.granted.is_(False)
    )
    for phone in session.scalars(refused):
        found.setdefault(phone, []).append("opted_out")
    return found
