"""The lines that teach the objections: `data/scripts/objections/<label>.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from receivables.domain.objections import Objection
from receivables.policy.objections.lines import FOLDER
from receivables.scripts.wordings import Kept, Part
from receivables.yaml_files import read_yaml


class TaughtLine(Part):
    """Something that was said by a patient or noted by a collector."""

    text: str = Field(min_length=1)
    said_by: Literal["collector", "patient"]
    language: Literal["en", "es"]


class TaughtLines(Kept):
    """The lines of one objection."""

    label: Objection
    lines: Annotated[tuple[TaughtLine, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> TaughtLines:
        texts = [line.text for line in self.lines]
        if twice := {text for text in texts if texts.count(text) > 1}:
            raise ValueError(f"stands twice: {sorted(twice)}")
        return self


def taught_lines(folder: Path = FOLDER) -> Mapping[Objection, TaughtLines]:
    """The lines of every objection.

    Raises ValueError for a file that does not hold or is not named after its label, or where an
    objection has none.
    """
    found: dict[Objection, TaughtLines] = {}
    for path in sorted(folder.glob("*.yml")):
        lines = TaughtLines.model_validate(read_yaml(path))
        if lines.label.value != path.stem:
            raise ValueError(f"{path.name} is named after another label than it has")
        found[lines.label] = lines
    if missing := set(Objection) - set(found):
        raise ValueError(f"no lines teach: {', '.join(sorted(missing))}")
    return found
