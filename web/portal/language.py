"""The language of a visitor of whom nothing else is known."""

from __future__ import annotations

from receivables.wording import LANGUAGES


def language_of(accept_language: str) -> str:
    """The first of ours that the browser asks for, else English.

    >>> language_of("de, es-MX;q=0.9, en;q=0.8")
    'es'
    """
    for wish in accept_language.split(","):
        code = wish.strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]
