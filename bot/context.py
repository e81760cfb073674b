"""What a text means where it stands: after a question of ours, in a form, or asking two things.

The model reads each text for itself. Here its reading is set right by what it can't know: which
two things we offered last, that the text asks a second question, that "not sure" is no answer,
and that what can't be taken back is not done on a guess.
"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Text

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot.choices import Choice, chosen
from bot.follow_up import followed_up
from bot.missed_payment import ERRANDS, asks_after_a_missed_payment
from bot.nlu.known_texts import folded
from bot.plain_words import bare, meant_plainly
from bot.somebody_else import FOR_ANYBODY, UNTOLD, in_person, third_party
from bot.tracker_store import SECOND, store_of
from bot.two_questions import Piece, pieces, two_questions

CHOICES, SECOND_QUESTION = "smalltalk_choices", "smalltalk_second_question"
UNSURE, CHANGE, PLAN = "nlu_fallback", "change_payment_plan", "request_payment_plan"
# What opens work, a hold or a handoff, or closes a form (goodbye), is not done on a guess: below
# this the person is asked what they mean. At 0.4 / 0.5 / 0.6 / 0.65 / 0.7 of the 509 development
# texts so acted on (goodbye apart) 20 / 15 / 12 / 6 / 5 are done wrongly, and 0 / 8 / 21 / 24 / 30
# that were right are asked needlessly; of 255 blind ones 25 / 19 / 18 / 17 / 13 and
# 0 / 3 / 7 / 7 / 11.
LEAST_CERTAIN = 0.65
ACTS = frozenset(
    {
        "change_payment_plan",
        "claim_status",
        "complaint_service",
        "contact_preference",
        "credit_report_concern",
        "deceased_patient",
        "dispute_charge",
        "financial_hardship",
        "goodbye",
        "insurance_not_billed",
        "make_payment",
        "payment_status",
        "promise_to_pay",
        "request_documents",
        "request_itemized_bill",
        "request_refund",
        "settlement_offer",
        "update_contact_info",
        "update_insurance",
        "wrong_number",
    }
)
_DONT_KNOW = re.compile(
    r"(?:(?:um|uh|hmm|well|wait|pues|este|ay|sorry|honestly) )*(?:idk|dunno|unsure|no idea|"
    r"i (?:really )?(?:dont|don t|do not) (?:really )?(?:know|understand|get it)"
    r"(?: yet| honestly| this| that| it)?|"
    r"(?:i ?m |im |i am )?(?:not (?:really )?sure|confused|lost)(?: yet)?|"
    r"no (?:lo )?(?:se|entiendo|comprendo)(?: todavia| aun| bien| nada| la verdad)?|"
    r"(?:i (?:dont|don t|do not) know|not sure|idk|dunno) (?:how much|how often|(?:what|which) "
    r"(?:day|date|amount)|when)"
    r"(?: (?:i|can|could|should|to|pay|do|afford|say|pick|start|works?|yet))*|"
    r"no (?:lo )?se (?:que (?:dia|fecha|cantidad)|cuanto|cuando|cada cuanto|cual)"
    r"(?: (?:puedo|podria|poner|pagar|dar|decir|escoger|todavia|aun))*|"
    r"(?:idk |dunno |i dont know )?(?:you|u) (?:pick|choose|decide)(?: (?:it|one|for me))?|"
    r"(?:no se )?(?:usted|ud) (?:diga|digame|decida|escoja|elija)|"
    r"quien sabe|no estoy segur[oa]|ni idea|whatever (?:you|works)[a-z ]{0,20})"
)


async def understand(agent: Agent, message: UserMessage) -> None:
    """Set what the message means (`parse_data`), and its text where it chooses an earlier one's."""
    parse = agent.processor.parse_message
    parsed = await parse(message)
    tracker = await agent.tracker_store.retrieve(message.sender_id)
    if tracker is not None:
        store_of(agent).hand_on(tracker)
    told = (message.metadata or {}).get("safety")  # reviewed patterns have found what it means
    offered = None if told else _offered(tracker)
    choice = chosen(message.text, offered["intents"], parsed) if offered else None
    if offered and choice is not None and choice is not Choice.NEITHER:
        first = choice.value % Choice.BOTH.value
        message.text = offered["text"]
        parsed = _certain(await parse(message), offered["intents"][first])
        if choice is Choice.BOTH:
            _add(parsed, "second_question", {"text": message.text, "intent": offered["intents"][1]})
    elif choice is Choice.NEITHER:
        parsed = _unsure(parsed)
    elif not told and (errand := _followed_up(message.text, tracker)) is not None:
        parsed = _certain(parsed, errand)
    else:
        parsed = _set_right(message.text, parsed)
        question = tracker.get_slot(SECOND_QUESTION) if tracker else None
        if question and question["intent"] == parsed["intent"]["name"]:
            _add(parsed, "second_question", None)  # asked again: no second answer is due
        whole = told or _tells_who_writes(parsed) or (tracker and tracker.active_loop_name)
        if not whole:
            await _cut(message, parsed, parse)
    message.parse_data = parsed


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
    parsed = _certain(await agent.processor.parse_message(second), question["intent"])
    _add(parsed, "second_question", None)  # it waits no longer
    second.parse_data = parsed
    return second


def _tells_who_writes(parsed: Dict[Text, Any]) -> bool:
    """Whether it goes for all of a text that somebody else writes, or the person now."""
    remarks = {entity["entity"] for entity in parsed.get("entities", [])}
    return bool(remarks & {"third_party", "in_person"})


def _offered(tracker: Optional[DialogueStateTracker]) -> Optional[Dict[Text, Any]]:
    """The two choices, when they were what we asked last."""
    offered = tracker.get_slot(CHOICES) if tracker else None
    last = tracker.latest_message if tracker else None
    return offered if offered and last and offered["message_id"] == last.message_id else None


def _followed_up(text: Text, tracker: Optional[DialogueStateTracker]) -> Optional[Text]:
    in_form = tracker is not None and tracker.active_loop_name
    return None if in_form else followed_up(text, tracker)


def _set_right(text: Text, parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    words, intent = folded(text), parsed["intent"]
    if _DONT_KNOW.fullmatch(words):
        _add(parsed, "dont_know", "yes")
        return _unsure(parsed)
    if who := third_party(words, intent):
        _add(parsed, "third_party", who)
        return _certain(parsed, "identity_question")
    if in_person(words):
        _add(parsed, "in_person", "yes")
        return _certain(parsed, "provide_identity") if intent["name"] in UNTOLD else parsed
    hasty = intent["name"] in ACTS and intent["confidence"] < LEAST_CERTAIN
    meant = intent["name"] in (*FOR_ANYBODY, *ERRANDS) and not hasty
    if asks_after_a_missed_payment(words) and not meant:
        _add(parsed, "missed_payment", "yes")
        return _certain(parsed, "change_payment_plan")
    if (plain := meant_plainly(words)) is not None:
        return _certain(parsed, plain)
    if bare(words) and intent["confidence"] < 1:
        return _unsure(parsed)
    if hasty and intent["name"] == CHANGE and _likelihood(parsed, CHANGE, PLAN) >= LEAST_CERTAIN:
        return _certain(parsed, PLAN)  # a plan that stands is then told, and nothing recorded
    return _unsure(parsed) if hasty else parsed


def _likelihood(parsed: Dict[Text, Any], *intents: Text) -> float:
    ranking = parsed.get("intent_ranking") or []
    return sum(guess["confidence"] for guess in ranking if guess["name"] in intents)


async def _cut(message: UserMessage, parsed: Dict[Text, Any], parse: Any) -> None:
    """Keep the first question in the message and put the second aside, where there are two."""
    texts = pieces(message.text)
    if len(texts) < 2:
        return
    read: Dict[Text, Dict[Text, Any]] = {}
    for text in texts:
        part = UserMessage(text, sender_id=message.sender_id, metadata=message.metadata)
        read[text] = await parse(part)
    parts = [Piece(text, one["intent"]["name"], one["intent"]["confidence"])
             for text, one in read.items()]  # fmt: skip
    both = two_questions(parsed["intent"]["name"], parts)
    if both is None:
        return
    first, second = both
    message.text = first.text
    parsed.update(read[first.text])
    _add(parsed, "second_question", {"text": second.text, "intent": second.intent})


def _certain(parsed: Dict[Text, Any], intent: Text) -> Dict[Text, Any]:
    parsed["intent"] = {"name": intent, "confidence": 1.0}
    return parsed


def _unsure(parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    return _certain(parsed, UNSURE)


def _add(parsed: Dict[Text, Any], entity: Text, value: Any) -> None:
    found: List[Dict[Text, Any]] = parsed.setdefault("entities", [])
    found.append({"entity": entity, "value": value, "start": 0, "end": 0})
