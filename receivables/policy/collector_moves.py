"""What a collector's line does, by its words: the table is `data/scripts/moves.yml`.

>>> sorted(moves_of("I'm sorry. We could do $50 a month."))
[<Move.EMPATHY: 'empathy'>, <Move.FACT: 'fact'>, <Move.PLAN: 'plan'>]
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from receivables.domain.practice import Move
from receivables.policy.forbidden_words import CREDIT, slips
from receivables.yaml_files import read_yaml

TABLE = Path(__file__).resolve().parents[2] / "data" / "scripts" / "moves.yml"
_NEVER = re.compile(r"(?!)")


class MoveRow(NamedTuple):
    """What shows one move, what takes a match back, and lines it fires on and rests on."""

    search: re.Pattern[str]
    unless: re.Pattern[str]
    fires: tuple[str, ...]
    rests: tuple[str, ...]

    def shown(self, words: str) -> bool:
        """Whether a line does it; what `unless` matches is left out of the line first."""
        return bool(self.search.search(self.unless.sub(" ", words)))


@cache
def rows(path: Path = TABLE) -> dict[Move, MoveRow]:
    """The table. Raises ValueError for a move that is unknown or missing."""
    content = read_yaml(path)["moves"]
    found = {Move(name): _row(row) for name, row in content.items()}
    missing = set(Move) - {Move.THREAT} - found.keys()
    if missing:
        raise ValueError(f"no words for: {', '.join(sorted(missing))}")
    return found


def moves_of(words: str) -> frozenset[Move]:
    """All that a line does."""
    plain = words.lower().replace("’", "'")
    found = {move for move, row in rows().items() if row.shown(plain)}
    if slips(plain) or CREDIT.search(plain):
        found.add(Move.THREAT)
    return frozenset(found)


def _row(row: dict[str, list[str]]) -> MoveRow:
    unless = row.get("unless")
    return MoveRow(
        _words(row["any"]),
        _words(unless) if unless else _NEVER,
        tuple(row["fires"]),
        tuple(row["rests"]),
    )


def _words(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)
