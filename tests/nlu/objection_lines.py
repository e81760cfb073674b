"""Reads the lines that teach the objections and the ones that measure them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).parent
DEVELOPMENT = HERE / "objections"
TRAINING = HERE.parents[1] / "data" / "scripts" / "objections"


class ObjectionLine(NamedTuple):
    """A line heard or typed during a call. `said_by` is `collector` or `patient`."""

    text: str
    label: str
    said_by: str
    language: str


def development_lines() -> list[ObjectionLine]:
    """Lines that are never trained on; the file's name is their label."""
    return [
        line for path in sorted(DEVELOPMENT.glob("*.yml")) for line in _lines(path, _rows(path))
    ]


def training_lines() -> list[ObjectionLine]:
    """The lines of every script."""
    return [
        line
        for path in sorted(TRAINING.glob("*.yml"))
        for line in _lines(path, _rows(path)["lines"])
    ]


def _rows(path: Path) -> list[dict[str, str]] | dict[str, list[dict[str, str]]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _lines(path: Path, rows: list[dict[str, str]]) -> Iterator[ObjectionLine]:
    for row in rows:
        yield ObjectionLine(row["text"], path.stem, row["said_by"], row["language"])
