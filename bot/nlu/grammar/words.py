"""A text as words with their places: what the tokenizer and the grammar both see.

Amounts, dates and dashed numbers stay whole, everything else comes apart where letters meet
digits: "$75.50/mo" is `$ 75.50 / mo`, "100dlls" is `100 dlls`, "15th" is `15 th`.
"""

from __future__ import annotations

import re
from typing import List, NamedTuple, Optional

from bot.nlu.grammar.spelling import respell
from bot.nlu.normalise import normalise

_WORD = re.compile(
    r"""
    \d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)               # 4/17/86, 1986-04-17, 4.17.86
  | \d{1,2}/\d{1,2}(?![\d/])                            # 5/6
  | \d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)              # 1,200.50
  | \d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)              # 1.200,50
  | \d+\.\d{1,2}(?!\d) | \d+ | (?<![\w.])\.\d{2}(?!\d)  # 75.50, 75, .50
  | [^\W\d_]+(?:['’][^\W\d_]+)?                         # words, with one apostrophe
  | \S
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word, its place in the text, and its number (a decimal in text form) if it is one."""

    text: str
    start: int
    end: int
    number: Optional[str] = None

    @property
    def plain(self) -> str:
        """As patterns compare it: normalised, a slip of the thumb put right."""
        return respell(normalise(self.text))


def split(text: str) -> List[Word]:
    """The words in their order."""
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
