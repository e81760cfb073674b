"""All finds in a text, none overlapping: identifiers first, then the longest pattern."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List

from bot.nlu.grammar.classes import classes_of
from bot.nlu.grammar.identifiers import identifiers
from bot.nlu.grammar.numbers import join_numbers
from bot.nlu.grammar.patterns import Match, PatternMatcher
from bot.nlu.grammar.values import Context, resolve
from bot.nlu.grammar.words import Word, split

Entity = Dict[str, Any]
# "I can't pay it all at once" wishes anything but to pay all.
_DENIED = re.compile(
    r"\b(?:can\W?t|cannot|could ?n\W?t|not|won\W?t|no (?:lo )?(?:puedo|podr[ií]a|podemos))"
    r"(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)


def _overlaps(one: Entity, others: List[Entity]) -> bool:
    return any(one["start"] < other["end"] and other["start"] < one["end"] for other in others)


def _is_kept_out(match: Match, words: List[Word]) -> bool:
    """Whether the word before or after the match is one the row excludes."""
    neighbours = (("unless_previous", match.first - 1), ("unless_next", match.end))
    for name, index in neighbours:
        excluded = match.row.fields.get(name, "").split("|")
        if 0 <= index < len(words):
            names = {words[index].plain, *(f"<{kind}>" for kind in classes_of(words[index]))}
            if names.intersection(excluded):
                return True
    return False


class Finder:
    """Reads the tables once; `find` is then about a millisecond."""

    def __init__(self) -> None:
        self._patterns = PatternMatcher()

    def find(self, text: str, today: date, language: str = "en") -> List[Entity]:
        """The entities in the order of the text. Days are reckoned from `today`."""
        found: List[Entity] = []
        for entity in identifiers(text):
            if not _overlaps(entity, found):
                found.append(entity)
        words = join_numbers(split(text), text)
        found = self._add_patterns(found, words, today, language)
        found = found + _bare_numbers(words, found)
        # "february 30" is no day, and its 30 no number either: its words are taken, for nothing.
        found = [entity for entity in found if entity["value"] is not None]
        found = [entity for entity in found if not _is_denied(entity, text)]
        for entity in found:
            entity["text"] = text[entity["start"] : entity["end"]]
        return sorted(found, key=lambda entity: entity["start"])

    def _add_patterns(
        self, found: List[Entity], words: List[Word], today: date, language: str
    ) -> List[Entity]:
        matches = [it for it in self._patterns.matches(words) if not _is_kept_out(it, words)]
        matches.sort(key=lambda match: (match.first - match.end, match.row.order))
        for match in matches:
            classes = [classes_of(word) for word in words[match.marked_first : match.marked_end]]
            value = resolve(match.row.fields, Context(classes, today, language))
            place = {
                "entity": match.row.fields["entity"],
                "start": words[match.marked_first].start,
                "end": words[match.marked_end - 1].end,
            }
            # What only looks like a ZIP code yields to a pattern that knows what it is.
            yielding = [it for it in found if _is_guess(it) and _overlaps(it, [place])]
            firm = [it for it in found if it not in yielding]
            if not _overlaps(place, firm):
                found = [*firm, {**place, **(value or {"value": None})}]
        return found


def _is_denied(entity: Entity, text: str) -> bool:
    """Whether it is all of the balance, which the words before say can't be paid."""
    everything = entity["entity"] == "amount" and entity["value"] == "all"
    return everything and _DENIED.search(text[: entity["start"]]) is not None


def _is_guess(entity: Entity) -> bool:
    return entity["entity"] == "zip_code" and entity.get("role") == "ambiguous"


def _bare_numbers(words: List[Word], found: List[Entity]) -> List[Entity]:
    """The numbers left over; a single one beside a frequency, with no amount, is the amount."""
    numbers = [
        {"entity": "number", "start": word.start, "end": word.end, "value": str(kinds["whole"])}
        for word, kinds in ((word, classes_of(word)) for word in words)
        if "whole" in kinds
    ]
    left = [number for number in numbers if not _overlaps(number, found)]
    kinds_found = {entity["entity"] for entity in found}
    if len(left) == 1 and "frequency" in kinds_found and "amount" not in kinds_found:
        left[0].update({"entity": "amount", "value": left[0]["value"] + "00"})
    return left
