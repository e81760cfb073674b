"""What a voicemail hears: the limited content that the rule lists, and nothing else (T11)."""

from __future__ import annotations

import datetime as dt

from receivables.policy.contact.facts import Channel
from receivables.policy.contact.voicemail import LimitedContent, NotLimited, parts
from receivables.policy.figures import load_policy
from receivables.settings import settings
from telephony.voice import markup
from telephony.voice.speech import spoken
from telephony.wordings import spoken_number, worded


def voicemail_document(person_name: str, language: str) -> str:
    """The message in the person's language, from a natural person's name; then the line ends.

    Where the business's name would tell that it is about a debt, nothing is said.
    """
    organisation = load_policy(settings().policy_file).organisation
    name = organisation.voicemail_name or organisation.name
    message = LimitedContent(name, person_name, organisation.callback_phone)
    try:
        said = parts(message, Channel.VOICE)
    except NotLimited:
        return markup.tell([])
    values = {
        "business": message.business_name,
        "person": message.person_name,
        "number": spoken_number(message.phone),
    }
    words = [worded(f"utter_voice_mail_{part}", language, "voice", **values) for part in said]
    now = dt.datetime.now(dt.UTC)
    return markup.tell([spoken(" ".join(words), language, now)])
