"""What a text means where it stands: after a question of ours, in a form, or asking two things.

The model reads each text for itself. Here its reading is set right by what it can't know: which
two things we offered last, that the text asks a second question, that "not sure" is no answer,
and that what can't be taken back is not done on a guess.
"""

from __future__ import annotations

from typing import Any, Dict, Optional, Text

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot import promised
from bot.acts import ACTS, LEAST_CERTAIN
from bot.asked_plainly import asked_plainly
from bot.choices import Choice, chosen
from bot.cutting import SECOND_ASK, add_what_else, cut
from bot.follow_up import answers_the_plan, errand_at_hand, followed_up
from bot.missed_payment import ERRANDS
from bot.nlu.known_texts import folded
from bot.parsed import add, certain, unsure
from bot.plain_words import (
    bare,
    denies_a_dispute,
    meant_plainly,
    wants_no_person,
    was_not_answered,
    was_there,
    would_rather_not_call,
)
from bot.promised import PAYMENT, PROMISE
from bot.somebody_else import FOR_ANYBODY, SURE, UNTOLD, in_person, third_party
from bot.tracker_store import SECOND, store_of
from bot.two_questions import DISPUTE
from bot.unknowing import does_not_know, lacks_what_is_asked

CHOICES, SECOND_QUESTION = "smalltalk_choices", "smalltalk_second_question"
PERSON = "speak_to_human"
IDENTITY_FORM = "identity_form"
LIKELY_ENOUGH = 0.5  # the share of the second guess in all but the first, which the text denies
CHANGE, PLAN = "change_payment_plan", "request_payment_plan"
SETTLEMENT, STOP = "settlement_offer", "stop_contact"
_SAYS_NO_ERRAND = {"dont_know": does_not_know, "unanswered": was_not_answered}


async def understand(agent: Agent, message: UserMessage) -> None:
    """Set what the message means (`parse_data`), and its text where it chooses an earlier one's."""
    parse = agent.processor.parse_message
    parsed = await parse(message)
    tracker = await agent.tracker_store.retrieve(message.sender_id)
    if tracker is not None:
        store_of(agent).hand_on(tracker)
    told = (message.metadata or {}).get("safety")  # reviewed patterns have found what it means
    offered = None if told else _offered(tracker)
    asks = asked_plainly(folded(message.text), grave=False, meant=False) is not None
    choice = chosen(message.text, offered["intents"], parsed) if offered and not asks else None
    if choice is Choice.NEITHER:
        message.parse_data = unsure(parsed)
    elif offered and choice is not None:
        message.parse_data = await _choose(message, offered, choice, parse)
    else:
        # Hours later the form is closed before the text is taken: its question may be answered yet.
        expired = tracker is not None and agent.processor._has_session_expired(tracker)
        message.parse_data = await _read(message, parsed, tracker, parse, expired)


async def _choose(
    message: UserMessage, offered: Dict[Text, Any], choice: Choice, parse: Any
) -> Dict[Text, Any]:
    """What was meant of two: it is the earlier text that means it."""
    message.text = offered["text"]
    parsed = certain(await parse(message), offered["intents"][choice.value % Choice.BOTH.value])
    if choice is Choice.BOTH:
        add(parsed, SECOND_ASK, {"text": message.text, "intent": offered["intents"][1]})
    return parsed


async def _read(
    message: UserMessage,
    parsed: Dict[Text, Any],
    tracker: Optional[DialogueStateTracker],
    parse: Any,
    expired: bool = False,
) -> Dict[Text, Any]:
    told = (message.metadata or {}).get("safety")
    if not told and _lacks_an_answer(folded(message.text), parsed, tracker):
        add(parsed, "dont_know", "yes")
        return unsure(parsed)
    if not told and (errand := _of_what_was_said_before(message.text, parsed, tracker, expired)):
        return certain(parsed, errand)
    denied = not told and _denies_it(folded(message.text), parsed["intent"]["name"])
    parsed = _next_best(parsed) if denied else _set_right(message.text, parsed)
    question = tracker.get_slot(SECOND_QUESTION) if tracker else None
    if question and question["intent"] == parsed["intent"]["name"]:
        add(parsed, SECOND_ASK, None)  # asked again: no second answer is due
    if _is_for_another(parsed) or (tracker and tracker.active_loop_name):
        return parsed
    if told == parsed["intent"]["name"] == DISPUTE:
        await add_what_else(message, parsed, parse)
    elif not told:
        person = in_person(folded(message.text))
        await cut(message, parsed, parse)
        if person:
            add(parsed, "in_person", "yes")  # of whichever piece stands first
    return parsed


async def waiting_question(agent: Agent, message: UserMessage) -> Optional[UserMessage]:
    """The second question of an earlier text as a message of its own, once its turn has come.

    Its turn comes when no form asks anything. It is then answered as part of the answer to
    `message`.
    """
    tracker = await store_of(agent).latest(message.sender_id)
    question = tracker.get_slot(SECOND_QUESTION) if tracker else None
    if question is None or tracker.active_loop_name:
        return None
    about = {**message.metadata, "message_id": message.message_id + SECOND}
    about.pop("safety", None)  # found in the other text
    second = UserMessage(
        question["text"],
        message.output_channel,
        message.sender_id,
        input_channel=message.input_channel,
        message_id=about["message_id"],
        metadata=about,
    )
    parsed = certain(await agent.processor.parse_message(second), question["intent"])
    add(parsed, SECOND_ASK, None)  # it waits no longer
    second.parse_data = parsed
    return second


def _is_for_another(parsed: Dict[Text, Any]) -> bool:
    """Whether somebody else writes, which goes for all of a text."""
    return "third_party" in {entity["entity"] for entity in parsed.get("entities", [])}


def _offered(tracker: Optional[DialogueStateTracker]) -> Optional[Dict[Text, Any]]:
    """The two choices, when they were what we asked last."""
    offered = tracker.get_slot(CHOICES) if tracker else None
    last = tracker.latest_message if tracker else None
    return offered if offered and last and offered["message_id"] == last.message_id else None


def _of_what_was_said_before(
    text: Text, parsed: Dict[Text, Any], tracker: Optional[DialogueStateTracker], expired: bool
) -> Optional[Text]:
    """The intent of what the text asks after or changes; None for one that stands by itself."""
    if tracker is None or (tracker.active_loop_name and not expired):
        return None
    if promised.tells_of_a_check(folded(text), parsed["intent"]["name"]):
        return PAYMENT
    if promised.tells_of_a_payment(parsed, errand_at_hand(tracker)):
        return PAYMENT
    errand = followed_up(text, tracker, parsed["intent"]["name"])
    if not errand and expired and answers_the_plan(parsed, tracker):
        return PLAN
    return errand or (PROMISE if promised.changes_promise(text, parsed, tracker) else None)


def _lacks_an_answer(
    words: Text, parsed: Dict[Text, Any], tracker: Optional[DialogueStateTracker]
) -> bool:
    """Whether the text only says that what we, or a person of ours, want to know is not at hand.

    Whoever doesn't know a number has not said that ours is the wrong one.
    """
    asked = tracker is not None and (
        tracker.active_loop_name == IDENTITY_FORM or errand_at_hand(tracker) is not None
    )
    return (asked or parsed["intent"]["name"] == "wrong_number") and lacks_what_is_asked(words)


def _set_right(text: Text, parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    words, intent = folded(text), parsed["intent"]
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
        or (intent == PERSON and wants_no_person(words))
        or (intent == STOP and would_rather_not_call(words))
        or (intent == "wrong_number" and was_there(words))
    )


def _next_best(parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    others = (parsed.get("intent_ranking") or [])[1:]
    enough = LIKELY_ENOUGH * sum(guess["confidence"] for guess in others)
    likely = others and others[0]["confidence"] > enough
    return certain(parsed, others[0]["name"]) if likely else unsure(parsed)


def _likelihood(parsed: Dict[Text, Any], *intents: Text) -> float:
    ranking = parsed.get("intent_ranking") or []
    return sum(guess["confidence"] for guess in ranking if guess["name"] in intents)
