"""Reading values out of FHIR JSON of any shape. Nothing here raises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from receivables.domain.money import Money

_SMALLEST, _LARGEST = -20, 13  # powers of ten: beyond them no arithmetic is tried


def child(value: Any, *names: str) -> Any:
    """What stands under the names, one within the other; None where anything is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def children(value: Any, name: str) -> Iterator[Any]:
    """The objects of a list, none of what is no list of objects."""
    found = child(value, name)
    if isinstance(found, list):
        yield from (each for each in found if isinstance(each, dict))


def text(value: Any, *names: str) -> str:
    """A string under the names, else an empty one."""
    found = child(value, *names)
    return found.strip() if isinstance(found, str) else ""


def codings(concept: Any) -> list[tuple[str, str]]:
    """(system, code) of each coding of a CodeableConcept."""
    return [
        (text(coding, "system"), text(coding, "code")) for coding in children(concept, "coding")
    ]


def amount(value: Any) -> Money | None:
    """The US dollars of a FHIR Money; None for anything else or finer than a cent."""
    number = child(value, "value")
    if text(value, "currency") not in ("USD", "") or isinstance(number, bool):
        return None
    if isinstance(number, int):
        number = Decimal(number)
    if not isinstance(number, Decimal) or not number.is_finite():
        return None
    if number and not _SMALLEST <= number.adjusted() < _LARGEST:
        return None
    try:
        return Money.parse(number)
    except ValueError:
        return None


def day(value: Any, *names: str) -> dt.date | None:
    """The day a FHIR date or dateTime starts with, else None."""
    try:
        return dt.date.fromisoformat(text(value, *names)[:10])
    except ValueError:
        return None
