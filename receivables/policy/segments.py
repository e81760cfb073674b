"""How many parts the carrier counts (and bills) for a text.

Source: GSM 03.38 and its extension table; 160 characters in one part or 153 in each of several,
70 or 67 where one character lies outside (compliance 2a). Spanish á, í, ó and ú lie outside;
é, ñ, ¿ and ¡ do not.

>>> segments("Hola, ¿cómo está?").encoding
'UCS-2'
>>> segments("x" * 161).parts
2
"""

from __future__ import annotations

from typing import NamedTuple

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = set("^{}\\[~]|€\f")


class Segments(NamedTuple):
    """The alphabet a text needs (`GSM-7` or `UCS-2`) and its number of parts."""

    encoding: str
    parts: int


def segments(text: str) -> Segments:
    """The parts of a text as the carrier counts them; an empty text is one part."""
    if set(text) <= BASIC | EXTENSION:
        length = sum(2 if character in EXTENSION else 1 for character in text)
        return Segments("GSM-7", _parts(length, 160, 153))
    return Segments("UCS-2", _parts(len(text.encode("utf-16-le")) // 2, 70, 67))


def _parts(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)
