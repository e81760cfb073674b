"""Reads the tables of patterns and matches them with spaCy.

A pattern is a line of words. `a|b` is a choice, `<class>` any word of a class (choices may mix),
`?` after a word makes it optional, and {braces} mark the part that is the entity.
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Tuple

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from bot.nlu.grammar.classes import NAMES, classes_of
from bot.nlu.grammar.tables import read_table
from bot.nlu.grammar.words import Word

TABLES = ("amounts.yml", "installments.yml", "frequencies.yml", "days.yml", "insurers.yml")

for _name in NAMES:
    Token.set_extension(f"is_{_name}", default=False, force=True)


class Row(NamedTuple):
    """One line of a table."""

    order: int
    fields: Dict[str, Any]
    alternatives: List[List[str]]  # each spelled-out combination: its parts in order
    marked: List[List[bool]]


class Match(NamedTuple):
    """A row that fits, with the words it took."""

    row: Row
    first: int  # words of the whole pattern: first to end (exclusive)
    end: int
    marked_first: int  # words of the entity
    marked_end: int


def _parts(say: str) -> Iterator[Tuple[str, bool, bool]]:
    """Each part with whether it is optional and whether it is marked."""
    inside = False
    whole = "{" not in say
    for part in say.split():
        inside = inside or part.startswith("{")
        ends = "}" in part
        text = part.replace("{", "").replace("}", "")
        optional = text.endswith("?") and len(text) > 1
        yield (text[:-1] if optional else text), optional, inside or whole
        inside = inside and not ends


def _spell_out(say: str) -> Tuple[List[List[str]], List[List[bool]]]:
    combinations: List[List[Tuple[str, bool]]] = [[]]
    for text, optional, marked in _parts(say):
        longer = [[*before, (text, marked)] for before in combinations]
        combinations = longer + (combinations if optional else [])
    return (
        [[text for text, _ in one] for one in combinations],
        [[marked for _, marked in one] for one in combinations],
    )


def read_rows() -> List[Row]:
    """All tables' rows, in their order."""
    fields = [row for table in TABLES for row in read_table(table)]
    return [Row(order, row, *_spell_out(row["say"])) for order, row in enumerate(fields)]


def _token_pattern(part: str) -> List[Dict[str, Any]]:
    """The ways spaCy may match one part: one for plain words, one for each class."""
    choices = part.split("|")
    words = [choice for choice in choices if not choice.startswith("<")]
    ways: List[Dict[str, Any]] = [{"LOWER": {"IN": words}}] if words else []
    return ways + [{"_": {f"is_{choice[1:-1]}": True}} for choice in choices if choice not in words]


def _expand(parts: List[str]) -> List[List[Dict[str, Any]]]:
    patterns: List[List[Dict[str, Any]]] = [[]]
    for part in parts:
        patterns = [[*before, way] for before in patterns for way in _token_pattern(part)]
    return patterns


class PatternMatcher:
    """All rows, ready to be looked for."""

    def __init__(self) -> None:
        self.rows = read_rows()
        self._vocab = spacy.blank("en").vocab
        self._matcher = Matcher(self._vocab)
        for row in self.rows:
            for number, parts in enumerate(row.alternatives):
                self._matcher.add(f"{row.order} {number}", _expand(parts))

    def matches(self, words: List[Word]) -> List[Match]:
        """Every place where a row fits; they may overlap."""
        doc = Doc(self._vocab, words=[word.plain or word.text for word in words])
        for token, word in zip(doc, words, strict=True):
            for name in classes_of(word):
                token._.set(f"is_{name}", True)
        return [self._match(key, first, end) for key, first, end in self._matcher(doc)]

    def _match(self, key: int, first: int, end: int) -> Match:
        order, number = map(int, self._vocab.strings[key].split())
        row = self.rows[order]
        marked = [first + i for i, is_marked in enumerate(row.marked[number]) if is_marked]
        return Match(row, first, end, marked[0], marked[-1] + 1)
