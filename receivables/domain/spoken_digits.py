"""Numbers that were said and written down as words: "march twenty second nineteen seventy nine"."""

from __future__ import annotations

import re

from text_to_num import alpha2digit

_FEWEST_DIGITS = 4  # fewer say neither a birthday nor a ZIP code
_O = re.compile(r"(?<=\d )oh?(?= \d|$)", re.IGNORECASE)
_YEAR = re.compile(r"\b(19|20) (0 )?(?=\d{1,2}\b)")
_ZIP = re.compile(r"(?<!\d)(?:\d{1,2} ){2,4}\d{1,2}(?!\d)")
_ZIP_LENGTH = 5
LANGUAGES = ("en", "es")


def in_digits(text: str) -> str:
    """The text with its spoken numbers in digits; a text that has digits stays as it is.

    Read in English, then in Spanish: the first in which numbers are found.

    >>> in_digits("march twenty second nineteen seventy nine, zip four four one oh seven")
    'march 22nd 1979, zip 44107'
    >>> in_digits("veintidós de marzo de mil novecientos setenta y nueve")
    '22 de marzo de 1979'
    >>> in_digits("one moment please"), in_digits("3/22/1979 two")
    ('one moment please', '3/22/1979 two')
    """
    if any(map(str.isdigit, text)):
        return text
    for language in LANGUAGES:
        read = _O.sub("0", str(alpha2digit(text, language, 0)))
        read = _YEAR.sub(lambda found: found[1] + (found[2] or "").strip(), read)
        read = _ZIP.sub(lambda found: _joined(found[0]), read)
        if sum(map(str.isdigit, read)) >= _FEWEST_DIGITS:
            return read
    return text


def _joined(groups: str) -> str:
    """ "4 4 1 09" is a ZIP code; other groups may be a date, and stay apart."""
    digits = groups.replace(" ", "")
    return digits if len(digits) == _ZIP_LENGTH else groups
