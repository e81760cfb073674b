"""A text in both languages, side by side, and who reviewed the Spanish (compliance H7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from receivables.scripts.placeholders import OF_THE_ACCOUNT, OF_THE_OFFICE, placeholders
from receivables.settings import ROOT

SCRIPTS = ROOT / "data" / "scripts"


class Part(BaseModel):
    """A part of a script file: what is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Kept(Part):
    """A script that somebody answers for, and the day its words were last looked at."""

    owner: str = Field(min_length=1)
    reviewed_on: dt.date


class BothLanguages(Part):
    """One text in English and in Spanish, with the same placeholders, all of them known."""

    en: str = Field(min_length=1)
    es: str = Field(min_length=1)

    @model_validator(mode="after")
    def _same_placeholders(self) -> BothLanguages:
        if placeholders(self.en) != placeholders(self.es):
            raise ValueError("English and Spanish have different placeholders")
        unknown = self.needs - OF_THE_OFFICE - OF_THE_ACCOUNT
        if unknown:
            raise ValueError(f"unknown placeholders: {', '.join(sorted(unknown))}")
        return self

    @property
    def needs(self) -> frozenset[str]:
        """The facts without which it can't be said."""
        return placeholders(self.en)

    @property
    def of_the_account(self) -> bool:
        """Whether it tells a fact of an account."""
        return not self.needs <= OF_THE_OFFICE

    def said(self, language: str, facts: Mapping[str, str]) -> str:
        """The text with its facts. Raises KeyError for one that is missing."""
        return (self.es if language == "es" else self.en).format_map(facts)


def _last_needs_nothing(variants: tuple[BothLanguages, ...]) -> tuple[BothLanguages, ...]:
    if not variants or variants[-1].of_the_account:
        raise ValueError("the last variant must need no fact of the account")
    return variants


Variants = Annotated[tuple[BothLanguages, ...], AfterValidator(_last_needs_nothing)]


class Review(Part):
    """Who of the qualified persons read the Spanish, and when; None until then."""

    reviewed_by: str | None = None
    reviewed_at: dt.date | None = None


def first_that_fits(variants: tuple[BothLanguages, ...], facts: Mapping[str, str]) -> BothLanguages:
    """The first variant whose facts are all known; the last one always is."""
    return next(one for one in variants if one.needs <= facts.keys())
