"""Writes out what collectors type while they listen, by `data/scripts/shorthand.yml`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Text

import yaml

from bot.training import ROOT

TABLE = ROOT / "data" / "scripts" / "shorthand.yml"
_WORD = re.compile(r"[\w&']+")


@lru_cache(maxsize=1)
def _meanings() -> Dict[Text, Text]:
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {str(short): long for tongue in ("en", "es") for short, long in table[tongue].items()}


def written_out(text: Text) -> Text:
    """The text with each abbreviation in words.

    >>> written_out("Pt rep by atty, ch 7 filed")
    'patient rep by attorney, chapter 7 filed'
    """
    return _WORD.sub(lambda word: _meanings().get(word[0].lower(), word[0]), text)
