"""Makes the words that matter for safety recognisable: shorthand, spelling by ear, slips.

Only words near one of `words.yml` change, and only when they are no words of their own.

>>> mended("im w my laywer n i cnt breeth, llamenle a mi avogado")
'i am with my lawyer and i can not breathe llamenle a mi abogado'
>>> mended("S T O O O P")
'stop'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations

from receivables.policy.safety.tables import words
from receivables.policy.words import plain

# Of words this long or longer one letter, or two, may be wrong, missing, too many or swapped.
ONE_SLIP, TWO_SLIPS = 5, 9
LONGEST_WORD = 20
_SOUNDS = (
    (r"(.)\1+", r"\1"),
    (r"ch", "+"),
    (r"c(?=[ei])|z", "s"),
    (r"qu(?=[ei])|c", "k"),
    (r"(?<![+])h", ""),
    (r"v", "b"),
    (r"ph", "f"),
    (r"g(?=[ei])", "j"),
)


def mended(text: str) -> str:
    """The words of a text, plain, each at its best guess."""
    signs = "".join(words().signs.get(character, character) for character in text)
    letters = re.sub(
        r"\b(?:[^\W\d] ){2,}[^\W\d]\b", lambda run: run[0].replace(" ", ""), plain(signs)
    )
    calm = re.sub(r"([^\W\d])\1{2,}", r"\1", letters)
    return " ".join(_word(word) for word in calm.split())


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    if (meant := words().shorthand.get(word)) is not None:
        return meant
    if word in words().mend or word in words().real or len(word) > LONGEST_WORD:
        return word
    sound = _sound(word)
    if (alike := _by_sound().get(sound)) is not None:
        return alike
    for spelling in (sound, *_shorter(sound)):
        near = _by_slip().get(spelling)
        if near is not None and _sound(near)[0] == sound[0]:
            return near
    return word


@cache
def _by_sound() -> dict[str, str]:
    return {_sound(word): word for word in words().mend}


@cache
def _by_slip() -> dict[str, str]:
    """Every word to mend that is long enough for a slip, by its sound with letters left out."""
    long = {sound: word for sound, word in _by_sound().items() if len(sound) >= ONE_SLIP}
    slips = {slip: word for sound, word in long.items() for slip in _shorter(sound)}
    return slips | long


def _sound(word: str) -> str:
    """How a word sounds to somebody who writes by ear, English and Spanish alike."""
    for pattern, sound in _SOUNDS:
        word = re.sub(pattern, sound, word)
    return word


def _shorter(sound: str) -> Iterator[str]:
    """The sound with one letter left out, with two from a long one."""
    for slips in range(1, 1 + (len(sound) >= ONE_SLIP) + (len(sound) >= TWO_SLIPS)):
        for places in combinations(range(len(sound)), slips):
            yield "".join(letter for place, letter in enumerate(sound) if place not in places)
