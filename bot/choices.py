"""The answer to "Do you want this (reply 1), or that (reply 2)?", in figures or in words."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, Dict, List, Optional, Sequence, Text

from bot.nlu.known_texts import folded


class Choice(Enum):
    """Which of two was meant."""

    FIRST = 0
    SECOND = 1
    BOTH = 2
    NEITHER = 3


_POLITE = r"(?: (?:one|please|pls|por favor|thing|option|opcion|cosa))*"
_START = r"(?:(?:i mean|its|it s|the|option|number|opcion|numero|la|el|lo|quiero|i want) )*"
_ANSWERS = {
    Choice.FIRST: r"1|1st|one|first|uno|una|primer[oa]?|former",
    Choice.SECOND: r"2|2nd|two|second|dos|segund[oa]|latter|last|ultim[oa]",
    Choice.BOTH: r"both|1 and 2|1 y 2|both of them|ambas|ambos|(?:las|los) dos",
    Choice.NEITHER: r"neither|none|none of (?:them|those|these)|no|nope|nah|ninguna|ninguno|"
    r"no none|ni una ni otra|something else|otra cosa|neither of them|no neither",
}
_PATTERNS = {
    choice: re.compile(rf"{_START}(?:{words}){_POLITE}") for choice, words in _ANSWERS.items()
}
# "no i havent filed": no choice of what it denies, though it is full of its words.
_DENIED = re.compile(r"(?:no|nope|nah|not|never|i (?:have ?nt|have not|did ?nt|did not|never))\b.*")
LEAST_LIKELY = 0.08  # of the ranking: with two choices known, this much decides between them


def chosen(text: Text, intents: Sequence[Text], parsed: Dict[Text, Any]) -> Optional[Choice]:
    """What a text chooses of two intents, or None when it is about something else.

    `parsed` is what the model makes of the text: where it is unsure, what it was asked decides.
    """
    words = folded(text)
    if not words:  # "??" chooses nothing
        return None
    for choice in (Choice.BOTH, Choice.NEITHER, Choice.FIRST, Choice.SECOND):
        if _PATTERNS[choice].fullmatch(words):
            return choice
    if parsed["intent"]["name"] != "nlu_fallback":
        return None
    if _DENIED.fullmatch(words):
        return Choice.NEITHER
    likely = [guess for guess in _ranking(parsed) if guess["name"] in intents]
    if likely and likely[0]["confidence"] >= LEAST_LIKELY:
        return Choice(list(intents).index(likely[0]["name"]))
    return None


def _ranking(parsed: Dict[Text, Any]) -> List[Dict[Text, Any]]:
    return list(parsed.get("intent_ranking") or [])
