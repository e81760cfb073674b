"""Card and social security numbers never reach the store (compliance M3).

A card number is 13 to 19 digits, in groups or not, that begin as a card's do and pass the Luhn
check. A social security number is written 3-2-4, or named as one. A card's security code is
removed where it is named. What stays says that something was removed.

>>> redact("my card is 4242 4242 4242 4242 ok").text
'my card is [card number removed] ok'
>>> redact("call 216-555-0123, account 100200300400").text
'call 216-555-0123, account 100200300400'
"""

from __future__ import annotations

import re
from typing import NamedTuple

CARD_REMOVED = "[card number removed]"
CODE_REMOVED = "[security code removed]"
SOCIAL_SECURITY_REMOVED = "[social security number removed]"

_GAP = r"[ \t.\u00a0\u2010-\u2015\u2212-]"
_DIGIT_RUN = re.compile(rf"(?<!\d)\d(?:{_GAP}{{0,2}}\d){{12,18}}(?!\d)")
_SECURITY_CODE = re.compile(
    r"\b(cvv2?|cvc2?|cvn|cid|security code|c[oó]digo de seguridad)(\W{0,3}(?:is|es)?\W{0,3})"
    r"\d{3,4}(?!\d)",
    re.IGNORECASE,
)
_AREA = r"(?!000|666|9\d\d)\d{3}"
_SSN_GROUPED = re.compile(
    rf"(?<![\d-]){_AREA}({_GAP})(?!00)\d{{2}}\1(?!0000)\d{{4}}(?!\d|{_GAP}\d)"
)
_SSN_NAMED = re.compile(
    r"\b(ssn|s\.s\.n\.?|social(?: security)?(?: (?:number|no\.?|num|#))?|"
    r"seguro social|n[uú]mero de seguro social)"
    rf"(\W{{0,3}}(?:is|es|es el)?\W{{0,3}})\d{{3}}{_GAP}?\d{{2}}{_GAP}?\d{{4}}(?!\d)",
    re.IGNORECASE,
)


class Redaction(NamedTuple):
    """The text to keep, and whether it held card details or a social security number."""

    text: str
    card: bool
    social_security: bool


def redact(text: str) -> Redaction:
    """A text without card numbers, security codes and social security numbers."""
    kept = _DIGIT_RUN.sub(_without_card, text)
    kept = _SECURITY_CODE.sub(rf"\1\2{CODE_REMOVED}", kept)
    card = kept != text
    without = _SSN_NAMED.sub(rf"\1\2{SOCIAL_SECURITY_REMOVED}", kept)
    without = _SSN_GROUPED.sub(SOCIAL_SECURITY_REMOVED, without)
    return Redaction(without, card, without != kept)


def _without_card(found: re.Match[str]) -> str:
    return CARD_REMOVED if is_card_number(found.group()) else found.group()


def is_card_number(written: str) -> bool:
    """Whether the digits of `written` are a payment card's: length, first digit, Luhn check."""
    digits = [int(character) for character in written if character.isdecimal()]
    if not 13 <= len(digits) <= 19 or digits[0] not in (2, 3, 4, 5, 6):
        return False
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
