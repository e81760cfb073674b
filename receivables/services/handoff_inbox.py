"""The conversations that wait for a person or are with one, as a list for staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from receivables.domain.handoffs import OPEN, WAITING, HandoffState
from receivables.store.tables import (
    Consent,
    Conversation,
    Guarantor,
    Handoff,
    Hold,
    Verification,
)

SHOWN = 50  # a page of them stays light


class Show(StrEnum):
    """Which open handoffs: those nobody has, one's own (and those offered to one), or all."""

    WAITING = "waiting"
    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """One open handoff. `name` is that of the guarantor who was verified in the conversation,
    empty when nobody was; `warnings` are holds, and `opted_out`; `with_whom` is who has it or
    was offered it, empty when nobody; `late`: nobody has, and the promise is about to break."""

    handoff_id: int
    conversation_id: str
    phone: str
    name: str
    language: str
    reason: str
    summary: str
    requested_at: dt.datetime
    warnings: tuple[str, ...]
    state: HandoffState
    with_whom: str
    answer_by: dt.datetime | None
    callback_at: dt.datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """The oldest of those to show, after `skipped` others, and how many there are of each kind."""

    people: tuple[WaitingPerson, ...]
    counts: dict[Show, int]
    skipped: int


def handoff_inbox(session: Session, show: Show, staff_id: int, skipped: int = 0) -> Inbox:
    """SHOWN of those to show, the longest first, in a fixed number of queries."""
    wanted = {kind: _wanted(kind, staff_id) for kind in Show}
    handoffs = session.scalars(
        select(Handoff)
        .where(wanted[show])
        .options(
            selectinload(Handoff.conversation),
            selectinload(Handoff.accepted_by),
            selectinload(Handoff.offered_to),
        )
        .order_by(Handoff.requested_at, Handoff.id)
        .offset(skipped)
        .limit(SHOWN)
    ).all()
    names = _names(session, [handoff.conversation_id for handoff in handoffs])
    warnings = _warnings(session, {handoff.conversation.phone for handoff in handoffs})
    people = tuple(_person(handoff, names, warnings) for handoff in handoffs)
    columns = [func.count(Handoff.id).filter(condition) for condition in wanted.values()]
    counts = session.execute(select(*columns).where(Handoff.state.in_(OPEN))).one()
    return Inbox(people, dict(zip(wanted, counts, strict=True)), skipped)


def _wanted(show: Show, staff_id: int) -> ColumnElement[bool]:
    if show is Show.WAITING:
        return Handoff.state.in_(WAITING)
    if show is Show.ALL:
        return Handoff.state.in_(OPEN)
    whose = or_(Handoff.accepted_by_id == staff_id, Handoff.offered_to_id == staff_id)
    return and_(Handoff.state.in_(OPEN), whose)


def _person(
    handoff: Handoff, names: dict[str, str], warnings: dict[str, list[str]]
) -> WaitingPerson:
    conversation: Conversation = handoff.conversation
    colleague = handoff.accepted_by or handoff.offered_to
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
        state=handoff.state,
        with_whom=colleague.name if colleague else "",
        answer_by=handoff.answer_by,
        callback_at=handoff.callback_at,
        late=handoff.state in WAITING and handoff.escalated_at is not None,
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
