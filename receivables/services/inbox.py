"""Texts that arrived: kept once, taken in order, answered once."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from receivables.services.conversations import lock_conversation
from receivables.store.tables import InboundMessage, InboundState
from receivables.store.types import UtcMoment

LOOKED_BACK = 20  # texts
UNFINISHED = (InboundState.RECEIVED, InboundState.PROCESSING)


def receive(session: Session, message: InboundMessage) -> bool:
    """Keep a text that arrived. False, and nothing kept, when its SID is known already."""
    try:
        with session.begin_nested():
            session.add(message)
    except IntegrityError:
        return False
    return True


def has_waiting(session: Session, now: dt.datetime) -> bool:
    """Whether any text may be taken: a cheap look before `claim_next`."""
    return session.scalar(_ANY, {"now": now}) is True


def claim_next(session: Session, now: dt.datetime, lease: dt.timedelta) -> InboundMessage | None:
    """Take the oldest text whose conversation has none in progress, for as long as the lease.

    A text whose lease ran out (its worker was killed, or it is to be tried again) is taken anew.
    Safe with several workers: the conversation is locked while one of its texts is being taken.
    """
    for message_id, conversation_id in session.execute(_OLDEST, {"now": now}).all():
        if lock_conversation(session, conversation_id) is None:
            continue
        message = session.scalar(_STILL_READY, {"now": now, "id": message_id})
        if message is not None:
            message.state = InboundState.PROCESSING
            message.leased_until = now + lease
            message.attempts += 1
            session.flush()
            return message
    return None


def earlier_bodies(session: Session, message: InboundMessage) -> list[str]:
    """The latest texts that came before this one in its conversation."""
    earlier = (
        select(InboundMessage.body)
        .where(InboundMessage.conversation_id == message.conversation_id)
        .where(InboundMessage.id < message.id)
        .order_by(InboundMessage.id.desc())
        .limit(LOOKED_BACK)
    )
    return list(session.scalars(earlier))


def finish(session: Session, message: InboundMessage) -> bool:
    """Mark a claimed text as answered. False when its lease was lost to another worker."""
    return _change_if_held(session, message, state=InboundState.DONE, leased_until=None)


def try_again(session: Session, message: InboundMessage, when: dt.datetime) -> bool:
    """Leave a claimed text for a later moment. False when its lease was lost."""
    return _change_if_held(session, message, leased_until=when)


def _change_if_held(session: Session, message: InboundMessage, **values: object) -> bool:
    result = session.execute(
        update(InboundMessage)
        .where(
            InboundMessage.id == message.id,
            InboundMessage.state == InboundState.PROCESSING,
            InboundMessage.leased_until == message.leased_until,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def _ready(now: ColumnElement[dt.datetime]) -> ColumnElement[bool]:
    other = aliased(InboundMessage)
    in_the_way = exists().where(
        other.conversation_id == InboundMessage.conversation_id,
        other.id != InboundMessage.id,
        or_(
            and_(other.id < InboundMessage.id, other.state.in_(UNFINISHED)),
            and_(other.state == InboundState.PROCESSING, other.leased_until > now),
        ),
    )
    free = or_(
        InboundMessage.state == InboundState.RECEIVED,
        and_(InboundMessage.state == InboundState.PROCESSING, InboundMessage.leased_until <= now),
    )
    return and_(free, ~in_the_way)


# Built once: these are asked many times a second.
_READY = _ready(bindparam("now", type_=UtcMoment()))
_ANY = select(exists().where(_READY))
_OLDEST = (
    select(InboundMessage.id, InboundMessage.conversation_id)
    .where(_READY)
    .order_by(InboundMessage.id)
    .limit(10)
)
_STILL_READY = select(InboundMessage).where(InboundMessage.id == bindparam("id"), _READY)
