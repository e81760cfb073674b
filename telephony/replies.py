"""The replies of a turn, written to the outbox as a few texts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.services.consents import last_refusal
from receivables.services.handoffs import open_handoff
from receivables.services.outbox import enqueue, was_sent_since
from receivables.services.sending import OPT_OUT_CONFIRMATION, SAFETY
from receivables.store.tables import Author, Conversation, InboundMessage
from telephony.gates import SILENCE, Answer
from telephony.language import tells_language
from telephony.texts import MOST_TEXTS, fitted, joined
from telephony.wordings import worded


def write_replies(
    session: Session, conversation_id: str, message_id: int, answer: Answer, now: dt.datetime
) -> None:
    """Put an answer in the outbox, after the introduction in a conversation's first answer.

    A person who opted out during the turn hears only the one confirmation (compliance C6, C7), and
    where to find help if in danger.
    An empty answer of the model is made up for in words, unless a person has taken over.
    """
    conversation = session.get_one(Conversation, conversation_id)
    refusal = last_refusal(session, conversation.phone, conversation.channel)
    if refusal is not None and answer.purpose != SAFETY:
        if not refusal.source.startswith("carrier:") and not was_sent_since(
            session, conversation_id, OPT_OUT_CONFIRMATION, refusal.recorded_at
        ):
            _write(session, conversation, message_id, _opted_out(conversation), now)
        return
    if answer is SILENCE:
        return
    if not answer.lines:
        if open_handoff(session, conversation_id) is not None:
            return
        sorry = worded("utter_contact_preferences_no_answer", conversation.language)
        answer = Answer((sorry,), answer.purpose)
    _write(session, conversation, message_id, answer, now)


def _opted_out(conversation: Conversation) -> Answer:
    words = worded("utter_contact_preferences_opted_out", conversation.language)
    return Answer((words,), OPT_OUT_CONFIRMATION)


def _write(
    session: Session,
    conversation: Conversation,
    message_id: int,
    answer: Answer,
    now: dt.datetime,
) -> None:
    texts = joined(answer.lines)
    if conversation.introduced_at is None and answer.purpose == "reply":
        told = tells_language(session.get_one(InboundMessage, message_id).body)
        words = "utter_smalltalk_introduction" if told else "utter_smalltalk_introduction_either"
        texts.insert(0, worded(words, conversation.language))
        conversation.introduced_at = now
    if len(texts) > MOST_TEXTS:
        texts = fitted(texts)
    author = Author.ASSISTANT if answer.purpose == "reply" else Author.SYSTEM
    enqueue(session, conversation.id, texts, author, answer.purpose, now, message_id)
