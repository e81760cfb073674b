"""How a call begins: who speaks, that it is a machine, whether it is recorded, which language."""

from __future__ import annotations

import datetime as dt

from receivables.policy.contact.recording import Recording, may_record
from receivables.store.tables import Conversation, PhoneCall
from receivables.wording import LANGUAGES
from telephony.assistant import Reply
from telephony.language import language_of
from telephony.settings import twilio_settings
from telephony.voice.hearing import Heard, HeardKind
from telephony.voice.speech import Speech, line, speech_of
from telephony.wordings import worded

DECLINE_KEY = "9"
DECLINE = "[recording declined]"
CHOICES = {"1": "en", "2": "es"}
NAMES = {"en": {"english", "ingles", "inglés"}, "es": {"spanish", "espanol", "español"}}


def greeting(call: PhoneCall, now: dt.datetime) -> Speech:
    """For whom the assistant speaks, that it is no person (compliance D6), the recording notice
    where calls are recorded (D5), and the choice of a language: in both languages."""
    call.recording = "announced" if twilio_settings().record_calls else "off"
    names = ["utter_voice_greeting"]
    names += ["utter_voice_recording"] if call.recording == "announced" else []
    names.append("utter_voice_choose_language")
    lines = [line(name, language, now) for language in LANGUAGES for name in names]
    return Speech(tuple(lines), keys={DECLINE_KEY: DECLINE} if len(names) > 2 else {}, digits=1)


def take_language(
    call: PhoneCall, conversation: Conversation, heard: Heard, now: dt.datetime
) -> Speech | None:
    """The language that was chosen, and what to ask next; None when they asked for more already."""
    if heard.text == DECLINE:
        call.recording = "declined"
        choose = [line("utter_voice_choose_language", language, now) for language in LANGUAGES]
        lines = [line("utter_voice_not_recorded", language, now) for language in LANGUAGES]
        return Speech((*lines, *choose), digits=1)
    if heard.kind in (HeardKind.SILENCE, HeardKind.UNCLEAR, HeardKind.REPEAT):
        return None
    conversation.introduced_at = now
    words = heard.text.lower().strip(" .!")
    chosen = CHOICES.get(words) or next(
        (language for language, names in NAMES.items() if words in names), None
    )
    conversation.language = chosen or language_of(heard.text, None)
    return help_menu(conversation.language, now) if chosen else None


def help_menu(language: str, now: dt.datetime) -> Speech:
    """What can be asked, with keys for the most common."""
    words = worded("utter_voice_how_can_i_help", language, "voice")
    return speech_of([Reply(words, "utter_voice_how_can_i_help")], language, now)


def starts_recording(call: PhoneCall) -> bool:
    """Whether recording begins with the next document: announced, and the caller went on (D5)."""
    announced = call.recording == "announced"
    return may_record(Recording(announced, went_on=True), frozenset())
