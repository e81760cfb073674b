"""Names an objection without any model: by the written lines that share the rarest words with it.

Plain word matching (cosine of TF-IDF vectors over words and their first five letters); an
objection is as likely as its likest line.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from receivables.domain.objections import Objection
from receivables.policy.objections.decide import FoundBy, Guess
from receivables.policy.objections.lines import written_lines
from receivables.policy.objections.shorthand import written_out
from receivables.policy.words import plain

STEM = 5  # letters: "insured" and "insurance", "pagué" and "pagar" mostly meet in their beginnings
OTHER_LANGUAGE = 0.8  # what a line in another language than the call's counts
SHARPNESS = 8.0  # how much more the likest objection counts than the next

Index = dict[str, list[tuple[int, float]]]


def searched(text: str, language: str | None = None) -> list[Guess]:
    """Every objection, the likeliest first; the confidences add up to 1.

    `language` is that of the call, `en` or `es`, where it is known.

    >>> searched("insurance should of covered it")[0].objection.value
    'insurance_should_have_paid'
    """
    likeness = dict.fromkeys(Objection, 0.0)
    lines = written_lines()
    for number, cosine in _cosines(text).items():
        line = lines[number]
        if language is not None and line.language != language:
            cosine *= OTHER_LANGUAGE
        likeness[line.objection] = max(likeness[line.objection], cosine)
    weights = {found: math.exp(SHARPNESS * much) for found, much in likeness.items()}
    whole = sum(weights.values())
    order = sorted(weights, key=lambda found: -weights[found])
    return [Guess(found, weights[found] / whole, FoundBy.SEARCH) for found in order]


def _cosines(text: str) -> dict[int, float]:
    rarity, index = _index()
    found: dict[int, float] = defaultdict(float)
    for term, weight in _unit(_terms(text), rarity):
        for number, other in index[term]:
            found[number] += weight * other
    return found


def _terms(text: str) -> Iterator[str]:
    for word in plain(written_out(text)).split():
        yield word
        if len(word) > STEM:
            yield f"{word[:STEM]}-"


def _unit(terms: Iterable[str], rarity: dict[str, float]) -> Iterator[tuple[str, float]]:
    """The known terms with weights whose squares add up to 1."""
    weights = {
        term: (1 + math.log(count)) * rarity[term]
        for term, count in Counter(terms).items()
        if term in rarity
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return ((term, weight / length) for term, weight in weights.items())


@cache
def _index() -> tuple[dict[str, float], Index]:
    lines = [list(_terms(line.text)) for line in written_lines()]
    frequency = Counter(term for terms in lines for term in set(terms))
    rarity = {term: 1 + math.log(len(lines) / count) for term, count in frequency.items()}
    index: Index = defaultdict(list)
    for number, terms in enumerate(lines):
        for term, weight in _unit(terms, rarity):
            index[term].append((number, weight))
    return rarity, dict(index)
