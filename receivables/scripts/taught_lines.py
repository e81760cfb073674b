"""The lines that teach the objections: `data/scripts/objections/<label>.yml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from receivables.domain.objections import Objection
from receivables.policy.objections.lines import line_files, own_line_files
from receivables.scripts.wordings import Kept, Part


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
        counted = Counter(line.text for line in self.lines)
        if twice := sorted(text for text, count in counted.items() if count > 1):
            raise ValueError(f"stands twice: {twice}")
        return self


def taught_lines(folder: Path | None = None) -> Mapping[Objection, TaughtLines]:
    """The lines of every objection, the project's own or a folder's.

    Raises ValueError for a file that does not hold or is not named after its label, or where an
    objection has none.
    """
    found: dict[Objection, TaughtLines] = {}
    files = own_line_files() if folder is None else line_files(folder)
    for stem, content in files.items():
        lines = TaughtLines.model_validate(content)
        if lines.label.value != stem:
            raise ValueError(f"{stem}.yml is named after another label than it has")
        found[lines.label] = lines
    if missing := set(Objection) - set(found):
        raise ValueError(f"no lines teach: {', '.join(sorted(missing))}")
    return found
