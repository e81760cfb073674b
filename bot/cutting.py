"""Cuts a text that asks two things: the first is answered, the second is put aside for later."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.core.channels.channel import UserMessage

from bot.denied import denies_a_dispute
from bot.nlu.known_texts import folded
from bot.parsed import add, certain, unsure
from bot.plain_words import meant_plainly
from bot.two_questions import (
    DISPUTE,
    IDENTITY,
    Piece,
    asks_for_a_person,
    pieces,
    two_questions,
    what_else,
)

SECOND_ASK = "second_question"  # the remark that holds it


async def add_what_else(message: UserMessage, parsed: Dict[Text, Any], parse: Any) -> None:
    """Put aside what a text asks besides disputing a charge; of the dispute all is written down."""
    about = {name: value for name, value in message.metadata.items() if name != "safety"}
    besides = what_else(_pieces(await _read_pieces(message, parse, about)))
    if besides is not None:
        add(parsed, SECOND_ASK, {"text": besides.text, "intent": besides.intent})


async def _read_pieces(
    message: UserMessage, parse: Any, about: Dict[Text, Any], loosely: bool = False
) -> Dict[Text, Dict[Text, Any]]:
    """What the model makes of each piece of the text by itself; nothing where it is one."""
    texts = pieces(message.text, loosely=loosely)
    if len(texts) < 2:
        return {}
    read = {
        text: await parse(UserMessage(text, sender_id=message.sender_id, metadata=about))
        for text in texts
    }
    return {text: _plainly(text, parsed) for text, parsed in read.items()}


def _plainly(text: Text, parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    words = folded(text)
    if parsed["intent"]["name"] == DISPUTE and denies_a_dispute(words):
        return unsure(parsed)
    plain = meant_plainly(words)
    return certain(parsed, plain) if plain else parsed


def _pieces(read: Dict[Text, Dict[Text, Any]]) -> List[Piece]:
    return [
        Piece(text, one["intent"]["name"], one["intent"]["confidence"])
        for text, one in read.items()
    ]


def _who_writes(parts: List[Piece]) -> Text:
    """All that a text tells of who writes, cut or not: "born 2/10/48", "and my zip is 44118"."""
    return ", ".join(part.text for part in parts if part.intent == IDENTITY)


async def cut(message: UserMessage, parsed: Dict[Text, Any], parse: Any) -> None:
    """Keep the first question in the message and put the second aside, where there are two."""
    tells_who = parsed["intent"]["name"] == IDENTITY
    read = await _read_pieces(message, parse, message.metadata, loosely=tells_who)
    parts = _pieces(read)
    if (person := asks_for_a_person(parts)) is not None:
        parsed.update(read[person.text])  # who answers the rest as well
        return
    both = two_questions(parsed["intent"]["name"], parts)
    if both is None:
        return
    first, second = both
    message.text = _who_writes(parts) if first.intent == IDENTITY else first.text
    parsed.update(read[first.text])
    add(parsed, SECOND_ASK, {"text": second.text, "intent": second.intent})
