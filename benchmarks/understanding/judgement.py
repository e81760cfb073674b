"""A text of the development set beside what the model made of it, in a process of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from cli.environment import ROOT
from cli.system import BOT_PYTHON
from tests.nlu.texts import DevelopmentText

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"


class NotUnderstood(Exception):
    """The model could not be asked; the message is what its process said."""


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


def judge(row: DevelopmentText, answer: dict[str, object]) -> Judgement:
    """The text beside one line of `python -m bot.understand`."""
    ranking = answer["ranking"]
    assert isinstance(ranking, list)
    known = tuple((one["intent"], float(one["confidence"])) for one in ranking)
    kept = tuple(one for one in known if one[0] != FALLBACK)
    return Judgement(*row[:4], row.also, kept, str(answer["intent"]))


def understood(rows: Sequence[DevelopmentText], root: Path = ROOT) -> list[Judgement]:
    """What the trained model of `models/` makes of each text. Raises NotUnderstood."""
    lines = "".join(f"{' '.join(row.text.split())}\n" for row in rows)
    command = [str(BOT_PYTHON), "-m", "bot.understand", "--today", "2026-11-23"]
    done = subprocess.run(command, cwd=root, input=lines, capture_output=True, text=True)
    if done.returncode:
        raise NotUnderstood(done.stderr.strip().splitlines()[-1])
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [judge(row, answer) for row, answer in zip(rows, answers, strict=True)]


def threshold(config: Path = ROOT / "config.yml") -> float:
    """The confidence below which the assistant asks instead of acting."""
    parts: Iterable[dict[str, object]] = yaml.safe_load(config.read_text())["pipeline"]
    found = [part["threshold"] for part in parts if part["name"] == "FallbackClassifier"]
    return float(str(found[0])) if found else 0.0
