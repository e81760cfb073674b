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
from bot.nlu.known_texts import folded
from bot.tracker_store import SECOND
from bot.two_questions import Piece, pieces, two_questions

CHOICES, SECOND_QUESTION = "smalltalk_choices", "smalltalk_second_question"
UNSURE = "nlu_fallback"
# Of the development texts below these, hardly half are really meant so: those people are asked what
# they mean instead.
LEAST_CERTAIN = {
    "wrong_number": 0.65,
    "complaint_service": 0.65,
    "settlement_offer": 0.58,
    "deceased_patient": 0.62,
}
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
_RELATION = (
    r"(?:wife|husband|spouse|mom|mother|dad|father|son|daughter|parent|caregiver|sister|brother|"
    r"aunt|uncle|grandma|grandmother|grandpa|grandfather|nephew|niece|girlfriend|boyfriend|"
    r"partner|roommate|esposa|esposo|mama|madre|papa|padre|hijo|hija|hermana|hermano|suegra|suegro|"
    r"abuela|abuelo|cuidadora|cuidador|novia|novio|tia|tio|sobrina|sobrino|nuera|yerno)"
)
_THIRD_PARTY = re.compile(
    rf"\b(?:(?:i ?m|i am|this is|soy) (?:[a-z]+ s |his |her |their |my |the |la |el |su )"
    rf"(?:\w+ s )?{_RELATION}|"
    rf"(?:calling|texting|writing|asking|here|llamo|escribo|pregunto|hablo) "
    rf"(?:for|about|on behalf of|por|de parte de|para) (?:my|mi) {_RELATION}|"
    rf"(?:my|mi) {_RELATION} s? ?(?:bill|account)|"
    rf"(?:la )?(?:factura|cuenta) de mi {_RELATION})\b"
)
# Somebody who says so hears nothing of an account, whatever they ask; a minor's parent may.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:(?:i ?m|i am|this is) (?:\w+ s |\w+s |his |her |their )"
    r"(?:wife|husband|spouse|son|daughter|sister|brother|aunt|uncle|caregiver|niece|nephew|"
    r"girlfriend|boyfriend|partner|roommate|friend|neighbor|nurse)|"
    r"soy (?:la |el |su )(?:esposa|esposo|hija|hijo|hermana|hermano|cuidadora|cuidador|novia|novio|"
    r"sobrina|sobrino|nuera|yerno|amiga|amigo|vecina|vecino)(?: de \w+)?)\b"
)
_FOR_ANYBODY = frozenset(
    {
        "complaint_service",
        "deceased_patient",
        "emergency_or_self_harm",
        "report_bankruptcy_or_attorney",
        "speak_to_human",
        "stop_contact",
        "wrong_number",
    }
)
_UNTOLD = frozenset(
    {UNSURE, "affirm", "deceased_patient", "out_of_scope", "provide_identity", "wrong_number"}
)


async def understand(agent: Agent, message: UserMessage) -> None:
    """Set what the message means (`parse_data`), and its text where it chooses an earlier one's."""
    parse = agent.processor.parse_message
    parsed = await parse(message)
    tracker = await agent.tracker_store.retrieve(message.sender_id)
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
        if not told and not (tracker and tracker.active_loop_name):
            await _cut(message, parsed, parse)
    message.parse_data = parsed


async def waiting_question(agent: Agent, message: UserMessage) -> Optional[UserMessage]:
    """The second question of an earlier text as a message of its own, once its turn has come.

    Its turn comes when no form asks anything. It is then answered as part of the answer to
    `message`.
    """
    tracker = await agent.tracker_store.retrieve(message.sender_id)
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
    hasty = intent["confidence"] < LEAST_CERTAIN.get(intent["name"], 0.0)
    unsaid = intent["name"] in _UNTOLD and intent["confidence"] < 0.95
    somebody_else = _SOMEBODY_ELSE.search(words) and intent["name"] not in _FOR_ANYBODY
    if somebody_else or (unsaid and _THIRD_PARTY.search(words)):
        _add(parsed, "third_party", "yes")
        return _certain(parsed, "identity_question")
    return _unsure(parsed) if hasty else parsed


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
