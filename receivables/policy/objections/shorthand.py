"""Writes out what collectors type while they listen.

The table is the one that the model reads too (`data/scripts/shorthand.yml`, `bot.objections`).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from receivables.yaml_files import read_yaml

TABLE = Path(__file__).resolve().parents[3] / "data" / "scripts" / "shorthand.yml"
_WORD = re.compile(r"[\w&']+")
_SLASHED = re.compile(r"\b\w/\w\b")
_ENDING = re.compile(r"(\w{2,})('[ds])")
_WITHOUT_VOWELS = re.compile(r"[a-z][bcdfghj-np-tv-z]{3,}|[a-z][bcdfghj-np-tv-z]{2,}'d")


def written_out(text: str) -> str:
    """The text with each abbreviation in words.

    >>> written_out("Pt rep by atty, ch 7 filed")
    'patient rep by attorney, chapter 7 filed'
    >>> written_out("dtr's ph, bkrcy, c/d")
    "daughter's phone, bankruptcy, cease and desist"
    """
    slashed = _SLASHED.sub(lambda word: _meanings().get(word[0].lower(), word[0]), text)
    return _WORD.sub(lambda word: _meaning(word[0].lower()) or word[0], slashed)


def _meaning(word: str) -> str | None:
    """What a word means by the table, by its ending, or by its consonants; None for a word."""
    if (meant := _meanings().get(word)) is not None:
        return meant
    if (ending := _ENDING.fullmatch(word)) and (stem := _meanings().get(ending[1])):
        return stem + ending[2].replace("'d", "")
    if _WITHOUT_VOWELS.fullmatch(word):
        letters = re.compile(".*".join(word.replace("'", "")))
        return next((long for long in _abbreviated() if letters.match(long)), None)
    return None


@cache
def _meanings() -> dict[str, str]:
    table = read_yaml(TABLE)
    return {str(short): long for tongue in ("en", "es") for short, long in table[tongue].items()}


@cache
def _abbreviated() -> list[str]:
    return sorted(read_yaml(TABLE)["abbreviated"], key=len)
