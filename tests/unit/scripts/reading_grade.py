"""How many years of school a text asks for (Flesch and Kincaid), syllables counted by vowels."""

from __future__ import annotations

import re


def grade(text: str) -> float:
    """The grade of an English text, roughly.

    >>> grade("We can look for a payment that fits you better.") < 6
    True
    """
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.?!]+(?:\s|$)", text)))
    syllables = sum(_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    count = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, count - silent)
