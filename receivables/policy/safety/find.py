"""Which patterns a text meets."""

from __future__ import annotations

import re

from receivables.policy.safety.kinds import IN_DANGER, SafetyKind
from receivables.policy.safety.mending import mended
from receivables.policy.safety.tables import Pattern, patterns

# A pattern right behind one of these says that the thing is not so. Danger is never argued away.
_DENIED = re.compile(
    r"\b(?:not|never|no|without|if i|if you|unless|should i|nunca|ni|sin|jamas|si yo)"
    r"(?: (?:a|an|any|my|the|been|yet|have|filed|mi|un|una))?$"
)
_IN_JEST = re.compile(r"\b(?:just|only|im|am) (?:kidding|joking|messing)|jk|lol jk|es broma\b")


def safety_kinds(text: str) -> tuple[SafetyKind, ...]:
    """Every kind that a text meets, the gravest first."""
    words = mended(text)
    return tuple(kind for kind in SafetyKind if first_match(kind, words) is not None)


def safety_kind(text: str) -> SafetyKind | None:
    """The gravest kind that a text meets."""
    return next(iter(safety_kinds(text)), None)


def first_match(kind: SafetyKind, words: str) -> Pattern | None:
    """The first row of a kind that fires on mended words (`mending.mended`)."""
    for row in patterns(kind):
        if any(_means_it(kind, words, found.start()) for found in row.search.finditer(words)) and (
            row.unless is None or not row.unless.search(words)
        ):
            return row
    return None


def _means_it(kind: SafetyKind, words: str, start: int) -> bool:
    if kind in IN_DANGER:
        return True
    return not (_DENIED.search(words[:start].rstrip()) or _IN_JEST.search(words))
