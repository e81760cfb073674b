"""What our letters say, word for word: read from `data/scripts/letters`, both languages.

Like the words of calls (scripts.calls): each file has an owner and the day it was last reviewed,
and what is wrong with one is said when the pages start.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import Field, model_validator

from receivables.scripts.placeholders import placeholders
from receivables.scripts.wordings import SCRIPTS, Kept, Part
from receivables.yaml_files import read_yaml

FOLDER = SCRIPTS / "letters"
KNOWN = frozenset(
    {
        *("collector", "creditor", "account", "date", "ends_on", "phone", "hours"),
        "reference",
    }
)
# What a validation notice may not lack (12 CFR 1006.34(c), compliance D2).
VALIDATION_NOTICE = frozenset(
    {
        *("title", "who_we_are", "our_information", "account", "as_of", "interest", "fees"),
        *("credited", "total", "dispute_title", "dispute_call", "dispute_write", "else_title"),
        *("original_creditor", "rights", "options", "spanish", "reach_us", "respond_title"),
        *("check_all", "dispute_because", "not_mine", "wrong_amount", "other", "want_creditor"),
        *("enclosed", "payable", "mail_to", "reference"),
    }
)


class LetterLine(Part):
    """One line, in English and in Spanish, with the same placeholders, all of them known."""

    en: str = Field(min_length=1)
    es: str = Field(min_length=1)

    @model_validator(mode="after")
    def _same_placeholders(self) -> LetterLine:
        if placeholders(self.en) != placeholders(self.es):
            raise ValueError("English and Spanish have different placeholders")
        if unknown := placeholders(self.en) - KNOWN:
            raise ValueError(f"unknown placeholders: {', '.join(sorted(unknown))}")
        return self


class Letter(Kept):
    """One file. `spanish_reviewed_by`: nobody yet, or a qualified person (compliance H7)."""

    spanish_reviewed_by: str | None
    lines: dict[str, LetterLine]


class WrongLetter(ValueError):
    """A file of letters can't be used; the text says which and why."""


@cache
def letters(folder: Path = FOLDER) -> dict[str, Letter]:
    """All letters by name. Raises WrongLetter for a file or a line that is missing or wrong."""
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}
    there = found["validation_notice"].lines if "validation_notice" in found else {}
    if missing := VALIDATION_NOTICE - there.keys():
        raise WrongLetter(f"{folder}/validation_notice.yml lacks {', '.join(sorted(missing))}")
    return found


def letter_line(letter: str, line: str, language: str, **values: str) -> str:
    """A line in a language (`en`, `es`), filled in. Raises KeyError for what is not there."""
    words = letters()[letter].lines[line]
    return (words.es if language == "es" else words.en).format(**values)


def _read(path: Path) -> Letter:
    try:
        return Letter.model_validate(read_yaml(path))
    except (ValueError, yaml.YAMLError) as problem:
        raise WrongLetter(f"{path}: {problem}") from None
