"""Answers to what must never be missed, given without the model: at once, or when it is down."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.policy.opt_out import ContactKind, contact_request
from receivables.policy.safety import IN_DANGER, SafetyKind, safety_kind, safety_kinds
from receivables.services.outbox import was_sent_since
from receivables.services.protection import protect
from receivables.services.sending import SAFETY
from receivables.store.tables import Conversation, InboundMessage
from telephony.wordings import worded

JUST_SAID = dt.timedelta(hours=1)
# What is said of a kind when the dialogue is down; a wrong number hears the one confirmation.
RESPONSES = {
    SafetyKind.DECEASED: "utter_holds_death",
    SafetyKind.BANKRUPTCY: "utter_holds_law",
    SafetyKind.ATTORNEY: "utter_holds_law",
    SafetyKind.CEASE: "utter_holds_cease",
    SafetyKind.PERSON: "utter_representative_coming",
    SafetyKind.DISPUTE: "utter_contact_preferences_assistant_unavailable",
}
# The one confirmation of an opt-out (compliance C6), where it comes with more.
CONFIRMATIONS = {
    SafetyKind.DECEASED: "utter_holds_death_no_more_texts",
    SafetyKind.BANKRUPTCY: "utter_holds_no_more_texts",
    SafetyKind.ATTORNEY: "utter_holds_no_more_texts",
    SafetyKind.CEASE: "utter_holds_no_more_texts",
}


def is_in_danger(text: str) -> bool:
    """Whether a text says that a life is in danger."""
    return safety_kind(text) in IN_DANGER


def hint(text: str) -> str | None:
    """The intent that patterns find, for the dialogue to act on; an opt-out in any words is
    graver than what would be asked or disputed besides."""
    found = set(safety_kinds(text))
    request = contact_request(text)
    if request is not None and request.kind is ContactKind.OPT_OUT:
        found.add(SafetyKind.STOP)
    return next((kind.intent for kind in SafetyKind if kind in found), None)


def answer_danger(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> tuple[str, ...]:
    """Where to find help, a person asked for, and no word about bills; () for all other texts."""
    kind = safety_kind(message.body)
    if kind not in IN_DANGER:
        return ()
    said = was_sent_since(session, conversation.id, SAFETY, now - JUST_SAID)
    words = "utter_safety_again" if said else f"utter_safety_{kind}"
    _protect(session, conversation, kind, message, now)
    return (worded(words, conversation.language, conversation.channel),)


def answer_alone(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> tuple[str, ...] | None:
    """Do and say without the dialogue what a kind needs; None for a text of no kind."""
    kind = safety_kind(message.body)
    if kind is None or kind in IN_DANGER or kind is SafetyKind.STOP:
        return None
    _protect(session, conversation, kind, message, now)
    if kind not in RESPONSES:
        return ()
    return (worded(RESPONSES[kind], conversation.language, conversation.channel),)


def protect_with_opt_out(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> str | None:
    """Hold whatever a text that ends our texts says besides: a death, a lawyer, all contact.

    The name of the one confirmation that fits better than the usual, if any does.
    """
    kind = safety_kind(message.body)
    if kind not in CONFIRMATIONS:
        return None
    _protect(session, conversation, kind, message, now)
    return CONFIRMATIONS[kind]


def _protect(
    session: Session,
    conversation: Conversation,
    kind: SafetyKind,
    message: InboundMessage,
    now: dt.datetime,
) -> None:
    protect(session, conversation, kind, message.body, message.message_sid, now)
