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


@cache
def _meanings() -> dict[str, str]:
    table = read_yaml(TABLE)
    return {str(short): long for tongue in ("en", "es") for short, long in table[tongue].items()}


def written_out(text: str) -> str:
    """The text with each abbreviation in words.

    >>> written_out("Pt rep by atty, ch 7 filed")
    'patient rep by attorney, chapter 7 filed'
    """
    return _WORD.sub(lambda word: _meanings().get(word[0].lower(), word[0]), text)
