"""Reads the lines that teach the objections and the ones that measure them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).parent
DEVELOPMENT = HERE / "objections"
KEPT_APART = HERE / "objections_kept_apart"
ADVERSARIAL = HERE / "objections_adversarial"
TRAINING = HERE.parents[1] / "data" / "scripts" / "objections"


class ObjectionLine(NamedTuple):
    """A line heard or typed during a call. `said_by` is `collector` or `patient`."""

    text: str
    label: str
    said_by: str
    language: str


class AdversarialLines(NamedTuple):
    """Lines that must show a duty, and lines that only sound as if they did."""

    fires: list[str]
    rests: list[str]


def development_lines() -> list[ObjectionLine]:
    """Lines that are never trained on, but looked at; the file's name is their label."""
    return _all(DEVELOPMENT)


def kept_apart_lines() -> list[ObjectionLine]:
    """Lines that nothing is chosen by: what they say of a model is what is reported."""
    return _all(KEPT_APART)


def adversarial_lines(label: str) -> AdversarialLines:
    """The adversarial lines of one objection with duties."""
    content = yaml.safe_load((ADVERSARIAL / f"{label}.yml").read_text(encoding="utf-8"))
    return AdversarialLines(**content)


def training_lines() -> list[ObjectionLine]:
    """The lines of every script."""
    return [
        line
        for path in sorted(TRAINING.glob("*.yml"))
        for line in _lines(path, _rows(path)["lines"])
    ]


def _all(folder: Path) -> list[ObjectionLine]:
    return [line for path in sorted(folder.glob("*.yml")) for line in _lines(path, _rows(path))]


def _rows(path: Path) -> list[dict[str, str]] | dict[str, list[dict[str, str]]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _lines(path: Path, rows: list[dict[str, str]]) -> Iterator[ObjectionLine]:
    for row in rows:
        yield ObjectionLine(row["text"], path.stem, row["said_by"], row["language"])
