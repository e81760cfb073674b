"""The picture of a bill: from the charge down to what is left, as rows with a bar each.

One picture for the patient's page and the console. It is a table: each row has its words and
its amount beside the bar, so that nothing is said by the bar alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from receivables.domain.explanation import (
    LOWERING_KINDS,
    PAYMENT_KINDS,
    SHARE_KINDS,
    Explanation,
    ExplanationPart,
    PartKind,
)
from receivables.domain.money import ZERO, Money
from receivables.services.explanation_text import part_sentence
from receivables.wording import say

WIDTH = 1000
THINNEST = 6  # an amount that is not zero can be seen


@dataclass(frozen=True, slots=True)
class Row:
    """One step. `look`: total, less, share or paid; `start` and `width` in thousandths."""

    label: str
    sentence: str
    amount: Money
    look: str
    start: int
    width: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    amount: Money
    look: str
    begin: Money
    end: Money
    part: ExplanationPart | None = None


def waterfall(explanation: Explanation, language: str) -> tuple[Row, ...]:
    """The rows of a visit's picture; none while nothing sure can be said."""
    if explanation.left is None:
        return ()
    steps = tuple(_steps(explanation, explanation.left))
    scale = _Scale(steps)
    return tuple(_row(explanation, step, scale, language) for step in steps)


def _steps(explanation: Explanation, left: Money) -> Iterator[_Step]:
    """Charge, what lowers it, the patient's part and its kinds, what was paid, what is left."""
    level = ZERO
    for part in explanation.of(PartKind.CHARGE):
        yield _Step(part.kind, part.amount, "total", level, level + part.amount, part)
        level += part.amount
    for part in explanation.of(*LOWERING_KINDS):
        yield _Step(part.kind, part.amount, "less", level, level + part.amount, part)
        level += part.amount
    yield _Step("share", explanation.share, "total", ZERO, explanation.share)
    level = ZERO
    for part in explanation.of(*SHARE_KINDS):
        yield _Step(part.kind, part.amount, "share", level, level + part.amount, part)
        level += part.amount
    for part in explanation.of(*PAYMENT_KINDS):
        yield _Step(part.kind, part.amount, "paid", level, level + part.amount, part)
        level += part.amount
    label = "left" if left > ZERO else "credit" if left < ZERO else "nothing_left"
    yield _Step(label, left, "left", ZERO, left)


class _Scale:
    """Where an amount stands in the picture's width."""

    def __init__(self, steps: Sequence[_Step]) -> None:
        levels = [level.cents for step in steps for level in (step.begin, step.end)]
        self._lowest = min(levels)
        self._span = max(max(levels) - self._lowest, 1)

    def at(self, level: Money) -> int:
        return (level.cents - self._lowest) * WIDTH // self._span


def _row(explanation: Explanation, step: _Step, scale: _Scale, language: str) -> Row:
    start, end = sorted((scale.at(step.begin), scale.at(step.end)))
    width = max(end - start, THINNEST) if step.amount else 0
    sentence = part_sentence(explanation, step.part, language) if step.part else ""
    return Row(
        label=say(f"utter_documents_page_{step.label}", language),
        sentence=sentence,
        amount=-step.amount if step.label == "credit" else step.amount,
        look=step.look,
        start=min(start, WIDTH - width),
        width=width,
        sources=_sources(step.part),
    )


def _sources(part: ExplanationPart | None) -> tuple[str, ...]:
    """Where the amount comes from, for staff: `PR-1 150.00, claim 8812, line 1, trace 77`."""
    told = []
    for source in part.provenance if part else ():
        if "claim" not in source:
            continue
        code = "-".join(str(source[name]) for name in ("group", "reason") if source.get(name))
        places = [f"{name} {source[name]}" for name in ("claim", "line", "trace") if name in source]
        told.append(", ".join([f"{code} {source['amount']}".strip(), *places]))
    return tuple(told)
