"""Puts what the words show and what the model guesses into one ranking."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from receivables.domain.objections import WITH_DUTIES, Objection

SURE = 0.99
# A duty that the model finds at least this likely, measured by its first choice, comes first: to
# stop too early costs a sentence, to go on costs a right.
ALMOST = 0.7


class FoundBy(StrEnum):
    """What named an objection."""

    WORDS = "words"  # reviewed patterns, for objections with duties
    MODEL = "model"
    SEARCH = "search"  # plain word matching: the model could not be asked


class Guess(NamedTuple):
    """An objection, how likely it is, from 0 to 1, and what says so."""

    objection: Objection
    confidence: float
    found_by: FoundBy = FoundBy.MODEL


def decided(shown: Sequence[Objection], ranking: Sequence[Guess]) -> list[Guess]:
    """The ranking that holds, best first; the confidences of `ranking` add up to 1, so do these.

    What the words show (`find.duties_shown`) comes first. Else the likeliest duty moves up
    to the first place where it is almost as likely as the model's first choice.

    >>> attorney, paid = Objection.REPRESENTED_BY_ATTORNEY, Objection.ALREADY_PAID
    >>> model = [Guess(paid, 0.6), Guess(attorney, 0.4)]
    >>> [round(guess.confidence, 3) for guess in decided([attorney], model)]
    [0.99, 0.01]
    """
    if not shown:
        return _duty_before_its_equal(list(ranking))
    others = [guess for guess in ranking if guess.objection not in shown]
    rest = sum(guess.confidence for guess in others)
    left = (1 - SURE) / rest if rest else 0.0
    first = [Guess(found, SURE / len(shown), FoundBy.WORDS) for found in shown]
    return first + [guess._replace(confidence=guess.confidence * left) for guess in others]


def _duty_before_its_equal(ranking: list[Guess]) -> list[Guess]:
    place = next((n for n, guess in enumerate(ranking) if guess.objection in WITH_DUTIES), None)
    if place is None or ranking[place].confidence < ALMOST * ranking[0].confidence:
        return ranking
    order = [ranking[place], *ranking[:place], *ranking[place + 1 :]]
    return [
        guess._replace(confidence=rank.confidence)
        for guess, rank in zip(order, ranking, strict=True)
    ]
