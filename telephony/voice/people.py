"""From the assistant to a person: passed on at once where somebody is free, else called back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.services.call_transfers import ring_next
from receivables.services.clock import moment_said, office_is_open
from receivables.services.handoff_promises import schedule_callback
from receivables.services.handoffs import open_handoff, request_handoff
from receivables.store.tables import Conversation, PhoneCall
from telephony.voice.markup import Ringing
from telephony.voice.speech import Speech, line, spoken
from telephony.wordings import worded

NO_NUMBER = "anonymous"


def to_a_person(
    session: Session, call: PhoneCall, reason: str, said: str, now: dt.datetime
) -> Speech:
    """Ask for a person in the caller's place."""
    request_handoff(
        session, call.conversation_id, reason, said[:160], f"{call.call_sid}-{reason}", now
    )
    return reach_person(session, call, now)


def reach_person(session: Session, call: PhoneCall, now: dt.datetime) -> Speech:
    """Ring the next representative who takes calls, in office hours; else a person calls back."""
    handoff = open_handoff(session, call.conversation_id)
    if handoff is not None and office_is_open(now):
        transfer = ring_next(session, call, handoff, now)
        if transfer is not None:
            language = call.conversation.language
            first = not call.speech.get("rings")
            words = "utter_voice_transfer_hold" if first else "utter_voice_transfer_next"
            return Speech((line(words, language, now),), rings=Ringing(transfer.id, transfer.phone))
    return called_back(session, call.conversation, now)


def called_back(session: Session, conversation: Conversation, now: dt.datetime) -> Speech:
    """That a person calls back, and when: at a moment that the rules on contact allow."""
    language, at = conversation.language, None
    handoff = open_handoff(session, conversation.id)
    if handoff is not None and conversation.phone != NO_NUMBER:
        at = schedule_callback(session, handoff, now)
    if at is None:
        return Speech((line("utter_voice_call_us", language, now),), ends=True)
    words = worded("utter_voice_called_back", language, "voice", when=moment_said(at, language))
    return Speech((spoken(words, language, now),), ends=True)
