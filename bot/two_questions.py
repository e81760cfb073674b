"""Finds the second question in a text that asks two: "whats my balance and can i pay monthly".

The text is cut where people go on to something else; each piece is understood by itself. Only
two pieces that are surely about different errands make two questions: a text is cut too seldom
rather than once too often, because a question nobody asked gets an answer nobody wanted.
"""

from __future__ import annotations

import re
from typing import List, NamedTuple, Optional, Sequence, Text

from bot import follow_up
from bot.denied import wants_no_person
from bot.grave import GRAVE
from bot.nlu.known_texts import folded

# What can stand beside another question. Safety, identity and answers to our own questions can't.
ERRANDS = follow_up.ERRANDS | {
    "check_balance",
    "explain_bill",
    "explain_eob_term",
    "identity_question",
    "request_payment_plan",
}
# These ask back, so that the other question is answered before them.
LONG_ERRANDS = ("explain_bill", "claim_denied_why", "make_payment", "request_payment_plan")
# Beside one of these nothing else is a question.
ABOVE_ALL = GRAVE | {"settlement_offer"}
IDENTITY, UNSURE = "provide_identity", "nlu_fallback"
DISPUTE = "dispute_charge"
BESIDE_A_DISPUTE = ERRANDS - {
    DISPUTE,
    "change_payment_plan",
    "claim_denied_why",
    "explain_bill",
    "make_payment",
    "promise_to_pay",
    "request_payment_plan",
}
# Near kin: a person who says both means one of them.
KIN = (
    {"check_balance", "explain_bill"},
    {"change_payment_plan", "request_payment_plan"},
    {"make_payment", "promise_to_pay"},
    {"make_payment", "request_payment_plan"},
    {"promise_to_pay", "request_payment_plan"},
    {"financial_hardship", "request_payment_plan"},
    {"claim_denied_why", "explain_bill"},
    {"claim_denied_why", "claim_status"},
    {"insurance_not_billed", "update_insurance"},
    {"request_documents", "request_itemized_bill"},
)
SURE = 0.85
FEWEST_LETTERS, FEWEST_DIGITS = 6, 5

_SENTENCES = re.compile(r"(?<=[.?!;])\s+|\n+|(?:^|\s)\(?[1-5]\)\s*")  # "1) what i owe 2) when"
_GOING_ON = re.compile(
    r"(?:,\s+|[,\s]+(?:and (?:also )?|also |plus |y (?:tambi[eé]n )?|tambi[eé]n |adem[aá]s |"
    r"pero ))(?=[¿¡]?(?:if|can|could|do|does|did|how|what|whats|when|where|why|is|are|will|would|i|"
    r"im|id|my|please|send|tell|set|get|resend|stop|puedo|podr[ií]a|c[oó]mo|cu[aá]nto|qu[eé]|"
    r"pay|appeal|set|pagar|apelar|saber|pedir|hacer|por|cu[aá]ndo|me|mi|quiero|"
    r"quisiera|necesito|si|hay)\b)",
    re.IGNORECASE,
)


# Who tells who they are goes on to what they want without a pause: "44107 what do i owe".
_ASKING = re.compile(
    r"\s+(?=(?:what|how much|why|can i|i (?:want|need|would like)|id like|quiero|quisiera|"
    r"necesito|cu[aá]nto|por qu[eé]|puedo)\b)",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """A part of a text and what the model makes of it by itself."""

    text: Text
    intent: Text
    confidence: float


def pieces(text: Text, loosely: bool = False) -> List[Text]:
    """The parts in which a text may ask different things; one for most texts.

    `loosely`: also where an ask begins without a word or a sign before it.

    >>> pieces("whats my balance and can i pay monthly")
    ['whats my balance', 'can i pay monthly']
    >>> pieces("ham and eggs")
    ['ham and eggs']
    """
    found = [part for whole in _SENTENCES.split(text) for part in _GOING_ON.split(whole)]
    if loosely:
        found = [ask for part in found for ask in _ASKING.split(part)]
    return [part.strip(" ,") for part in found if _says_something(part)]


def _says_something(part: Text) -> bool:
    letters, digits = sum(map(str.isalpha, part)), sum(map(str.isdigit, part))
    return letters >= FEWEST_LETTERS or digits >= FEWEST_DIGITS


def two_questions(intent: Text, parts: Sequence[Piece]) -> Optional[List[Piece]]:
    """The two questions in the order in which to answer them, or None when it is one.

    `intent` is that of the whole text: where it is sure and neither part's, it stands.
    """
    sure = [part for part in parts if part.confidence >= SURE]
    if any(part.intent in ABOVE_ALL for part in sure):
        return None
    sure = [part for part in sure if part.intent in ERRANDS or _proves(part)]
    if intent != UNSURE and not any(_same(intent, part.intent) for part in sure):
        return None
    others = [part for part in sure if not _same(part.intent, sure[0].intent)]
    if not others:
        return None
    both = [sure[0], others[0]]
    return sorted(both, key=lambda part: _length(part.intent))


def what_else(parts: Sequence[Piece]) -> Optional[Piece]:
    """What a text that disputes a charge surely asks besides, or None.

    Not to pay: nothing is asked for that charge until it has been looked at.
    """
    sure = [part for part in parts if part.confidence >= SURE]
    if any(part.intent in ABOVE_ALL for part in sure):
        return None
    return next((part for part in sure if part.intent in BESIDE_A_DISPUTE), None)


def asks_for_a_person(parts: Sequence[Piece]) -> Optional[Piece]:
    """The piece that surely wants a person, whatever else the text asks; None without one."""
    return next(
        (
            part
            for part in parts
            if part.intent == "speak_to_human"
            and part.confidence >= SURE
            and not wants_no_person(folded(part.text))
        ),
        None,
    )


def _proves(part: Piece) -> bool:
    """Whether a piece tells who writes: more than the name under a letter."""
    return part.intent == IDENTITY and any(map(str.isdigit, part.text))


def _same(one: Text, other: Text) -> bool:
    return one == other or {one, other} in KIN


def _length(intent: Text) -> int:
    if intent == IDENTITY:
        return -1
    return LONG_ERRANDS.index(intent) + 1 if intent in LONG_ERRANDS else 0
