"""Taking a conversation back from a person: the assistant goes on from what stands now.

The application tells with the next text (metadata `person`) that a person had the conversation:
`{"settled": true, "said": ["..."]}`. A form that was open then is over: a YES would answer what the
person said last, not what the form asked. What the matter had gathered is forgotten where the
person settled it, and kept where they did not. Facts (a plan, a promise, a hold) stand in the
application's store, which actions ask; nothing of them is told here. What the person wrote is
added to the conversation as said: it is sent to nobody.
"""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ActiveLoop, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.context import CHOICES, SECOND_QUESTION

BY = "by"  # in a bot event's metadata: who said it, where it was not the assistant
PERSON = "person"
KEPT = frozenset({"language", "session_started_metadata"})
# Asked for while the assistant spoke; no answer to it is due any more.
NEVER_KEPT = frozenset(
    {
        "requested_slot",
        CHOICES,
        SECOND_QUESTION,
        "payment_arrangement_decision",
        "payment_arrangement_read_back",
        "payment_arrangement_countered",
        "payment_arrangement_denied",
    }
)


async def take_back(agent: Agent, message: UserMessage) -> None:
    """Bring the conversation up to date when a person had it since the last text, else nothing.

    Telling it again, as a text that is tried again does, adds nothing.
    """
    told = (message.metadata or {}).pop("person", None)
    if not isinstance(told, dict):
        return
    tracker = await agent.tracker_store.retrieve(message.sender_id)
    if tracker is None:  # the person was there before the assistant ever was
        return
    for event in events(tracker, told):
        tracker.update(event)
    await agent.tracker_store.save(tracker)


def events(tracker: DialogueStateTracker, told: Dict[Text, Any]) -> List[Event]:
    """What is to be added to a conversation that a person gave back."""
    said = [text for text in told.get("said", ()) if text not in _said_by_person(tracker)]
    found: List[Event] = [BotUttered(text, metadata={BY: PERSON}) for text in said]
    if tracker.active_loop_name:
        found.append(ActiveLoop(None))
    forgotten = set(tracker.slots) - KEPT if told.get("settled") else NEVER_KEPT
    return found + [SlotSet(name, None) for name in sorted(forgotten) if _stands(tracker, name)]


def _stands(tracker: DialogueStateTracker, slot: Text) -> bool:
    return slot in tracker.slots and tracker.get_slot(slot) is not None


def _said_by_person(tracker: DialogueStateTracker) -> List[Text]:
    said: List[Text] = []
    for event in reversed(tracker.events):
        if event.type_name == "user":
            break
        if isinstance(event, BotUttered) and event.metadata.get(BY) == PERSON:
            said.append(event.text or "")
    return said
