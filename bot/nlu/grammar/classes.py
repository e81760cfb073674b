"""The classes of words that patterns name: `<number>`, `<weekday>` and the like."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Dict

from bot.nlu.grammar.tables import read_table
from bot.nlu.grammar.words import Word

VOCABULARY: Dict[str, Dict[str, int]] = read_table("vocabulary.yml")
_SLASHED = re.compile(r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")
_RUN_TOGETHER = re.compile(r"([0-3]\d)([0-3]\d)((?:19|20)\d\d)")  # 03221979
_PLURAL_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days")
NAMES = (
    *VOCABULARY,
    *("number", "money_number", "whole", "day_number", "year", "short_year", "said_year"),
    "slash_date",
    *("plural_weekday", "two", "four", "fifteen"),
)


def classes_of(word: Word) -> Dict[str, Any]:
    """Every class the word belongs to, with its value there."""
    plain = word.plain
    found: Dict[str, Any] = {
        name: values[plain] for name, values in VOCABULARY.items() if plain in values
    }
    if "/" in plain or plain.count("-") == 2 or plain.count(".") == 2:
        if _SLASHED.fullmatch(plain):
            found["slash_date"] = plain
    elif _RUN_TOGETHER.fullmatch(plain):
        found["slash_date"] = _RUN_TOGETHER.sub(r"\1/\2/\3", plain)
    elif word.number is not None:
        found.update(_number_classes(word.number, plain))
    ordinal = _ordinal_of_two_words(plain)
    if ordinal:
        found["ordinal"] = ordinal
    if _PLURAL_WEEKDAY.fullmatch(plain):
        found["plural_weekday"] = VOCABULARY["weekday"][plain]
    return found


def _ordinal_of_two_words(plain: str) -> int:
    """22 for "twenty-second"; 0 for anything else."""
    tens, _, unit = plain.replace("-", " ").partition(" ")
    day = {"twenty": 20, "thirty": 30}.get(tens, 0) + VOCABULARY["ordinal"].get(unit.strip(), 0)
    return day if unit and day <= 31 else 0


def _number_classes(number: str, plain: str) -> Dict[str, Any]:
    value = Decimal(number)
    found: Dict[str, Any] = {"number": number}
    if re.fullmatch(r"[\d,]*\.\d{2}", plain):
        found["money_number"] = number
    if value != value.to_integral_value():
        return found
    whole = int(value)
    fits = {
        "whole": True,
        "day_number": 1 <= whole <= 31,
        "short_year": re.fullmatch(r"[02-9]\d", plain),
        "said_year": 20 <= whole <= 99 and not plain[0].isdigit(),
        "year": 1900 <= whole <= 2099 and "," not in plain,
        "two": whole == 2,
        "four": whole == 4,
        "fifteen": whole == 15,
    }
    return {**found, **{name: whole for name, holds in fits.items() if holds}}
