"""The crowd: invented numbers, and what each of them texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

# Real area codes of the United States with the exchange that is kept free for invention.
AREAS = (216, 212, 213, 312, 415, 617, 713, 206, 305, 404, 503, 602)
EACH = 99  # 555-0100 is ours
MOST = EACH * len(AREAS)
ASKED = (
    "hi, how much do I owe?",
    "what is a deductible",
    "can I pay by phone?",
    "thank you",
    "is this a real person",
    "when do you open",
)


def numbers(people: int) -> list[str]:
    """So many numbers, 555-0101 to 555-0199 of each area. Raises ValueError beyond MOST."""
    if people > MOST:
        raise ValueError(f"at most {MOST} invented numbers")
    return [f"+1{AREAS[one // EACH]}55501{one % EACH + 1:02}" for one in range(people)]


def texts(person: int) -> Iterator[str]:
    """What somebody texts, without an end; two people beside each other text other things."""
    for turn in count(person):
        yield ASKED[turn % len(ASKED)]
