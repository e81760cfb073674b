"""Texts to send: written with the turn that made them, taken in order, judged when sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from receivables.policy.contact.facts import ANSWERS
from receivables.services.conversations import lock_conversation
from receivables.store.tables import Author, Conversation, OutboundMessage, OutboundState
from receivables.store.types import UtcMoment

PENDING, SENDING = OutboundState.PENDING, OutboundState.SENDING


def enqueue(
    session: Session,
    conversation_id: str,
    bodies: Sequence[str],
    author: Author,
    purpose: str,
    now: dt.datetime,
    in_reply_to_id: int | None = None,
    not_before: dt.datetime | None = None,
    first_sequence: int = 0,
    not_after: dt.datetime | None = None,
) -> list[OutboundMessage]:
    """Write texts to be sent in this order. Raises IntegrityError for a turn answered already.

    What a text brings about besides its answer has another `first_sequence`.
    """
    rows = [
        OutboundMessage(
            conversation_id=conversation_id,
            in_reply_to_id=in_reply_to_id,
            sequence=sequence,
            author=author,
            purpose=purpose,
            body=body,
            state=PENDING,
            created_at=now,
            not_before=not_before,
            not_after=not_after,
            state_at=now,
        )
        for sequence, body in enumerate(bodies, first_sequence)
    ]
    session.add_all(rows)
    session.flush()
    return rows


def withdraw_pending(session: Session, phone: str, channel: str, now: dt.datetime) -> None:
    """Withdraw everything that waits to be sent to a number (compliance C7)."""
    _withdraw(session, Conversation.phone == phone, Conversation.channel == channel, now=now)


def withdraw_notices(session: Session, phone: str, now: dt.datetime) -> None:
    """Withdraw what waits to be sent to a number on any channel but answers (compliance D4)."""
    unasked = OutboundMessage.purpose.not_in(ANSWERS)
    _withdraw(session, Conversation.phone == phone, unasked, now=now)


def _withdraw(session: Session, *which: ColumnElement[bool], now: dt.datetime) -> None:
    wanted = (
        select(OutboundMessage.id)
        .join(Conversation, OutboundMessage.conversation_id == Conversation.id)
        .where(OutboundMessage.state == PENDING, *which)
    )
    session.execute(
        update(OutboundMessage)
        .where(OutboundMessage.id.in_(wanted))
        .values(state=OutboundState.WITHDRAWN, state_at=now)
        .execution_options(synchronize_session="fetch")
    )


def has_waiting(session: Session, now: dt.datetime) -> bool:
    """Whether any text may be taken: a cheap look before `claim_next`."""
    return session.scalar(_ANY, {"now": now}) is True


def claim_next(session: Session, now: dt.datetime, lease: dt.timedelta) -> OutboundMessage | None:
    """Take the oldest text to send that nothing earlier in its conversation waits before.

    `attempts` is 1 for a text that nobody took before. A text still SENDING when its lease ran
    out is taken again; whether the carrier has it is then unknown. The caller judges it
    (`services.sending`) in the same transaction.
    """
    for message_id, conversation_id in session.execute(_OLDEST, {"now": now}).all():
        if lock_conversation(session, conversation_id) is None:
            continue
        message = session.scalar(_STILL_READY, {"now": now, "id": message_id})
        if message is not None:
            message.leased_until = now + lease
            message.attempts += 1
            return message
    return None


def _ready(now: ColumnElement[dt.datetime]) -> ColumnElement[bool]:
    earlier = aliased(OutboundMessage)
    # A text planned for later holds nothing up; one that is being tried again does.
    in_the_way = exists().where(
        earlier.conversation_id == OutboundMessage.conversation_id,
        earlier.id < OutboundMessage.id,
        or_(
            earlier.state == SENDING,
            and_(
                earlier.state == PENDING,
                or_(earlier.not_before.is_(None), earlier.not_before <= now, earlier.attempts > 0),
            ),
        ),
    )
    due = or_(OutboundMessage.not_before.is_(None), OutboundMessage.not_before <= now)
    free = or_(
        and_(OutboundMessage.state == PENDING, due),
        and_(OutboundMessage.state == SENDING, OutboundMessage.leased_until <= now),
    )
    return and_(free, ~in_the_way)


def asked_since(session: Session, conversation_id: str, since: dt.datetime) -> bool:
    """Whether the last thing the assistant said since a moment was a question, still unanswered
    for all we know: a YES may then be its answer (compliance C4)."""
    last = session.scalar(
        select(OutboundMessage)
        .where(
            OutboundMessage.conversation_id == conversation_id,
            OutboundMessage.author == Author.ASSISTANT,
            OutboundMessage.state.not_in((OutboundState.WITHDRAWN, OutboundState.FAILED)),
            OutboundMessage.created_at >= since,
        )
        .order_by(OutboundMessage.id.desc())
        .limit(1)
    )
    return last is not None and "?" in last.body


def was_sent_since(
    session: Session, conversation_id: str, purpose: str, since: dt.datetime
) -> bool:
    """Whether a text of this purpose was written since a moment."""
    wanted = exists().where(
        OutboundMessage.conversation_id == conversation_id,
        OutboundMessage.purpose == purpose,
        OutboundMessage.created_at >= since,
    )
    return session.scalar(select(wanted)) is True


# Built once: these are asked many times a second.
_READY = _ready(bindparam("now", type_=UtcMoment()))
_ANY = select(exists().where(_READY))
_OLDEST = (
    select(OutboundMessage.id, OutboundMessage.conversation_id)
    .where(_READY)
    .order_by(OutboundMessage.id)
    .limit(10)
)
_STILL_READY = select(OutboundMessage).where(OutboundMessage.id == bindparam("id"), _READY)
