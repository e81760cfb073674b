"""A feeling that a text shows, and the words that acknowledge it before any fact."""

from __future__ import annotations

import re
from functools import cache

from receivables.domain.date_of_birth import fold
from receivables.wording import responses

_START = "utter_smalltalk_feeling_"
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def feeling_in(text: str) -> str | None:
    """The response that acknowledges the feeling whose `words` (its metadata) stand in the text.

    Of several the longest phrase decides.
    """
    said = f" {_plain(text)} "
    found = [(len(words), name) for words, name in _phrases() if f" {words} " in said]
    return max(found)[1] if found else None


def acknowledges(response: str) -> bool:
    """Whether a response meets feelings in its own words (`acknowledges` in its metadata)."""
    metadata = (responses().get(response) or [{}])[0].get("metadata") or {}
    return bool(metadata.get("acknowledges")) or response.startswith(_START)


@cache
def _phrases() -> list[tuple[str, str]]:
    return [
        (_plain(words), name)
        for name, variants in responses().items()
        if name.startswith(_START)
        for words in (variants[0].get("metadata") or {}).get("words", ())
    ]


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", fold(text).replace("'", "").replace("\u2019", "")).strip()
