"""Account, claim and member numbers, ZIP codes and telephone numbers."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator

import phonenumbers

from bot.nlu.grammar.tables import read_table

_ROWS = [(row, re.compile(row["say"], re.IGNORECASE)) for row in read_table("identifiers.yml")]
_DIGITS = read_table("numbers.yml")["spoken_digits"]
_SPOKEN = re.compile(rf"\b(?:(?:{'|'.join(_DIGITS)})\b[\s,-]*){{5,}}", re.IGNORECASE)


def identifiers(text: str) -> Iterator[Dict[str, Any]]:
    """All finds, the surer ones first; they may overlap."""
    yield from (found for found in _of_table(text) if found.get("role") != "incomplete")
    for phone in phonenumbers.PhoneNumberMatcher(text, "US"):
        number = phonenumbers.format_number(phone.number, phonenumbers.PhoneNumberFormat.E164)
        yield {"entity": "phone_number", "value": number, "start": phone.start, "end": phone.end}
    yield from (found for found in _of_table(text) if found.get("role") == "incomplete")
    yield from _spoken(text)


def _of_table(text: str) -> Iterator[Dict[str, Any]]:
    for row, expression in _ROWS:
        for match in expression.finditer(text):
            start = match.start() if row.get("role") == "last_four" else match.start(1)
            found = {"entity": row["entity"], "value": "-".join(match.groups()).upper()}
            found.update({"start": start, "end": match.end()})
            yield {**found, "role": row["role"]} if "role" in row else found


def _spoken(text: str) -> Iterator[Dict[str, Any]]:
    """Digits said one by one: ten are a telephone number, five may be a ZIP code."""
    for match in _SPOKEN.finditer(text):
        digits = "".join(
            str(_DIGITS[word]) for word in re.findall(r"[a-z]+", match.group().lower())
        )
        found = {"start": match.start(), "end": match.start() + len(match.group().rstrip(" ,-"))}
        if len(digits) == 10:
            yield {"entity": "phone_number", "value": f"+1{digits}", **found}
        elif len(digits) == 5:
            yield {"entity": "zip_code", "role": "ambiguous", "value": digits, **found}
