"""Taking a conversation back from a person: what is forgotten, what is kept, what was said."""

from __future__ import annotations

from typing import Any, Dict

import pytest
from rasa.shared.core.events import ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.returning import events
from bot.tracker_store import Reply, _said_until_next_message

SLOTS = (
    "language",
    "requested_slot",
    "payment_arrangement_amount",
    "payment_arrangement_decision",
    "smalltalk_choices",
)


@pytest.fixture
def tracker() -> DialogueStateTracker:
    """Somebody in the middle of a plan."""
    made = DialogueStateTracker("c1", [AnySlot(name, mappings=[{}]) for name in SLOTS])
    for name in SLOTS:
        made.update(SlotSet(name, f"a {name}"))
    made.update(UserUttered("150 a month"))
    made.update(ActiveLoop("payment_arrangement_form"))
    return made


def told(settled: bool, *said: str) -> Dict[str, Any]:
    return {"settled": settled, "said": list(said)}


def apply(tracker: DialogueStateTracker, about: Dict[str, Any]) -> DialogueStateTracker:
    for event in events(tracker, about):
        tracker.update(event)
    return tracker


@pytest.mark.parametrize("settled", [True, False])
def test_an_open_form_is_over(tracker: DialogueStateTracker, settled: bool) -> None:
    apply(tracker, told(settled))
    assert tracker.active_loop_name is None
    for name in ("requested_slot", "payment_arrangement_decision", "smalltalk_choices"):
        assert tracker.get_slot(name) is None


def test_what_was_gathered_is_forgotten_once_settled(tracker: DialogueStateTracker) -> None:
    apply(tracker, told(True))
    assert tracker.get_slot("payment_arrangement_amount") is None
    assert tracker.get_slot("language") == "a language"


def test_what_was_gathered_is_kept_where_nothing_was_settled(tracker: DialogueStateTracker) -> None:
    apply(tracker, told(False))
    assert tracker.get_slot("payment_arrangement_amount") == "a payment_arrangement_amount"


def test_what_the_person_said_is_said_once_however_often_it_is_told(
    tracker: DialogueStateTracker,
) -> None:
    about = told(True, "This is Dana.", "All set.")
    apply(apply(tracker, about), about)
    said = [event.text for event in tracker.events if isinstance(event, BotUttered)]
    assert said == ["This is Dana.", "All set."]


def test_what_a_person_said_is_no_reply_of_the_assistant() -> None:
    spoken = [
        {"event": "bot", "text": "Sure.", "metadata": {"utter_action": "utter_ok"}},
        {"event": "bot", "text": "This is Dana.", "metadata": {"by": "person"}},
    ]
    assert _said_until_next_message(spoken) == [Reply("Sure.", "utter_ok")]
