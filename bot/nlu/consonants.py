"""A word as the sounds of its consonants, so that a word and its misspellings are one feature.

Thumbs swap neighbours ("wrogn"), drop vowels ("pymnt") and double or lose a letter; people who
write Spanish by ear confuse b and v, s, c and z, k and qu, ll and y, and leave the h away. What
survives all that is the first letter and which consonants follow it, in whatever order.
"""

from __future__ import annotations

import re
from typing import Tuple

from bot.nlu.normalise import normalise

_WORD = re.compile(r"[a-z]+|\d+|[^\w\s]")
_SHORT = 2  # "no", "si", "me": nothing is left when vowels go
_VOWELS = frozenset("aeiouy")
_SOUNDS: Tuple[Tuple["re.Pattern[str]", str], ...] = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        (r"qu(?=[ei])", "k"),
        (r"c(?=[ei])", "s"),
        (r"[cq]", "k"),
        (r"z", "s"),
        (r"v", "b"),
        (r"ph", "f"),
        (r"^ll", "y"),
        (r"h", ""),
        (r"x", "ks"),
        (r"gu(?=[ei])", "g"),
        (r"j", "g"),
    )
)


def consonants(text: str) -> str:
    """The text with each word, number and sign apart, and words as their consonants.

    >>> consonants("Wrong number!"), consonants("wrogn numbre")
    ('wgnr nbmr !', 'wgnr nbmr')
    >>> consonants("¿Vivo aquí?") == consonants("¿bibo aki?")
    True
    """
    return " ".join(_of_word(word) for word in _WORD.findall(normalise(text).replace("'", "")))


def _of_word(word: str) -> str:
    if len(word) <= _SHORT or not word.isalpha():
        return word
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word[:1] + "".join(sorted(set(word[1:]) - _VOWELS))
