"""What a caller's answer comes to: words, a key, silence, or speech too faint to rely on.

>>> hear("", "2", "", {"1": "yes", "2": "no"})
Heard(kind=<HeardKind.WORDS: 'words'>, text='no')
>>> hear("I owe what", "", "0.21", {}).kind
<HeardKind.UNCLEAR: 'unclear'>
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from receivables.policy.safety import safety_kind
from telephony.texts import clean, without_command

FAINT = 0.35  # below it the carrier's guess is wrong more often than right
REPEAT_KEY = "*"


class HeardKind(StrEnum):
    """What kind of answer it was."""

    WORDS = "words"
    REPEAT = "repeat"
    SILENCE = "silence"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer; `text` is what to take it for."""

    kind: HeardKind
    text: str = ""


def hear(speech: str, digits: str, confidence: str, keys: Mapping[str, str]) -> Heard:
    """The answer in a webhook's fields. `keys`: what a key stands for just now.

    Keys count before speech. What must never be missed counts however faint it was.
    """
    pressed = "".join(key for key in digits if key in "0123456789*")[:40]
    if pressed == REPEAT_KEY:
        return Heard(HeardKind.REPEAT)
    pressed = pressed.replace("*", "")
    if pressed:
        return Heard(HeardKind.WORDS, keys.get(pressed, pressed))
    words = without_command(clean(speech))
    if not words:
        return Heard(HeardKind.SILENCE)
    if _sureness(confidence) < FAINT and safety_kind(words) is None:
        return Heard(HeardKind.UNCLEAR, words)
    return Heard(HeardKind.WORDS, words)


def _sureness(written: str) -> float:
    """The carrier's confidence; a number it doesn't give, or can't be read, is full."""
    try:
        return float(written)
    except ValueError:
        return 1.0
