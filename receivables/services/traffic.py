"""What a number has drawn out of us lately, and whether it may draw more (policy.pumping)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from receivables.policy.figures import load_policy
from receivables.policy.pumping import Unanswered, refused
from receivables.settings import settings
from receivables.store.tables import Author, Conversation, OutboundMessage

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def unanswered(session: Session, phone: str, now: dt.datetime) -> Unanswered | None:
    """Why a number (E.164) gets no answer by text now; None when it does.

    What a person wrote to it does not count: people are not drawn.
    """
    lately = case((OutboundMessage.created_at >= now - HOUR, 1), else_=0)
    row = session.execute(
        select(func.coalesce(func.sum(lately), 0), func.count())
        .join(Conversation, OutboundMessage.conversation_id == Conversation.id)
        .where(
            Conversation.phone == phone,
            Conversation.channel == "sms",
            OutboundMessage.author != Author.REPRESENTATIVE,
            OutboundMessage.created_at >= now - DAY,
        )
    ).one()
    return refused(phone, int(row[0]), int(row[1]), load_policy(settings().policy_file).traffic)
