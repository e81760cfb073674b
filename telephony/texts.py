"""Texts made fit: cleaned when they come in, joined when they go out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 1600
COMFORTABLE = 320
MOST_TEXTS = 2  # of one answer
STEP = 40


def clean(text: str) -> str:
    """A text without control, zero-width and direction characters; NFC, no outer blanks.

    Line breaks stay. What is longer than the carrier allows (1,600 characters) is cut.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    kept = (c for c in composed if c == "\n" or unicodedata.category(c) not in _UNSEEN)
    return "".join(kept).strip()[:LONGEST]


_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def without_command(text: str) -> str:
    """A text that the model can only read as words: `/restart` and `/intent{...}` lose the slash.

    Rasa takes a text that begins with a slash for a command, and believes it (compliance 2c).
    """
    return text.lstrip("/\uff0f\u2044\u2215 \n")


def joined(lines: Iterable[str], longest: int = COMFORTABLE) -> list[str]:
    """The lines of one turn in as few texts of at most `longest` characters as fit, in order.

    A line longer than that stays a text of its own; one longer than the carrier allows is split
    between words.
    """
    texts: list[str] = []
    for line in (piece for whole in lines for piece in _pieces(whole.strip())):
        if texts and len(texts[-1]) + 1 + len(line) <= longest:
            texts[-1] += "\n" + line
        else:
            texts.append(line)
    return texts


def fitted(lines: Iterable[str], most: int = MOST_TEXTS) -> list[str]:
    """The lines in at most `most` texts, none longer than it must be for that.

    More only where the carrier's limit leaves no other way.
    """
    written = list(lines)
    for longest in range(COMFORTABLE, LONGEST + 1, STEP):
        texts = joined(written, longest)
        if len(texts) <= most:
            return texts
    return joined(written, LONGEST)


def _pieces(line: str) -> list[str]:
    pieces = []
    while len(line) > LONGEST:
        cut = line.rfind(" ", 1, LONGEST)
        cut = LONGEST if cut < 0 else cut
        pieces.append(line[:cut].strip())
        line = line[cut:].strip()
    return [*pieces, line] if line else pieces
