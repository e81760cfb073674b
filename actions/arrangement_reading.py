"""Whether a text is about the terms of a payment arrangement, or about something else."""

from __future__ import annotations

import re
from typing import Any

from actions.arrangement_wish import DECISION, FIRST_ON, FREQUENCY
from actions.errands import ABOVE_A_FORM
from actions.turn import Turn
from receivables.domain.date_of_birth import fold

# Texts of these are about the terms when they carry any; all others are for the rules.
_ABOUT_TERMS = frozenset(
    {
        "affirm",
        "change_payment_plan",
        "check_balance",
        "deny",
        "greet",
        "make_payment",
        "nlu_fallback",
        "out_of_scope",
        "payment_status",
        "promise_to_pay",
        "provide_identity",
        "request_payment_plan",
        "thank",
    }
)
# Whoever says these has something else to settle before a plan makes sense.
_ELSEWHERE = frozenset(
    {
        "dispute_charge",
        "financial_hardship",
        "insurance_not_billed",
        "make_payment",
        "promise_to_pay",
        "request_refund",
        "update_insurance",
    }
)
# A date or an amount in these is rather that of the charge than one of the plan.
_WITH_AMOUNTS_OF_ITS_OWN = frozenset({"dispute_charge", "insurance_not_billed", "request_refund"})
_TERMS = {"amount", "date", "frequency", "installment_count", "number"}
_SURE = 0.65  # of a yes that saves a plan; "may" was taken for one at 0.54
_HEDGED = re.compile(
    r"\b(?:maybe|perhaps|hm+|may|depends|not sure|quizas?|tal vez|a lo mejor|depende)\b"
)
_SHORT = 8  # characters beside the terms: "on the", "how bout"
_FEW_WORDS = 4  # "the one in december"
_PAYDAY = re.compile(
    r"\b(?:when(?:ever)?|each time|every time|as soon as) (?:i|we) get (?:my |our )?(?:paid|check|"
    r"paycheck)\b|\b(?:every|on|each) (?:my )?(?:payday|paycheck)\b|"
    r"\b(?:cuando|cada (?:vez )?que) (?:me |nos )?(?:pag\w+|cobr\w+)\b"
)
_TOO_MUCH = re.compile(
    r"\b(?:too (?:much|high)|cant|can't|cannot|(?:dont|don't) (?:even )?have (?:that|it|enough)|"
    r"(?:any|bit|little|go|be) (?:lower|less)|less than that|something smaller|"
    r"(?:puede|podria|algo|un poco) (?:ser )?menos|mas bajo|"
    r"demasiado|es mucho|no (?:puedo|voy a poder)|ni para eso|no tengo (?:tanto|eso|para))\b"
)


def is_elsewhere(turn: Turn) -> bool:
    """Whether it goes on to another errand, with no terms for the plan."""
    if turn.intent in _WITH_AMOUNTS_OF_ITS_OWN:
        return not is_about_terms(turn)
    if _is_no_day(turn, turn.slot("requested_slot")):
        return False
    return turn.intent in _ELSEWHERE and not terms_found(turn)


def asks_in_other_words(turn: Turn, asked: str) -> bool:
    """Whether the answer is none, so that the question is asked again: "whenever I get paid"."""
    return _is_no_day(turn, asked) or (asked in (FREQUENCY, FIRST_ON) and names_payday(turn))


def _is_no_day(turn: Turn, asked: str | None) -> bool:
    """Whether "ok, the 30th of february" answers which day, if not well."""
    return turn.intent == "promise_to_pay" and asked in (FIRST_ON, DECISION)


def is_brief(turn: Turn) -> bool:
    """Whether it is an answer and little else."""
    return turn.intent in _ABOUT_TERMS or len(turn.text.split()) <= _FEW_WORDS


def is_clear_yes(turn: Turn) -> bool:
    """Whether it surely agrees and asks nothing."""
    hedged = "?" in turn.text or _HEDGED.search(fold(turn.text)) is not None
    return turn.intent == "affirm" and turn.confidence >= _SURE and not hedged


def terms_found(turn: Turn) -> list[dict[str, Any]]:
    """What was found in it that can be a term of a plan."""
    return [found for found in turn.entities if found["entity"] in _TERMS]


def is_about_terms(turn: Turn) -> bool:
    """Whether what was found in it is meant for the plan."""
    if turn.intent in ABOVE_A_FORM:
        return False
    terms = terms_found(turn)
    said = {place for found in terms for place in range(found["start"], found["end"])}
    beside = sum(letter.isalnum() for place, letter in enumerate(turn.text) if place not in said)
    return turn.intent in _ABOUT_TERMS or (bool(terms) and beside <= _SHORT)


def names_payday(turn: Turn) -> bool:
    """Whether it says "whenever I get paid", and nothing of how often that is."""
    return _PAYDAY.search(fold(turn.text)) is not None and not terms_found(turn)


def is_too_much(turn: Turn) -> bool:
    """Whether it says that what was offered is more than can be paid."""
    return _TOO_MUCH.search(fold(turn.text)) is not None
