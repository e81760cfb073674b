"""Writes out what collectors type while they listen, by `data/scripts/shorthand.yml`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Dict, List, Optional, Text

import yaml

from bot.training import ROOT

TABLE = ROOT / "data" / "scripts" / "shorthand.yml"
_WORD = re.compile(r"[\w&']+")
_SLASHED = re.compile(r"\b\w/\w\b")
_ENDING = re.compile(r"(\w{2,})('[ds])")
_WITHOUT_VOWELS = re.compile(r"[a-z][bcdfghj-np-tv-z]{3,}|[a-z][bcdfghj-np-tv-z]{2,}'d")


def written_out(text: Text) -> Text:
    """The text with each abbreviation in words.

    >>> written_out("Pt rep by atty, ch 7 filed")
    'patient rep by attorney, chapter 7 filed'
    >>> written_out("dtr's ph, bkrcy, c/d")
    "daughter's phone, bankruptcy, cease and desist"
    """
    slashed = _SLASHED.sub(lambda word: _meanings().get(word[0].lower(), word[0]), text)
    return _WORD.sub(lambda word: _meaning(word[0].lower()) or word[0], slashed)


def _meaning(word: Text) -> Optional[Text]:
    """What a word means by the table, by its ending, or by its consonants; None for a word."""
    if (meant := _meanings().get(word)) is not None:
        return meant
    if (ending := _ENDING.fullmatch(word)) and (stem := _meanings().get(ending[1])):
        return stem + ending[2].replace("'d", "")
    if _WITHOUT_VOWELS.fullmatch(word):
        letters = re.compile(".*".join(word.replace("'", "")))
        return next((long for long in _abbreviated() if letters.match(long)), None)
    return None


@lru_cache(maxsize=1)
def _table() -> Dict[Text, Any]:
    table: Dict[Text, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=1)
def _meanings() -> Dict[Text, Text]:
    return {str(short): long for tongue in ("en", "es") for short, long in _table()[tongue].items()}


@lru_cache(maxsize=1)
def _abbreviated() -> List[Text]:
    return sorted(_table()["abbreviated"], key=len)
