"""What a caller hears when we can't answer at all."""

from __future__ import annotations

import datetime as dt

from receivables.wording import LANGUAGES
from telephony.voice import markup
from telephony.voice.speech import line


def sorry() -> str:
    """That it went wrong, in both languages, with the number to call; then the call ends."""
    now = dt.datetime.now(dt.UTC)
    return markup.tell([line("utter_voice_failed", language, now) for language in LANGUAGES])
