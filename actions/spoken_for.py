"""Who writes for a child: a parent may ask for a minor, but never as the grown person named."""

from __future__ import annotations

import re

from rasa_sdk.events import SlotSet

from actions.turn import Event, Turn
from receivables.domain.date_of_birth import fold

SPOKEN_FOR = "identity_spoken_for"
_PARENT = re.compile(
    r"\b(?:(?:i ?'?m|i am|this is) (?P<en>[a-z]+)(?: [a-z]+)??'?s (?:mom|mum|mother|mama|dad|"
    r"father|papa|parent)|soy (?:la |el )?(?:mama|mami|madre|papa|papi|padre) de (?P<es>[a-z]+))\b"
)


def child_named(text: str) -> str | None:
    """The first name, folded, of whom the text says that its writer is the parent.

    >>> child_named("Hola, soy la mamá de Ana Castillo"), child_named("I'm Emma's mom")
    ('ana', 'emma')
    """
    found = _PARENT.search(fold(text).replace("\u2019", "'"))
    return (found["en"] or found["es"]) if found else None


def note_child(turn: Turn) -> list[Event]:
    """Keep whom the text speaks for; forget it once the person themself writes."""
    if "in_person" in turn.remarks:
        return [SlotSet(SPOKEN_FOR, None)]
    child = child_named(turn.text)
    return [SlotSet(SPOKEN_FOR, child)] if child else []


def speaks_for(turn: Turn, name: str) -> bool:
    """Whether the writer said to be the parent of the very person who is now said to write."""
    child = child_named(turn.text) or turn.slot(SPOKEN_FOR)
    return "in_person" not in turn.remarks and fold(name).split()[:1] == [child]
