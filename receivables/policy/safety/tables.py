"""The reviewed tables in `patterns/`, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from receivables.policy.safety.kinds import SafetyKind
from receivables.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "patterns"


@dataclass(frozen=True)
class Words:
    """What `mending` knows: see words.yml."""

    mend: frozenset[str]
    real: frozenset[str]
    shorthand: dict[str, str]
    signs: dict[str, str]


@dataclass(frozen=True)
class Pattern:
    """One row: fires on texts such as `fires`, and must rest on `rests`."""

    id: str
    language: str
    search: re.Pattern[str]
    unless: re.Pattern[str] | None
    fires: str
    rests: str


@cache
def words() -> Words:
    """The words of words.yml."""
    content = _read("words")
    return Words(
        frozenset(word for line in content["mend"] for word in line.split()),
        frozenset(word for line in content["real"] for word in line.split()),
        {str(short): meant for short, meant in content["shorthand"].items()},
        {sign: f" {word} " for sign, word in content["signs"].items()},
    )


@cache
def patterns(kind: SafetyKind) -> tuple[Pattern, ...]:
    """The rows of one kind, in the order of its file."""
    return tuple(_pattern(kind, row) for row in _read(kind)["patterns"])


def _pattern(kind: SafetyKind, row: dict[str, Any]) -> Pattern:
    unless = row.get("unless")
    return Pattern(
        f"{kind}/{row['id']}",
        row["language"],
        _compiled(row["any"]),
        _compiled(unless) if unless else None,
        row["fires"],
        row["rests"],
    )


def _compiled(alternatives: list[str]) -> re.Pattern[str]:
    """Whole words only; `<name>` stands for an entry of `groups` in words.yml, `_` for up to
    three words that don't matter."""
    groups = _read("words")["groups"]
    joined = "|".join(alternatives).replace(" _ ", r" (?:\w+ ){0,3}")
    named = re.sub(r"<(\w+)>", lambda name: f"(?:{groups[name[1]]})", joined)
    return re.compile(rf"\b(?:{named})\b")


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = read_yaml(FOLDER / f"{name}.yml")
    return content
