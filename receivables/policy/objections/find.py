"""Which objections with duties a line shows by its words alone, before any model.

Sources: compliance T8 (attorney), D4 (bankruptcy), T9 (cease), D2 and D3 (validation), T10 and H1
(another person answers, another person is meant), and the pause that a death asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from receivables.domain.objections import WITH_DUTIES, Objection
from receivables.policy.objections.shorthand import written_out
from receivables.policy.safety.mending import mended
from receivables.yaml_files import read_yaml

FOLDER = Path(__file__).parent / "patterns"
_LIST = re.compile(r"(?<!P)<(\w+)>")
_GAP = re.compile(r"~(\d) ")
_KEEPS = re.compile(r"\((?!\?)")
Reasons = Mapping[str, Sequence[str]]  # why, and the ways to say it


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
    """The rows of one objection, none for one that carries no duty.

    Raises ValueError for words that are none, and KeyError for a list that is not there.
    """
    if objection not in WITH_DUTIES:
        return ()
    table = read_yaml(FOLDER / f"{objection}.yml")
    words = _shared_words() | table.get("words", {})
    return tuple(_row(objection, row, words) for row in table["rows"])


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
def _shared_words() -> dict[str, Any]:
    words: dict[str, Any] = read_yaml(FOLDER / "words.yml")["words"]
    return words


def _row(objection: Objection, row: dict[str, Any], words: Mapping[str, Sequence[str]]) -> Row:
    return Row(
        f"{objection}/{row['id']}",
        _whole_words(row["any"], words),
        _whole_words(row["unless"], words),
        row["fires"],
        row["rests"],
    )


def _whole_words(reasons: Reasons, words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    ways = "|".join(_words(way for said in reasons.values() for way in said))
    return re.compile(rf"\b(?:{_spelled(ways, words)})\b")


def _words(ways: Iterable[object]) -> list[str]:
    """The ways. Raises ValueError for one that YAML took for something else (`off`, `341`)."""
    found = list(ways)
    if strange := [way for way in found if not isinstance(way, str)]:
        raise ValueError(f"put quotation marks around {strange} in the patterns of objections")
    return [str(way) for way in found]


def _spelled(ways: str, words: Mapping[str, Sequence[str]]) -> str:
    """The ways as Python's regular expressions have them, lists and gaps written out."""
    while (named := _LIST.search(ways)) is not None:
        ways = ways.replace(named[0], f"({'|'.join(_words(words[named[1]]))})")
    return _KEEPS.sub("(?:", _GAP.sub(r"(?:\\w+ ){0,\1}", ways))
