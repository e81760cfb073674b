"""The figures of the report: pure functions of judgements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.understanding.judgement import OUT_OF_SCOPE, Judgement


@dataclass(frozen=True)
class Share:
    """`hits` of `of`."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of none is 0."""
        return self.hits / self.of if self.of else 0.0


@dataclass(frozen=True)
class Bin:
    """Texts whose confidence lies between `low` and `high`: what was claimed, what was true."""

    low: float
    high: float
    texts: int
    confidence: float
    accuracy: float


def share(found: Iterable[bool]) -> Share:
    """How many are true."""
    values = list(found)
    return Share(sum(values), len(values))


def accuracy(judgements: Iterable[Judgement]) -> Share:
    """How many have their label as the likeliest intent, whatever the threshold."""
    return share(one.right for one in judgements)


def accuracy_by(
    judgements: Sequence[Judgement], key: Callable[[Judgement], str]
) -> dict[str, Share]:
    """The accuracy of each group, the worst first."""
    groups: dict[str, list[Judgement]] = {}
    for one in judgements:
        groups.setdefault(key(one), []).append(one)
    shares = {name: accuracy(group) for name, group in groups.items()}
    return dict(sorted(shares.items(), key=lambda item: (item[1].value, item[0])))


def confusions(judgements: Iterable[Judgement]) -> list[tuple[tuple[str, str], int]]:
    """(label, likeliest intent) of the wrong ones, with how often, the most frequent first."""
    pairs = Counter((one.intent, one.guess) for one in judgements if not one.right)
    return sorted(pairs.items(), key=lambda item: (-item[1], item[0]))


def acted_on(judgements: Iterable[Judgement]) -> Share:
    """How many of the texts in scope are acted on without asking first."""
    return share(one.acted_on for one in judgements if one.intent != OUT_OF_SCOPE)


def right_where_acted_on(judgements: Iterable[Judgement]) -> Share:
    """How many of the texts in scope that are acted on are acted on rightly."""
    scope = (one for one in judgements if one.intent != OUT_OF_SCOPE and one.acted_on)
    return share(one.decided == one.intent for one in scope)


def out_of_scope_recall(judgements: Iterable[Judgement]) -> Share:
    """How many of the texts out of scope are not acted on."""
    return share(not one.acted_on for one in judgements if one.intent == OUT_OF_SCOPE)


def second_ask_found(judgements: Iterable[Judgement]) -> Share:
    """How often the other ask of a text with two is among the likeliest intents listed."""
    asks = ((one.also, dict(one.ranking)) for one in judgements if one.also)
    return share(also in ranking for also, ranking in asks)


def reliability(judgements: Iterable[Judgement], bins: int = 10) -> list[Bin]:
    """Bins of equal width that have texts."""
    filled: dict[int, list[Judgement]] = {}
    for one in judgements:
        filled.setdefault(min(int(one.confidence * bins), bins - 1), []).append(one)
    return [
        Bin(
            low=index / bins,
            high=(index + 1) / bins,
            texts=len(group),
            confidence=sum(one.confidence for one in group) / len(group),
            accuracy=accuracy(group).value,
        )
        for index, group in sorted(filled.items())
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and accuracy, weighed by texts (Naeini et al. 2015)."""
    texts = sum(one.texts for one in bins)
    return sum(one.texts * abs(one.confidence - one.accuracy) for one in bins) / max(texts, 1)
