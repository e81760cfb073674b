"""What to ask an insurer about a claim, and the letters after it (`data/scripts/insurer.yml`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from receivables.domain.insurer_steps import InsurerStep
from receivables.scripts.placeholders import placeholders
from receivables.scripts.wordings import SCRIPTS, Kept, Part
from receivables.yaml_files import read_yaml

NO_DECISION, OTHER = "no_decision", "other"
OF_A_LETTER = frozenset(
    {
        *("today", "insurer", "organisation", "npi", "tax_id", "phone", "claim_number"),
        *("member_id", "patient", "service_date", "charge", "amount", "reasons"),
        *("account_number", "deadline", "call_date", "spoke_with", "reference", "said"),
    }
)


class QuestionGroup(Part):
    """The questions for one kind of decision, what usually follows, and within how many days."""

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    carcs: tuple[str, ...]
    questions: tuple[str, ...] = Field(min_length=1)
    next_step: InsurerStep
    within_days: int = Field(ge=1, le=60)


class InsurerScript(Kept):
    """The whole file."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    groups: tuple[QuestionGroup, ...]
    letters: Mapping[Literal[InsurerStep.APPEAL, InsurerStep.CORRECTED_CLAIM], str]

    @model_validator(mode="after")
    def _whole(self) -> InsurerScript:
        ids = [group.id for group in self.groups]
        if len(set(ids)) != len(ids) or not {NO_DECISION, OTHER} <= set(ids):
            raise ValueError(f"each group once, {NO_DECISION} and {OTHER} among them")
        carcs = [carc for group in self.groups for carc in group.carcs]
        if len(set(carcs)) != len(carcs):
            raise ValueError("a reason code stands in two groups")
        unknown = {name for letter in self.letters.values() for name in placeholders(letter)}
        if unknown - OF_A_LETTER:
            raise ValueError(f"unknown placeholders: {', '.join(sorted(unknown - OF_A_LETTER))}")
        if set(self.letters) != {InsurerStep.APPEAL, InsurerStep.CORRECTED_CLAIM}:
            raise ValueError("a letter for an appeal and one for a corrected claim")
        return self

    def group(self, id: str) -> QuestionGroup:
        """The group of an id. Raises StopIteration for an unknown one."""
        return next(group for group in self.groups if group.id == id)

    def group_for(self, carcs: Collection[str] | None) -> QuestionGroup:
        """The first group with one of these reason codes; None: the insurer has not decided."""
        if carcs is None:
            return self.group(NO_DECISION)
        fitting = (group for group in self.groups if not set(group.carcs).isdisjoint(carcs))
        return next(fitting, self.group(OTHER))

    def questions(self, group: QuestionGroup) -> tuple[str, ...]:
        """All questions in their order."""
        return (*self.first, *group.questions, *self.last)


@cache
def insurer_script(path: Path = SCRIPTS / "insurer.yml") -> InsurerScript:
    """The script for calls to insurers. Raises ValueError (a pydantic one names the field)."""
    return InsurerScript.model_validate(read_yaml(path))
