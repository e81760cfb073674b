"""What the review for accuracy says of each finding (`data/scripts/review.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from receivables.policy.review import FindingKind
from receivables.scripts.acts import ButtonAct
from receivables.scripts.wordings import SCRIPTS, BothLanguages, Kept, Part, Review
from receivables.yaml_files import read_yaml


class FindingWords(Part):
    """What a finding means and what to do, for the collector; what the patient may hear."""

    means: str = Field(min_length=1)
    do: str = Field(min_length=1)
    say: BothLanguages
    act: ButtonAct


class ReviewWords(Kept):
    """The words for every kind of finding."""

    spanish: Review
    findings: Mapping[FindingKind, FindingWords]

    @model_validator(mode="after")
    def _whole(self) -> ReviewWords:
        missing = set(FindingKind) - self.findings.keys()
        if missing:
            raise ValueError(f"no words for: {', '.join(sorted(missing))}")
        if any(words.say.needs for words in self.findings.values()):
            raise ValueError("what the patient hears of a finding holds no placeholder")
        return self


@cache
def review_words(path: Path = SCRIPTS / "review.yml") -> ReviewWords:
    """The words of the review. Raises ValueError (a pydantic one names the field)."""
    return ReviewWords.model_validate(read_yaml(path))
