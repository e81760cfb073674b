"""The tables that name what is said: collectors' moves and their shorthand (`data/scripts`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from receivables.domain.practice import Move
from receivables.policy import collector_moves
from receivables.policy.objections import shorthand
from receivables.scripts.wordings import Kept, Part
from receivables.yaml_files import read_yaml

Words = Annotated[tuple[str, ...], Field(min_length=1)]
Meanings = Mapping[str | int, Annotated[str, Field(min_length=1)]]


class MoveWords(Part):
    """What shows a move, what takes a match back, and lines that prove both."""

    any: Words
    unless: tuple[str, ...] = ()
    fires: Words
    rests: Words


class MovesTable(Kept):
    """`moves.yml`; `policy.collector_moves` reads what it means."""

    moves: Mapping[Move, MoveWords]


class ShorthandTable(Kept):
    """`shorthand.yml`: what is typed, and what it means, by language; and the words that are
    `abbreviated` to some of their consonants."""

    en: Meanings
    es: Meanings
    abbreviated: Words


def moves_table(path: Path = collector_moves.TABLE) -> MovesTable:
    """The moves. Raises ValueError (a pydantic one names the field)."""
    return MovesTable.model_validate(read_yaml(path))


def shorthand_table(path: Path = shorthand.TABLE) -> ShorthandTable:
    """The shorthand. Raises ValueError (a pydantic one names the field)."""
    return ShorthandTable.model_validate(read_yaml(path))
