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
from bot.asked_plainly import asked_plainly
from bot.choices import Choice, chosen
from bot.cutting import SECOND_ASK, add_what_else, cut
from bot.details import told_more
from bot.follow_up import answers_the_plan, errand_at_hand, followed_up
from bot.parsed import add, certain, unsure
from bot.promised import PAYMENT, PROMISE
from bot.set_right import CHANGE, PLAN, set_right
from bot.shorthand import written_out
from bot.somebody_else import in_person
from bot.tracker_store import SECOND, store_of
from bot.two_questions import DISPUTE
from bot.unknowing import lacks_what_is_asked

CHOICES, SECOND_QUESTION = "smalltalk_choices", "smalltalk_second_question"
IDENTITY_FORM = "identity_form"


async def understand(agent: Agent, message: UserMessage) -> None:
    """Set what the message means (`parse_data`), and its text where it chooses an earlier one's."""
    parse = agent.processor.parse_message
    parsed = await parse(message)
    tracker = await agent.tracker_store.retrieve(message.sender_id)
    if tracker is not None:
        store_of(agent).hand_on(tracker)
    told = (message.metadata or {}).get("safety")  # reviewed patterns have found what it means
    offered = None if told else _offered(tracker)
    asks = asked_plainly(written_out(message.text), grave=False, meant=False) is not None
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
    if not told and _lacks_an_answer(written_out(message.text), parsed, tracker):
        add(parsed, "dont_know", "yes")
        return unsure(parsed)
    if not told and (errand := _of_what_was_said_before(message.text, parsed, tracker, expired)):
        return certain(parsed, errand)
    parsed = set_right(message.text, parsed, heard_by_pattern=bool(told))
    question = tracker.get_slot(SECOND_QUESTION) if tracker else None
    if question and question["intent"] == parsed["intent"]["name"]:
        add(parsed, SECOND_ASK, None)  # asked again: no second answer is due
    if _is_for_another(parsed) or (tracker and tracker.active_loop_name):
        return parsed
    if told == parsed["intent"]["name"] == DISPUTE:
        await add_what_else(message, parsed, parse)
    elif not told:
        person = in_person(written_out(message.text))
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
    if promised.tells_of_a_check(written_out(text), parsed["intent"]["name"]):
        return PAYMENT
    if promised.tells_of_a_payment(parsed, errand_at_hand(tracker)):
        return PAYMENT
    if promised.changes_plan(text, parsed, tracker):
        return CHANGE
    if more := told_more(written_out(text), parsed["intent"]["name"], errand_at_hand(tracker)):
        return more
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
