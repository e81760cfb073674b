"""Which objections with duties a line shows by its words alone, before any model.

Sources: compliance T8 (attorney), D4 (bankruptcy), T9 (cease), D2 and D3 (validation), T10 and H1
(another person answers, another person is meant), and the pause that a death asks for.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from receivables.domain.objections import WITH_DUTIES, Objection
from receivables.policy.objections.shorthand import written_out
from receivables.policy.safety.mending import mended
from receivables.yaml_files import read_yaml

TABLE = Path(__file__).parent / "patterns.yml"
_LIST = re.compile(r"<(\w+)>")


class Row(NamedTuple):
    """One reviewed row: fires on lines such as `fires`, and must rest on `rests`."""

    id: str
    search: re.Pattern[str]
    unless: re.Pattern[str]
    fires: str
    rests: str

    def means(self, words: str) -> bool:
        """Whether the words of a line meet it."""
        return bool(self.search.search(words)) and not self.unless.search(words)


@cache
def rows(objection: Objection) -> tuple[Row, ...]:
    """The rows of one objection, none for one that carries no duty."""
    return tuple(_row(objection, row) for row in _table().get(objection, ()))


def duties_shown(text: str) -> tuple[Objection, ...]:
    """The objections with duties in a line, in the order in which they count.

    >>> [found.value for found in duties_shown("spouse ans, says pt passed in june")]
    ['deceased']
    >>> duties_shown("my insurance was supposed to pay that")
    ()
    """
    words = mended(written_out(text))
    return tuple(
        objection for objection in WITH_DUTIES if any(row.means(words) for row in rows(objection))
    )


@cache
def _table() -> dict[str, Any]:
    content: dict[str, Any] = read_yaml(TABLE)
    return content


def _row(objection: Objection, row: dict[str, Any]) -> Row:
    return Row(
        f"{objection}/{row['id']}",
        _whole_words(row["any"]),
        _whole_words(row["unless"]),
        row["fires"],
        row["rests"],
    )


def _whole_words(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_with_lists('|'.join(alternatives))})\b")


def _with_lists(pattern: str) -> str:
    """The pattern with every `<name>` replaced by what the table says under `words`."""
    while (named := _LIST.search(pattern)) is not None:
        pattern = pattern.replace(named[0], _table()["words"][named[1]])
    return pattern
