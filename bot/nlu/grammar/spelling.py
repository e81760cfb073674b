"""Words one slip of the thumb away from a word of the tables: "octobr", "dosientos", "biernes".

A slip is a letter too many, too few, wrong, or two swapped. Only words of six letters or more are
taken for misspelled, only when one word of the tables is meant, and never when the first letter
differs (but b and v): "partes" is not "martes". `spelling.yml` names the words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, Iterator, Set

from bot.nlu.grammar.tables import read_table

SHORTEST = 6
_TABLE = read_table("spelling.yml")
_SHORT: Dict[str, str] = _TABLE["short"]
_RIGHT = set(_TABLE["right"])


def _words_meant() -> Set[str]:
    numbers, vocabulary = read_table("numbers.yml"), read_table("vocabulary.yml")
    classes = (word for name in _TABLE["classes"] for word in vocabulary[name])
    return {*_TABLE["words"], *numbers["add"], *numbers["times"], *classes}


def _without_a_letter(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _index(words: Set[str]) -> Dict[str, Set[str]]:
    found: Dict[str, Set[str]] = {}
    for word in words:
        if len(word) >= SHORTEST:
            for form in (word, *_without_a_letter(word)):
                found.setdefault(form, set()).add(word)
    return found


def _is_one_slip(written: str, meant: str) -> bool:
    """Whether one letter was added, lost or changed, or two neighbours swapped."""
    if len(written) != len(meant):
        longer, shorter = sorted((written, meant), key=len, reverse=True)
        return len(longer) == len(shorter) + 1 and shorter in _without_a_letter(longer)
    differing = [i for i, pair in enumerate(zip(written, meant, strict=True)) if pair[0] != pair[1]]
    if len(differing) == 1:
        return True
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1
    return swapped and sorted(written) == sorted(meant)


_BY_FORM = _index(_words_meant())
_KNOWN = _words_meant().union(_RIGHT, *read_table("vocabulary.yml").values())


@lru_cache(maxsize=4096)
def respell(plain: str) -> str:
    """The word of the tables that is meant, or the word itself.

    >>> respell("octobr"), respell("partes"), respell("thirsty")
    ('october', 'partes', 'thirsty')
    """
    if len(plain) < SHORTEST or plain in _KNOWN:
        return _SHORT.get(plain, plain)
    near = {word for form in (plain, *_without_a_letter(plain)) for word in _BY_FORM.get(form, ())}
    start = plain[0].replace("b", "v")
    meant = {it for it in near if it[0].replace("b", "v") == start and _is_one_slip(plain, it)}
    return meant.pop() if len(meant) == 1 else plain
