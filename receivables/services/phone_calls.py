"""Calls as the store keeps them: begun once, each answer written down, ended once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.services.conversations import conversation_for
from receivables.settings import settings
from receivables.store.tables import (
    Author,
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
    PhoneCall,
)


def begin_call(
    session: Session, call_sid: str, phone: str, our_number: str, now: dt.datetime
) -> PhoneCall:
    """The call of a CallSid, made at its first webhook and locked until the transaction ends.

    `phone` is in E.164, or a word for a caller who shows no number.
    """
    found = session.get(PhoneCall, call_sid, with_for_update=True)
    if found is not None:
        return found
    conversation = conversation_for(
        session, "voice", phone, our_number, settings().secret_key, now, call_sid
    )
    call = PhoneCall(
        call_sid=call_sid,
        conversation_id=conversation.id,
        step=0,
        document="",
        speech={},
        misses=0,
        recording="off",
        started_at=now,
    )
    session.add(call)
    session.flush()
    return call


def find_call(session: Session, call_sid: str) -> PhoneCall | None:
    """The call of a CallSid, locked until the transaction ends."""
    return session.get(PhoneCall, call_sid, with_for_update=True)


def keep_heard(session: Session, call: PhoneCall, body: str, now: dt.datetime) -> InboundMessage:
    """Write down what was heard at this step, redacted by the caller; once a step.

    It is done from the start: only the call itself can be answered, never later by a text.
    """
    sid = f"{call.call_sid}-{call.step}"
    known = session.scalar(select(InboundMessage).filter_by(message_sid=sid))
    if known is not None:
        return known
    message = InboundMessage(
        message_sid=sid,
        conversation_id=call.conversation_id,
        body=body,
        received_at=now,
        state=InboundState.DONE,
    )
    session.add(message)
    session.flush()
    return message


def keep_said(
    session: Session,
    call: PhoneCall,
    lines: Sequence[str],
    document: str,
    speech: Mapping[str, Any],
    purpose: str,
    now: dt.datetime,
) -> None:
    """Write down what is said next, and the document that says it: the call goes a step on.

    `speech` is kept as it is, for saying it again.
    """
    session.add_all(
        OutboundMessage(
            conversation_id=call.conversation_id,
            author=Author.ASSISTANT,
            purpose=purpose,
            body=line,
            state=OutboundState.DELIVERED,
            created_at=now,
            state_at=now,
        )
        for line in lines
    )
    call.step += 1
    call.document = document
    call.speech = dict(speech)


def end_call(session: Session, call: PhoneCall, status: str, now: dt.datetime) -> None:
    """The carrier says that the call is over; the first word stands."""
    if call.ended_at is None:
        call.ended_at = now
        call.status = status
