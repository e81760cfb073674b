"""The written lines of every objection, as `data/scripts/objections` has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from receivables.domain.objections import Objection
from receivables.yaml_files import read_yaml

FOLDER = Path(__file__).resolve().parents[3] / "data" / "scripts" / "objections"


class WrittenLine(NamedTuple):
    """Something that was said or noted, in `en` or `es`, and the objection in it."""

    text: str
    objection: Objection
    language: str


@cache
def written_lines() -> tuple[WrittenLine, ...]:
    """Every line, in a fixed order."""
    files = (read_yaml(path) for path in sorted(FOLDER.glob("*.yml")))
    return tuple(
        WrittenLine(row["text"], Objection(content["label"]), row["language"])
        for content in files
        for row in content["lines"]
    )
