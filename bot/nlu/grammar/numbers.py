"""Numbers as people write them: "75", "1,200.50", "1.5k", "seventy-five", "ciento veinte"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import List, Optional

from bot.nlu.grammar.tables import read_table
from bot.nlu.grammar.words import Word

_TABLE = read_table("numbers.yml")
_ADD = _TABLE["add"]
_TIMES = _TABLE["times"]
_JOIN = set(_TABLE["join"])
_NEVER_ALONE = set(_TABLE["never_alone"])
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d{1,2})?|\.\d{2}")
_SPANISH_DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_TENS_OF_ORDINALS = ("twenty", "thirty")  # "twenty-second": a day, in two words
_ORDINALS = read_table("vocabulary.yml")["ordinal"]


def _digits(word: str) -> Optional[Decimal]:
    if _SPANISH_DIGITS.fullmatch(word):
        return Decimal(word.replace(".", "").replace(",", "."))
    return Decimal(word.replace(",", "")) if _DIGITS.fullmatch(word) else None


class _Phrase:
    """A number in the making, word by word."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.last: Optional[int] = None  # the last word's value

    def take(self, word: str) -> bool:
        """Whether the word continues the number."""
        if self.total == 19 and 20 <= _ADD.get(word, 0) <= 90:
            self.total *= 100  # "nineteen eighty": a year
            self.last = 100
        if word in _TIMES:
            self.total = (self.total or 1) * _TIMES[word]
            self.last = _TIMES[word]
            return True
        value = _ADD.get(word)
        if value is None or (self.last is not None and not _fits(self.last, value)):
            return False
        self.total += value
        self.last = value
        return True


def _fits(before: int, value: int) -> bool:
    """Whether the two make one number: "seventy five" does; "two fifty" and "five six" don't."""
    if before >= 1000:
        return value < 1000
    if before >= 100:
        return value < 100
    return 20 <= before < 100 and 0 < value < 10


def _phrase_from(words: List[Word], start: int) -> int:
    """Where the number in words that starts here ends (start itself: none)."""
    phrase, end, index = _Phrase(), start, start
    while index < len(words):
        plain = words[index].plain
        if phrase.take(plain):
            index += 1
            end = index
        elif end > start and (plain in _JOIN or plain == "-") and index == end:
            index += 1
        else:
            break
    return end


def _value(words: List[Word]) -> str:
    phrase = _Phrase()
    for word in words:
        phrase.take(word.plain)
    return str(phrase.total)


def join_numbers(words: List[Word], text: str) -> List[Word]:
    """The same words, each number a single word that knows its value."""
    joined: List[Word] = []
    index = 0
    while index < len(words):
        word = words[index]
        last = _end_of_ordinal(words, index)
        if last > index + 1:
            place = word.start, words[last - 1].end
            joined.append(Word(text[slice(*place)], *place))
            index = last
            continue
        digits = _digits(word.text)
        end = _phrase_from(words, index) if digits is None else index + 1
        if digits is not None and end < len(words) and _is_thousands(word, words[end]):
            digits *= _TIMES[words[end].plain]
            end += 1
        if end == index or (digits is None and end == index + 1 and word.plain in _NEVER_ALONE):
            joined.append(word)
            index += 1
            continue
        value = str(digits) if digits is not None else _value(words[index:end])
        last = words[end - 1].end
        joined.append(Word(text[word.start : last], word.start, last, value))
        index = end
    return joined


def _end_of_ordinal(words: List[Word], start: int) -> int:
    """Where an ordinal of two words that starts here ends; the start itself where there is none."""
    if words[start].plain not in _TENS_OF_ORDINALS:
        return start
    last = start + (2 if words[start + 1 : start + 2] and words[start + 1].plain == "-" else 1)
    units = [_ORDINALS.get(word.plain, 99) for word in words[last : last + 1]]
    return last + 1 if units and units[0] < 10 else start


def _is_thousands(number: Word, after: Word) -> bool:
    """ "1k" and "2 thousand", not "1 K Street"."""
    plain = after.plain
    return plain in _TIMES and (plain != "k" or number.end == after.start)
