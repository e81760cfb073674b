"""What a line is named: its words' duties first, then the model, then a search of the scripts."""

from __future__ import annotations

from collections.abc import Sequence

from receivables.policy.objections.decide import Guess, decided
from receivables.policy.objections.find import duties_shown
from receivables.policy.objections.search import searched

LONGEST = 2000  # characters; more is no line that was heard, and only slows the answer
# A model less sure than this of its first choice is helped by the search, which has this share of
# the say. Of the development lines, one more in a hundred was then right.
UNSURE = 0.5
SHARE_OF_SEARCH = 0.3


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
    if not ranking:
        return decided(duties_shown(line), searched(line, language))
    if ranking[0].confidence < UNSURE:
        ranking = _helped(ranking, searched(line, language))
    return decided(duties_shown(line), ranking)


def _helped(ranking: Sequence[Guess], search: Sequence[Guess]) -> list[Guess]:
    """Model and search weighed; their confidences add up to 1 each, so do these."""
    found = {guess.objection: guess.confidence for guess in search}
    mixed = (
        guess._replace(
            confidence=(1 - SHARE_OF_SEARCH) * guess.confidence
            + SHARE_OF_SEARCH * found[guess.objection]
        )
        for guess in ranking
    )
    return sorted(mixed, key=lambda guess: -guess.confidence)
