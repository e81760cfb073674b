"""Which characters separate elements, components and segments of an X12 interchange.

They are read from each ISA: the element separator follows the letters ISA, the component
separator is ISA16 and the terminator comes after it (remittance 1a). ISA is counted by its
separators, not by its 106 characters, since real files come with its padding lost. A fragment
without ISA tells them by the segment that must follow.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_HEADER = 1000
_ISA_SEPARATORS = 16
_FOLLOWERS = "GS|TA1|ST|BPR|ISA"
BLANK = " \t\r\n\0"  # not str.isspace: the separators 1C to 1F count as space there


class Delimiters(NamedTuple):
    """The element separator, the component separator and the segment terminator."""

    element: str
    component: str
    terminator: str


def delimiters_of(text: str) -> Delimiters | None:
    """The delimiters of the interchange or fragment that `text` starts with; None if unclear.

    `text` starts at ISA, GS or ST and holds at least that segment and the next one's name.

    >>> delimiters_of("ST*835*0001~BPR*I*34.00~")
    Delimiters(element='*', component=':', terminator='~')
    """
    text = text[:LONGEST_HEADER]
    if text.startswith("ISA"):
        return _of_interchange(text)
    if text.startswith(("GS", "ST")):
        return _of_fragment(text)
    return None


def _of_interchange(text: str) -> Delimiters | None:
    element = text[3:4]
    if element != "\t" and not _can_delimit(element):
        return None
    position = 3
    for _ in range(_ISA_SEPARATORS - 1):
        position = text.find(element, position + 1)
        if position < 0:
            return None
    component, rest = text[position + 1 : position + 2], text[position + 2 :]
    if not _can_delimit(component):
        return None
    terminator = _terminator(rest, element)
    return Delimiters(element, component, terminator) if terminator else None


def _of_fragment(text: str) -> Delimiters | None:
    element = text[2:3]
    if element != "\t" and not _can_delimit(element):
        return None
    follower = rf"(?:{_FOLLOWERS}){re.escape(element)}"
    found = re.search(rf"([^\w{BLANK}]|\r?\n)[{BLANK}]*{follower}", text[3:])
    if found is None or found[1] == element:
        return None
    return Delimiters(element, ":", found[1][-1])


def _terminator(rest: str, element: str) -> str | None:
    """What stands between ISA16 and the next segment: one character, line breaks aside."""
    follower = rf"(?:{_FOLLOWERS}){re.escape(element)}"
    found = re.match(rf"[{BLANK}]*([^\w{BLANK}])?[{BLANK}]*{follower}", rest)
    if found is not None:
        gap = rest[: found.end()]
        return found[1] or ("\n" if "\n" in gap else "\r" if "\r" in gap else None)
    return rest[:1] if _can_delimit(rest[:1]) and rest[:1] != element else None


def _can_delimit(character: str) -> bool:
    return len(character) == 1 and not character.isalnum() and character not in BLANK
