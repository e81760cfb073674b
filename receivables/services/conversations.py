"""Threads with people, known by a keyed hash of their numbers."""

from __future__ import annotations

import datetime as dt
import hmac

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from receivables.store.tables import Conversation


class MissingSecretKey(RuntimeError):
    """PLAINBILL_SECRET_KEY is empty: conversation ids could be worked out from phone numbers."""


def conversation_id(
    channel: str, phone: str, our_number: str, secret_key: str, call_sid: str = ""
) -> str:
    """`c` and 32 hex digits of an HMAC-SHA256; each call has its own. Raises MissingSecretKey."""
    if not secret_key:
        raise MissingSecretKey("set PLAINBILL_SECRET_KEY (32 random bytes in hex)")
    name = "|".join((channel, phone, our_number, *filter(None, [call_sid])))
    return "c" + hmac.new(secret_key.encode(), name.encode(), "sha256").hexdigest()[:32]


def conversation_for(
    session: Session,
    channel: str,
    phone: str,
    our_number: str,
    secret_key: str,
    now: dt.datetime,
    call_sid: str = "",
) -> Conversation:
    """The thread between a number (E.164) and ours, made at its first message; for a call, its own.

    Raises MissingSecretKey.
    """
    key = conversation_id(channel, phone, our_number, secret_key, call_sid)
    found = session.get(Conversation, key)
    if found is not None:
        return found
    made = Conversation(
        id=key,
        channel=channel,
        phone=phone,
        our_number=our_number,
        language="en",
        introduced_at=None,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # another text of the same person was a moment faster
        return session.get_one(Conversation, key)
    return made


def lock_conversation(session: Session, key: str) -> Conversation | None:
    """Keep other workers from this conversation until the transaction ends.

    None when another worker has it. On SQLite a transaction holds the whole store already.
    """
    wanted = select(Conversation).where(Conversation.id == key)
    return session.scalar(wanted.with_for_update(key_share=True, skip_locked=True))
