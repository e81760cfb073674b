"""What a collector says, word for word: read from `data/scripts/calls`, both languages.

The files are for people who know no Python. Each has an owner and the day it was last reviewed;
what is wrong with one is said when the pages start, by file and line.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field

from receivables.policy.contact.voicemail import IMPLIES_COLLECTION
from receivables.scripts.wordings import SCRIPTS, Kept, Part
from receivables.yaml_files import read_yaml

FOLDER = SCRIPTS / "calls"
PLACEHOLDERS = frozenset(
    {
        *("business", "organisation", "collector", "name", "phone", "balance", "down", "today"),
        *("count", "how_often", "amount", "first_date", "last_amount", "last_date", "total"),
    }
)


def _with_known_placeholders(words: str) -> str:
    unknown = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    unknown -= PLACEHOLDERS
    if unknown:
        raise ValueError(f"unknown placeholders: {', '.join(sorted(unknown))}")
    return words


Words = Annotated[
    str, Field(min_length=2, max_length=400), AfterValidator(_with_known_placeholders)
]


class ScriptLine(Part):
    """One line, in English and in Spanish."""

    en: Words
    es: Words


class Script(Kept):
    """One file. `spanish_reviewed_by`: nobody yet, or a qualified person (compliance H7)."""

    spanish_reviewed_by: str | None
    lines: dict[str, ScriptLine] = Field(min_length=1)


# What the pages ask for by name; a file may have more.
NEEDED = {
    "opening": {"recording", "not_recorded", "ask_for", "what_about"},
    "verification": {"ask", "other_number", "why", "once_more", "no_more"},
    "disclosures": {"debt_first", "debt_later"},
    "matter": {"why_we_call", "balance", "nothing_due", "ask", "help", "may_text"},
    "wrong_party": {"sorry"},
    "third_party": {"good_time", "ask_back", "what_about"},
    "voicemail": {"salutation", "business_name", "person_name", "reply_request", "phone"},
    "child": {"grown_up", "another_time"},
    "refused": {"understand", "call_us"},
    "agreement": {"down", "one", "equal", "smaller_last", "written_first", "instead"},
    "closing": {"repeat", "goodbye"},
}


# Heard by whoever is on the line: nothing in them may tell that it is about a debt (H1, T10, T11).
FOR_ANYBODY = frozenset(NEEDED) - {"disclosures", "matter", "agreement", "closing"}
ALLOWED_TO_ANYBODY = frozenset({"business", "collector", "name", "phone"})


class WrongScript(ValueError):
    """A file of scripts can't be used; the text says which and why."""


@cache
def call_scripts(folder: Path = FOLDER) -> dict[str, Script]:
    """All scripts by name. Raises WrongScript for a file or a line that is missing or wrong."""
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}
    for name, lines in NEEDED.items():
        missing = lines - set(found[name].lines) if name in found else lines
        if missing:
            raise WrongScript(f"{folder / name}.yml lacks {', '.join(sorted(missing))}")
    for name in FOR_ANYBODY:
        for key, line in found[name].lines.items():
            if any(_tells(words) for words in (line.en, line.es)):
                raise WrongScript(f"{folder / name}.yml, {key}: tells anybody that it is a debt")
    return found


def script_line(script: str, line: str, language: str, **values: str) -> str:
    """A line in a language (`en`, `es`), filled in. Raises KeyError for what is not there."""
    words = call_scripts()[script].lines[line]
    return (words.es if language == "es" else words.en).format(**values)


def _tells(words: str) -> bool:
    parts = list(Formatter().parse(words))
    named = {name for _, name, _, _ in parts if name}
    spoken = " ".join(literal for literal, _, _, _ in parts)
    return bool(IMPLIES_COLLECTION.search(spoken) or named - ALLOWED_TO_ANYBODY)


def _read(path: Path) -> Script:
    try:
        return Script.model_validate(read_yaml(path))
    except (ValueError, yaml.YAMLError) as problem:
        raise WrongScript(f"{path}: {problem}") from None
