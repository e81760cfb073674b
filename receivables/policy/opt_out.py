"""Does a text ask us to stop, to start again, or how to get help? Decided before any model.

Sources: the per-se words of 47 CFR 64.1200(a)(10) (compliance C1), Twilio's keywords (C2), any
other reasonable means, in plain words, English or Spanish (C3), and the YES trap (C4): START
always brings texts back, YES only for someone who opted out and was asked nothing.

The patterns are reviewed: each asks for an end of texts to this phone and nothing less. What is
narrower (an address, an hour, a work phone, a plan) is left to the model, which knows the intent
`stop_contact` too.

>>> contact_request("STOP").kind
<ContactKind.OPT_OUT: 'opt_out'>
>>> contact_request("no me manden más mensajes").language
'es'
>>> contact_request("stop sending it to my old address")
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from receivables.policy.opt_out_patterns import (
    COURTESY,
    ENGLISH_KEYWORDS,
    ENGLISH_PHRASES,
    HELP_WORDS,
    LAST_CLAUSES,
    NARROWER,
    POLITE,
    SPANISH_KEYWORDS,
    SPANISH_PHRASES,
    START_WORDS,
    STOP_WORDS,
    YES_WORDS,
)
from receivables.policy.safety.find import first_match
from receivables.policy.safety.kinds import SafetyKind
from receivables.policy.safety.mending import mended
from receivables.policy.words import plain

# "My husband died. Stop texting me." ends texts to this phone, whoever else it speaks of.
_ABOUT_SOMEBODY = re.compile(r"\b(?:died|passed|dead|murio|fallecio)\b")


class ContactKind(StrEnum):
    """What a text asks about being contacted."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    OPT_IN_IF_OUT = "opt_in_if_out"
    HELP = "help"


class ContactRequest(NamedTuple):
    """A request about contact; `language` where the words show it (`STOP` shows none)."""

    kind: ContactKind
    language: str | None = None


def contact_request(text: str) -> ContactRequest | None:
    """The request that a whole text makes, or None for everything that the model should read."""
    words = plain(text)
    return (
        _keyword(words)
        or _last_clause(text)
        or _opt_out_in_a_sentence(text)
        or _opt_out_however_spelled(text)
    )


def is_keyword(text: str) -> bool:
    """Whether a text is one of the words that ask by themselves (STOP, START, YES, HELP)."""
    return _keyword(plain(text)) is not None


def _keyword(words: str) -> ContactRequest | None:
    bare = _without_politeness(words)
    if words in ENGLISH_KEYWORDS or (bare and set(bare) <= STOP_WORDS):
        return ContactRequest(ContactKind.OPT_OUT)
    if words in SPANISH_KEYWORDS:
        return ContactRequest(ContactKind.OPT_OUT, "es")
    courteous = " ".join(word for word in words.split() if word not in COURTESY)
    for kind, known in (
        (ContactKind.OPT_IN, START_WORDS),
        (ContactKind.OPT_IN_IF_OUT, YES_WORDS),
        (ContactKind.HELP, HELP_WORDS),
    ):
        if courteous in known:
            return ContactRequest(kind, known[courteous])
    return None


def _last_clause(text: str) -> ContactRequest | None:
    clause = plain(re.split(r"[.,;:!?\n]+", text.strip(" .,;:!?\n"))[-1])
    if clause in LAST_CLAUSES:
        return ContactRequest(ContactKind.OPT_OUT, "es")
    if set(_without_politeness(clause)) == {"stop"}:
        return ContactRequest(ContactKind.OPT_OUT, "en")
    return None


def _without_politeness(words: str) -> list[str]:
    return [word for word in words.split() if word not in POLITE]


def _opt_out_in_a_sentence(text: str) -> ContactRequest | None:
    # The whole first: what narrows a request may stand in the sentence before it.
    whole = plain(text)
    sentences = [plain(sentence) for sentence in re.split(r"[.!?\n]+", text)]
    if NARROWER.search(whole) and not _ABOUT_SOMEBODY.search(whole):
        return None
    return next(filter(None, map(_opt_out_in_plain_words, (whole, *sentences))), None)


def _opt_out_in_plain_words(words: str) -> ContactRequest | None:
    if NARROWER.search(words):
        return None
    for language, phrases in (("es", SPANISH_PHRASES), ("en", ENGLISH_PHRASES)):
        if phrases.search(words):
            return ContactRequest(ContactKind.OPT_OUT, language)
    return None


def _opt_out_however_spelled(text: str) -> ContactRequest | None:
    words = mended(text)
    row = first_match(SafetyKind.STOP, words)
    if row is None or NARROWER.search(words):
        return None
    return ContactRequest(ContactKind.OPT_OUT, None if row.language == "any" else row.language)
