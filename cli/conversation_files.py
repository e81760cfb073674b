"""Conversations written down as YAML: what a person texts and what must, and must not, come back.

The format is described in tests/conversations/README.md.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

UNKNOWN = "unknown"


class UnreadableConversations(ValueError):
    """A file of conversations has a mistake: which file, where, and what."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(_Part):
    """One text of the person and what is said of the answer to it."""

    patient: str
    media: int = 0
    expect: list[str] = Field(default_factory=list)
    never: list[str] = Field(default_factory=list)
    silence: bool = False

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
    """The conversations of a file. Raises UnreadableConversations."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = TypeAdapter(list[WrittenConversation]).validate_python(content)
    except (yaml.YAMLError, ValidationError) as problem:
        raise UnreadableConversations(f"{path}: {problem}") from problem
    names = [conversation.name for conversation in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UnreadableConversations(f"{path}: two conversations are named {sorted(twice)}")
    return found


def stands_in(wanted: str, answer: str) -> bool:
    """Whether words, or a /regular expression/, stand in an answer, whatever the case."""
    if len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/"):
        return re.search(wanted[1:-1], answer, re.IGNORECASE) is not None
    return wanted.casefold() in answer.casefold()
