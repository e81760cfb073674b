"""The lines that teach the objections: `data/scripts/objections/<label>.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import List, NamedTuple, Text

import yaml

from bot.training import ROOT

FOLDER = ROOT / "data" / "scripts" / "objections"


class Line(NamedTuple):
    """A line and the objection in it."""

    text: Text
    label: Text


def training_lines(folder: Path = FOLDER) -> List[Line]:
    """Every line, in a fixed order."""
    return [
        Line(row["text"], content["label"])
        for content in (
            yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            for path in sorted(folder.glob("*.yml"))
        )
        for row in content["lines"]
    ]
