"""A text as bare words, for patterns that must not stumble over case, accents or punctuation."""

from __future__ import annotations

import re
import unicodedata


def plain(text: str) -> str:
    """Lower case, no accents, no punctuation, stop signs as words, single spaces.

    >>> plain("¡Don't text me! 🛑")
    'dont text me stop'
    """
    signs = re.sub("[🛑✋⛔🚫]", " stop ", text)
    decomposed = unicodedata.normalize("NFKD", signs.casefold().replace("’", "'"))
    letters = "".join(
        character
        for character in decomposed
        if not unicodedata.combining(character) and unicodedata.category(character) != "Cf"
    )
    return " ".join(re.sub(r"[^\w']|_", " ", letters.replace("'", "")).split())
