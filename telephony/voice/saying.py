"""The document of a speech: written down before it is given, so that it can be given again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.services.phone_calls import keep_said
from receivables.store.tables import PhoneCall
from telephony.settings import twilio_settings
from telephony.voice import markup
from telephony.voice.greeting import starts_recording
from telephony.voice.speech import Speech


def say_next(session: Session, call: PhoneCall, speech: Speech, now: dt.datetime) -> str:
    """The document; the call goes a step on."""
    document = _document(call, speech)
    lines = [one.text for one in speech.lines]
    keep_said(session, call, lines, document, speech.kept(), speech.purpose, now)
    return document


def _document(call: PhoneCall, speech: Speech) -> str:
    step = call.step + 1
    if speech.ends:
        return markup.tell(speech.lines)
    if speech.rings is not None:
        return markup.pass_on(speech.lines, speech.rings, step, call.conversation.our_number)
    if speech.pays is not None:
        return markup.pay(speech.lines, speech.pays, step, twilio_settings().pay_connector)
    begins = call.conversation.introduced_at is not None and starts_recording(call)
    call.recording = "on" if begins else call.recording
    where = markup.address("/recording") if begins else ""
    return markup.ask(speech.lines, step, call.conversation.language, speech.digits, where)
