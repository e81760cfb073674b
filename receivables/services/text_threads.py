"""The thread in which a number is texted that may never have texted us."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.policy.figures import load_policy
from receivables.services.conversations import conversation_for
from receivables.settings import settings
from receivables.store.tables import Conversation


def text_thread(session: Session, phone: str, language: str, now: dt.datetime) -> Conversation:
    """The newest thread of texts with a number (E.164); else one is made, in this language, from
    the number that others are texted from."""
    texts = select(Conversation).filter_by(channel="sms")
    newest = Conversation.created_at.desc()
    there = session.scalar(texts.filter_by(phone=phone).order_by(newest).limit(1))
    if there is not None:
        return there
    other = session.scalar(texts.order_by(newest).limit(1))
    office = load_policy(settings().policy_file).organisation.callback_phone
    ours = other.our_number if other is not None else office
    made = conversation_for(session, "sms", phone, ours, settings().secret_key, now)
    made.language = language
    return made
