"""Account, claim and member numbers, ZIP codes and telephone numbers."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator

import phonenumbers

from bot.nlu.grammar.words import read_table

_ROWS = [(row, re.compile(row["say"], re.IGNORECASE)) for row in read_table("identifiers.yml")]


def identifiers(text: str) -> Iterator[Dict[str, Any]]:
    """Finds in the order of the table, then telephone numbers; they may overlap."""
    for row, expression in _ROWS:
        for match in expression.finditer(text):
            found = {"entity": row["entity"], "value": match.group(1).upper()}
            found.update({"start": match.start(1), "end": match.end()})
            yield {**found, "role": row["role"]} if "role" in row else found
    for phone in phonenumbers.PhoneNumberMatcher(text, "US"):
        number = phonenumbers.format_number(phone.number, phonenumbers.PhoneNumberFormat.E164)
        yield {"entity": "phone_number", "value": number, "start": phone.start, "end": phone.end}
