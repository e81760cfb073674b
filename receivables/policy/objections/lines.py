"""The written lines of every objection, as `data/scripts/objections` has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from receivables.domain.objections import Objection
from receivables.yaml_files import read_yaml

FOLDER = Path(__file__).resolve().parents[3] / "data" / "scripts" / "objections"


class WrittenLine(NamedTuple):
    """Something that was said or noted, in `en` or `es`, and the objection in it."""

    text: str
    objection: Objection
    language: str


def line_files(folder: Path) -> Mapping[str, Any]:
    """What each file of a folder holds, by its stem, in a fixed order."""
    return {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yml"))}


@cache
def own_line_files() -> Mapping[str, Any]:
    """The project's own, read once: a process that starts both checks and uses them."""
    return line_files(FOLDER)


@cache
def written_lines() -> tuple[WrittenLine, ...]:
    """Every line, in a fixed order."""
    return tuple(
        WrittenLine(row["text"], Objection(content["label"]), row["language"])
        for content in own_line_files().values()
        for row in content["lines"]
    )
