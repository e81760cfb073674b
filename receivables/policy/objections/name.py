"""What a line is named: its words' duties first, then the model, then a search of the scripts."""

from __future__ import annotations

from collections.abc import Sequence

from receivables.policy.objections.decide import Guess, decided
from receivables.policy.objections.find import duties_shown
from receivables.policy.objections.search import searched

LONGEST = 2000  # characters; more is no line that was heard, and only slows the answer


def heard(text: str) -> str:
    """What is read of a line; nothing when it has no word."""
    return text[:LONGEST] if text.strip() else ""


def named(text: str, ranking: Sequence[Guess] | None, language: str | None = None) -> list[Guess]:
    """The objections of a line, best first; none for a line without a word.

    `ranking` is the model's, None when it could not be asked.
    """
    line = heard(text)
    if not line:
        return []
    return decided(duties_shown(line), ranking or searched(line, language))
