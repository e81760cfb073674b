"""The second thing a person proves: a ZIP code or the last four of an account number."""

from __future__ import annotations

import re

_SPACED_DIGITS = re.compile(r"(?<![\w])\d(?: \d){3,4}(?![\w])")
_ZIP_PLUS_FOUR = re.compile(r"(?<![\w-])(\d{5})-\d{4}(?![\w-])")
_TOKEN = re.compile(r"(?<![\w$.,-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
MOST_NUMBERS = 3  # more in one text would be guessing


def find_numbers(text: str) -> tuple[str, ...]:
    """What in the text can be a ZIP code (five digits) or the last four of an account number.

    A whole account number counts by its last four characters; a ZIP code with its four more
    digits by the first five; digits typed one by one ("4 4 1 0 7") are put together. An amount
    ("$1801") is none, and of many numbers only the first three are taken.

    >>> find_numbers("zip 44107, account PB-10001")
    ('44107', '0001')
    """
    joined = _SPACED_DIGITS.sub(lambda found: found.group().replace(" ", ""), text)
    joined = _ZIP_PLUS_FOUR.sub(r"\1", joined)
    found = dict.fromkeys(
        number for token in _TOKEN.findall(joined) for number in _readings(token.replace("-", ""))
    )
    return tuple(found)[:MOST_NUMBERS]


def _readings(token: str) -> tuple[str, ...]:
    if token.isdigit() and len(token) in (4, 5):
        return (token,)
    if len(token) >= 6 and sum(letter.isdigit() for letter in token) >= 4:
        return (token[-4:].upper(),)
    return ()
