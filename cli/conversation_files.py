"""Conversations written down as YAML: what a person texts and what must, and must not, come back.

The format is described in tests/conversations/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from receivables.domain.handoffs import HandoffDisposition

UNKNOWN = "unknown"


class UnreadableConversations(ValueError):
    """A file of conversations has mistakes: a line each, with file, line and what is wrong."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StaffStep(_Part):
    """What a representative does, in this order: whatever is given of these."""

    say: str | None = None
    arrange: Decimal | None = None
    promise: Decimal | None = None
    in_days: int = 20
    give_back: HandoffDisposition | None = None


class Turn(_Part):
    """One text of the person, or one step of staff, and what is said of what then comes."""

    patient: str | None = None
    staff: StaffStep | None = None
    media: int = 0
    hours_later: float = Field(default=0, ge=0)
    expect: list[str] = Field(default_factory=list)
    never: list[str] = Field(default_factory=list)
    silence: bool = False

    @model_validator(mode="after")
    def _is_of_one(self) -> Turn:
        if (self.patient is None) == (self.staff is None):
            raise ValueError("a turn is the patient's or the staff's: give one of the two")
        return self

    @property
    def shown(self) -> str:
        """The turn in a transcript."""
        if self.staff is None:
            waited = f"({self.hours_later:g} hours later)\n" if self.hours_later else ""
            return f"{waited}> {self.patient}"
        return f"* staff: {self.staff.model_dump(mode='json', exclude_unset=True)}"

    def problems(self, answer: str) -> list[str]:
        """What is wrong with an answer, in words."""
        if self.silence:
            return ["no answer was to come"] if answer else []
        if not answer:
            return ["no answer came"]
        missing = [f"missing: {wanted}" for wanted in self.expect if not stands_in(wanted, answer)]
        banned = [f"must not stand: {bad}" for bad in self.never if stands_in(bad, answer)]
        return missing + banned


class Afterwards(_Part):
    """What must stand in the store at the end; what is None is not looked at."""

    verified: bool | None = None
    arrangements: int | None = None
    handoffs: int | None = None
    opted_out: bool | None = None
    work_items: list[str] | None = None
    holds: list[str] | None = None


class WrittenConversation(_Part):
    """One conversation of a file."""

    name: str
    person: str
    turns: list[Turn] = Field(min_length=1)
    afterwards: Afterwards = Afterwards()


def read_conversations(path: Path) -> list[WrittenConversation]:
    """The conversations of a file. Raises UnreadableConversations, and OSError."""
    try:
        written = path.read_text(encoding="utf-8")
        content = yaml.safe_load(written)
        found = TypeAdapter(list[WrittenConversation]).validate_python(content)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise UnreadableConversations(f"{path}:{line}: {problem.problem}") from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise UnreadableConversations(f"{path}:1: no YAML in UTF-8: {problem}") from problem
    except ValidationError as problem:
        complaints = [_complaint(path, written, error) for error in problem.errors()]
        raise UnreadableConversations("\n".join(complaints)) from problem
    names = [conversation.name for conversation in found]
    twice = [place for place, name in enumerate(names) if name in names[:place]]
    if twice:
        complaints = [
            f"{path}:{line_of(written, (place,))}: a second conversation named '{names[place]}'"
            for place in twice
        ]
        raise UnreadableConversations("\n".join(complaints))
    return found


def _complaint(path: Path, written: str, error: Any) -> str:
    where = tuple(error["loc"])
    key = f"'{where[-1]}': " if where and isinstance(where[-1], str) else ""
    return f"{path}:{line_of(written, where)}: {key}{error['msg']}"


def line_of(written: str, where: Sequence[int | str]) -> int:
    """The line, from 1, of a place in a YAML text; of the nearest that is there, where it isn't."""
    node = yaml.compose(written, Loader=yaml.SafeLoader)
    for step in where:
        inner = None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            inner = node.value[step] if step < len(node.value) else None
        elif isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == step), None)
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1 if node is not None else 1


def stands_in(wanted: str, answer: str) -> bool:
    """Whether words, or a /regular expression/, stand in an answer, whatever the case."""
    if len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/"):
        return re.search(wanted[1:-1], answer, re.IGNORECASE) is not None
    return wanted.casefold() in answer.casefold()
