"""The answers to objections (`data/scripts/answers/<label>.yml`), one file for each label."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from receivables.domain.objections import Objection
from receivables.scripts.acts import ButtonAct
from receivables.scripts.wordings import SCRIPTS, BothLanguages, Kept, Part, Review, Variants
from receivables.yaml_files import read_yaml

FOLDER = SCRIPTS / "answers"
VERIFY_FIRST = SCRIPTS / "verify_first.yml"


class Answer(Kept):
    """What to say: first the feeling, then the answer, then what happens next.

    Of `answer` and `next_step` the first variant whose facts are known is said.
    """

    acknowledge: BothLanguages
    answer: Variants
    next_step: Variants
    spanish: Review

    @model_validator(mode="after")
    def _the_feeling_needs_no_fact(self) -> Answer:
        if self.acknowledge.of_the_account:
            raise ValueError("acknowledge the feeling without facts of the account")
        return self


class MustNot(Part):
    """What must not be said, and the rule behind it (an id of docs/compliance.md)."""

    say: str = Field(min_length=1)
    rule: str = Field(pattern=r"^[CTDMH]\d{1,2}$")


class ObjectionAnswer(Answer):
    """The answer to one objection. `anyone`: it may be said before verification, since it tells
    not even that there is an account. `at_once`: the next step where what they ask for is texted
    during the call."""

    label: Objection
    anyone: bool = False
    at_once: BothLanguages | None = None
    must_not: tuple[MustNot, ...] = Field(min_length=1)
    act: ButtonAct

    @model_validator(mode="after")
    def _for_anyone_tells_no_fact(self) -> ObjectionAnswer:
        if self.anyone and any(one.of_the_account for one in (*self.answer, *self.next_step)):
            raise ValueError("an answer for anyone tells no fact of an account")
        return self

    @model_validator(mode="after")
    def _at_once_needs_no_fact(self) -> ObjectionAnswer:
        if self.at_once is not None and self.at_once.needs:
            raise ValueError("what is texted at once needs no fact and no day")
        return self


@cache
def answers(folder: Path = FOLDER) -> dict[Objection, ObjectionAnswer]:
    """All answers by label. Raises ValueError (a pydantic one names the field) when a file does
    not hold, is named otherwise than its label, or is missing."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        read = ObjectionAnswer.model_validate(read_yaml(path))
        if read.label != path.stem:
            raise ValueError(f"{path.name} answers {read.label}")
        found[read.label] = read
    missing = set(Objection) - found.keys()
    if missing:
        raise ValueError(f"no answer to: {', '.join(sorted(missing))}")
    return found


@cache
def verify_first() -> Answer:
    """What is said before verification to all that touches an account."""
    return Answer.model_validate(read_yaml(VERIFY_FIRST))
