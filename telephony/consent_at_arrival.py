"""STOP, START and their kin take effect in the transaction that keeps the text (compliance C5)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.policy.opt_out import ContactKind, contact_request
from receivables.services.consents import is_opted_out, record_consent
from receivables.services.outbox import asked_since, enqueue
from receivables.services.sending import OPT_OUT_CONFIRMATION
from receivables.services.traffic import unanswered
from receivables.store.tables import Author, Conversation, InboundMessage, InboundState
from telephony.safety import is_in_danger, protect_with_opt_out
from telephony.wordings import worded

# What Twilio says it answered itself (Advanced Opt-Out): then we record and say nothing (C4).
ANSWERED_BY_CARRIER = {
    "STOP": ContactKind.OPT_OUT,
    "START": ContactKind.OPT_IN,
    "HELP": ContactKind.HELP,
}
QUESTION_STANDS = dt.timedelta(days=1)


def settle_consent(
    session: Session,
    conversation: Conversation,
    message: InboundMessage,
    opt_out_type: str,
    now: dt.datetime,
) -> None:
    """Record what a text says about being contacted; a text that needs no more is done.

    One confirmation for an opt-out, however often it is said (C6). YES brings texts back only
    for someone who opted out and was asked nothing (C4). Who has opted out gets no answer (C7),
    unless in danger: then the turn goes on.
    """
    asked = contact_request(message.body)
    kind = ANSWERED_BY_CARRIER.get(opt_out_type) or (asked.kind if asked else None)
    out = is_opted_out(session, conversation.phone, conversation.channel)
    answers = asked is not None and asked.kind is ContactKind.OPT_IN_IF_OUT and not out
    if asked and asked.language and not answers:  # a lone "sí" to us turns no conversation
        conversation.language = asked.language
    said = opt_out_type in ANSWERED_BY_CARRIER
    if kind is ContactKind.OPT_OUT:
        _opt_out(session, conversation, message, said, now)
    elif _opts_in(session, conversation, kind, asked.kind if asked else None, out, now):
        _opt_in(session, conversation, message, said, now)
    elif (out and not is_in_danger(message.body)) or (said and kind is ContactKind.HELP):
        message.state = InboundState.DONE


def _opts_in(
    session: Session,
    conversation: Conversation,
    kind: ContactKind | None,
    written: ContactKind | None,
    out: bool,
    now: dt.datetime,
) -> bool:
    if kind is ContactKind.OPT_IN:
        # The carrier takes every YES for an opt-in; of someone who is in, it is an answer.
        return out or written is ContactKind.OPT_IN
    if kind is not ContactKind.OPT_IN_IF_OUT or not out:
        return False
    return not asked_since(session, conversation.id, now - QUESTION_STANDS)


def _opt_out(
    session: Session,
    conversation: Conversation,
    message: InboundMessage,
    said: bool,
    now: dt.datetime,
) -> None:
    changed = _record(session, conversation, False, message, said, now)
    if is_in_danger(message.body):
        return
    message.state = InboundState.DONE
    held = protect_with_opt_out(session, conversation, message, now)
    if changed and not said:
        words = held or "utter_contact_preferences_opted_out"
        _confirm(session, conversation, message, words, OPT_OUT_CONFIRMATION, now)


def _opt_in(
    session: Session,
    conversation: Conversation,
    message: InboundMessage,
    said: bool,
    now: dt.datetime,
) -> None:
    _record(session, conversation, True, message, said, now)
    message.state = InboundState.DONE
    if not said:
        words = "utter_contact_preferences_opted_in"
        _confirm(session, conversation, message, words, "opt_in_confirmation", now)


def _record(
    session: Session,
    conversation: Conversation,
    granted: bool,
    message: InboundMessage,
    said: bool,
    now: dt.datetime,
) -> bool:
    source = f"{'carrier' if said else 'text'}:{message.message_sid}"
    return record_consent(session, conversation.phone, conversation.channel, granted, source, now)


def _confirm(
    session: Session,
    conversation: Conversation,
    message: InboundMessage,
    words: str,
    purpose: str,
    now: dt.datetime,
) -> None:
    if unanswered(session, conversation.phone, now):  # START and STOP by turns, all day long
        return
    lines = [worded(words, conversation.language)]
    enqueue(session, conversation.id, lines, Author.SYSTEM, purpose, now, message.id)
