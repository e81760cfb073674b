"""A text of the development set beside what is understood of it, patterns and model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cli.environment import ROOT
from cli.line_model import line_model
from cli.understanding import COMMAND, understood
from tests.nlu.texts import DevelopmentText

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
TODAY = "2026-11-23"


@dataclass(frozen=True)
class Judgement:
    """A text, its labels, and the intents the model holds likeliest with their confidence.

    `ranking` leaves out the fallback; `decided` is the intent after the threshold.
    """

    text: str
    intent: str
    style: str
    language: str
    also: str | None
    ranking: tuple[tuple[str, float], ...]
    decided: str

    @property
    def guess(self) -> str:
        """The likeliest intent, sure or not."""
        return self.ranking[0][0] if self.ranking else FALLBACK

    @property
    def confidence(self) -> float:
        """From 0 to 1, of the likeliest intent."""
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def right(self) -> bool:
        """Whether the likeliest intent is the label."""
        return self.guess == self.intent

    @property
    def acted_on(self) -> bool:
        """Whether the dialogue would act as the intent says, without asking first."""
        return self.decided not in (FALLBACK, OUT_OF_SCOPE)


def judge(row: DevelopmentText, answer: dict[str, Any]) -> Judgement:
    """The text beside one line of `plainbill understand`."""
    known = tuple((one["intent"], float(one["confidence"])) for one in answer["ranking"])
    decided = FALLBACK if answer["asks"] else str(answer["intent"])
    return Judgement(*row[:4], row.also, known, decided)


def judged(rows: Sequence[DevelopmentText]) -> list[Judgement]:
    """What is understood of each text, patterns included. Raises NoModel."""
    with line_model(COMMAND) as ask:
        return [judge(row, understood(row.text, ask, TODAY)) for row in rows]


def threshold(config: Path = ROOT / "config.yml") -> float:
    """The confidence below which the assistant asks instead of acting."""
    parts: Iterable[dict[str, object]] = yaml.safe_load(config.read_text())["pipeline"]
    found = [part["threshold"] for part in parts if part["name"] == "FallbackClassifier"]
    return float(str(found[0])) if found else 0.0
