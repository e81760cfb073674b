"""What is decided before any model, when a text's turn comes: who may answer it, and how."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.policy.contact.facts import ON_CALL
from receivables.policy.opt_out import ContactKind, contact_request
from receivables.policy.pumping import Unanswered
from receivables.policy.redaction import CARD_REMOVED, CODE_REMOVED, SOCIAL_SECURITY_REMOVED
from receivables.services.consents import is_opted_out
from receivables.services.handoffs import open_handoff, request_handoff
from receivables.services.holds import FOR_A_PERSON, active_holds
from receivables.services.on_call import on_call_staff
from receivables.services.on_call_threads import tell_representative
from receivables.services.sending import SAFETY
from receivables.services.traffic import unanswered
from receivables.store.tables import Conversation, InboundMessage
from telephony.on_call import answer_on_call
from telephony.safety import answer_danger, is_in_danger
from telephony.waiting import answer_waiting
from telephony.wordings import worded


@dataclass(frozen=True)
class Answer:
    """Lines to say, none for silence, and the purpose they are sent for."""

    lines: tuple[str, ...] = ()
    purpose: str = "reply"


SILENCE = Answer()


def answer_without_model(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> Answer | None:
    """The answer to a text that the model must not or need not see; None for all others.

    Silence for someone who opted out (compliance C7) and while a person has the conversation,
    unless they wait and ask for a call or when they hear from us; but danger is answered always.
    """
    first = _representative(session, conversation, message, now)
    return first or _answer_patient(session, conversation, message, now)


def _answer_patient(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> Answer | None:
    language = conversation.language
    if _draws_too_much(session, conversation, message, now):
        return SILENCE
    handoff = open_handoff(session, conversation.id)
    if help_lines := answer_danger(session, conversation, message, now):
        tell_representative(session, handoff, message, now)
        return Answer(help_lines, SAFETY)
    if is_opted_out(session, conversation.phone, conversation.channel):
        return SILENCE
    if asks_for_help(message.body):
        return Answer((worded("utter_contact_preferences_help", language),), "help")
    if handoff is not None:
        tell_representative(session, handoff, message, now)
        said = answer_waiting(session, conversation, message, now)
        return Answer((said,), "person") if said else SILENCE
    if held := answer_hold(session, conversation, message, now):
        return held
    if not message.body:
        seen = "picture" if message.media_count else "empty_text"
        return Answer((worded(f"utter_contact_preferences_{seen}", language),))
    return None


def _representative(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> Answer | None:
    """To a representative on call: nobody's patient here, whatever they write."""
    if on_call_staff(session, conversation.phone) is None:
        return None
    if is_opted_out(session, conversation.phone, conversation.channel):
        return SILENCE  # they sent STOP, and must text START before they go on
    lines = answer_on_call(session, conversation, message, now)
    return Answer(lines, ON_CALL) if lines else SILENCE


def _draws_too_much(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> bool:
    """Whether the number has drawn all the texts that one may (policy.pumping).

    A person then looks at it; a number that we don't serve is left alone. Whoever is in danger is
    answered all the same.
    """
    why = unanswered(session, conversation.phone, now)
    if why is Unanswered.TOO_MANY:
        request_handoff(session, conversation.id, "too_many_texts", "", message.message_sid, now)
    return why is not None and not is_in_danger(message.body)


def answer_hold(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> Answer | None:
    """Under some holds a person alone may answer (compliance T8, T9); None without one."""
    kind = _hold_for_a_person(session, conversation.phone)
    if kind is None:
        return None
    request_handoff(
        session, conversation.id, f"hold:{kind}", message.body[:160], message.message_sid, now
    )
    words = "utter_contact_preferences_only_a_person"
    return Answer((worded(words, conversation.language, conversation.channel),))


def remarks(message: InboundMessage, language: str, channel: str = "sms") -> list[str]:
    """What to tell a person about their text besides the answer: what was removed or not seen."""
    said = []
    if CARD_REMOVED in message.body or CODE_REMOVED in message.body:
        said.append(worded("utter_contact_preferences_card_removed", language, channel))
    if SOCIAL_SECURITY_REMOVED in message.body:
        said.append(worded("utter_contact_preferences_social_security_removed", language, channel))
    if message.media_count and message.body:
        said.append(worded("utter_contact_preferences_picture", language))
    return said


def asks_for_help(body: str) -> bool:
    """HELP, INFO or AYUDA and nothing else."""
    request = contact_request(body)
    return request is not None and request.kind is ContactKind.HELP


def _hold_for_a_person(session: Session, phone: str) -> str | None:
    kinds = [hold.kind for hold in active_holds(session, phone) if hold.kind in FOR_A_PERSON]
    return kinds[0] if kinds else None
