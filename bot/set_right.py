"""What a text means by itself, where what the model makes of it is not to be believed.

A plain question is answered before it opens anything; what can't be taken back is not done on a
guess; what a text is full of only to deny it is not what it means.
"""

from __future__ import annotations

from typing import Any, Dict, Text

from bot.acts import ACTS, LEAST_CERTAIN
from bot.asked_plainly import asked_plainly
from bot.denied import (
    denies_a_dispute,
    wants_no_person,
    wants_no_plan,
    was_there,
    would_rather_not_call,
)
from bot.missed_payment import ERRANDS
from bot.parsed import add, certain, unsure
from bot.plain_words import bare, meant_plainly, was_not_answered
from bot.shorthand import written_out
from bot.somebody_else import FOR_ANYBODY, SURE, UNTOLD, in_person, third_party
from bot.two_questions import DISPUTE
from bot.unknowing import does_not_know

CHANGE, PERSON, PLAN = "change_payment_plan", "speak_to_human", "request_payment_plan"
SETTLEMENT, STOP, WRONG_NUMBER = "settlement_offer", "stop_contact", "wrong_number"
LIKELY_ENOUGH = 0.5  # the share of the second guess in all but the first, which the text denies
_SAYS_NO_ERRAND = {"dont_know": does_not_know, "unanswered": was_not_answered}


def set_right(
    text: Text, parsed: Dict[Text, Any], heard_by_pattern: bool = False
) -> Dict[Text, Any]:
    """What a text means by itself, set right by the words that a classifier weighs wrongly.

    `heard_by_pattern`: reviewed patterns have found what it means, so nothing of it is denied.
    """
    denied = not heard_by_pattern and _denies_it(written_out(text), parsed["intent"]["name"])
    return _next_best(parsed) if denied else _meant(text, parsed)


def _meant(text: Text, parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    words, intent = written_out(text), parsed["intent"]
    if empty := [name for name, says in _SAYS_NO_ERRAND.items() if says(words)]:
        add(parsed, empty[0], "yes")
        return unsure(parsed)
    if who := third_party(words, intent):
        add(parsed, "third_party", who)
        return certain(parsed, "identity_question")
    if in_person(words):
        add(parsed, "in_person", "yes")
        # "Me" is the word that our own text asks for.
        told_alone = words in ("me", "yo") or words.endswith(" here me")
        untold = told_alone or intent["name"] in UNTOLD | {"greet"}
        return certain(parsed, "provide_identity") if untold else parsed
    hasty = intent["name"] in ACTS and intent["confidence"] < LEAST_CERTAIN
    grave = intent["name"] in FOR_ANYBODY and intent["confidence"] >= SURE
    if question := asked_plainly(words, grave, intent["name"] in ERRANDS and not hasty):
        remark, name = question
        add(parsed, remark, "yes")
        return certain(parsed, name)
    if (plain := meant_plainly(words)) is not None:
        return certain(parsed, plain)
    lone = intent["name"] in ACTS and _is_one_value(text, parsed)
    if lone or (bare(words) and intent["confidence"] < 1):
        return unsure(parsed)
    if _asks_the_least(parsed) or (hasty and _is_of_a_plan(parsed)):
        return certain(parsed, PLAN)  # a plan that stands is then told, and nothing recorded
    return unsure(parsed) if hasty else parsed


def _is_one_value(text: Text, parsed: Dict[Text, Any]) -> bool:
    """Whether the text is one day or amount and nothing else: an answer, where one was asked."""
    found = [one for one in parsed.get("entities", []) if one["entity"] in ("amount", "date")]
    if len(found) != 1:
        return False
    beside = text[: found[0]["start"]] + text[found[0]["end"] :]
    return not any(map(str.isalnum, beside))


def _is_of_a_plan(parsed: Dict[Text, Any]) -> bool:
    """Whether it surely is about a plan, one that stands or a new one."""
    likely = _likelihood(parsed, CHANGE, PLAN) >= LEAST_CERTAIN
    return bool(likely and parsed["intent"]["name"] == CHANGE)


def _asks_the_least(parsed: Dict[Text, Any]) -> bool:
    """Whether what looks like an offer of less asks for the smallest payment there is."""
    intent, found = parsed["intent"], parsed.get("entities", [])
    least = any(one["entity"] == "amount" and one["value"] == "minimum" for one in found)
    return least and intent["name"] == SETTLEMENT and intent["confidence"] < SURE


def _denies_it(words: Text, intent: Text) -> bool:
    """Whether a text is full of an intent's words only to say that it is not meant."""
    return (
        (intent == DISPUTE and denies_a_dispute(words))
        or (intent == PLAN and wants_no_plan(words))
        or (intent == PERSON and wants_no_person(words))
        or (intent == STOP and would_rather_not_call(words))
        or (intent == WRONG_NUMBER and was_there(words))
    )


def _next_best(parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    others = (parsed.get("intent_ranking") or [])[1:]
    enough = LIKELY_ENOUGH * sum(guess["confidence"] for guess in others)
    likely = others and others[0]["confidence"] > enough
    return certain(parsed, others[0]["name"]) if likely else unsure(parsed)


def _likelihood(parsed: Dict[Text, Any], *intents: Text) -> float:
    ranking = parsed.get("intent_ranking") or []
    return sum(guess["confidence"] for guess in ranking if guess["name"] in intents)
