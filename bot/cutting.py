"""Cuts a text that asks two things: the first is answered, the second is put aside for later."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.core.channels.channel import UserMessage

from bot.parsed import add
from bot.two_questions import Piece, pieces, two_questions, what_else

SECOND_ASK = "second_question"  # the remark that holds it


async def add_what_else(message: UserMessage, parsed: Dict[Text, Any], parse: Any) -> None:
    """Put aside what a text asks besides disputing a charge; of the dispute all is written down."""
    about = {name: value for name, value in message.metadata.items() if name != "safety"}
    besides = what_else(_pieces(await _read_pieces(message, parse, about)))
    if besides is not None:
        add(parsed, SECOND_ASK, {"text": besides.text, "intent": besides.intent})


async def _read_pieces(
    message: UserMessage, parse: Any, about: Dict[Text, Any]
) -> Dict[Text, Dict[Text, Any]]:
    """What the model makes of each piece of the text by itself; nothing where it is one."""
    texts = pieces(message.text)
    if len(texts) < 2:
        return {}
    return {
        text: await parse(UserMessage(text, sender_id=message.sender_id, metadata=about))
        for text in texts
    }


def _pieces(read: Dict[Text, Dict[Text, Any]]) -> List[Piece]:
    return [
        Piece(text, one["intent"]["name"], one["intent"]["confidence"])
        for text, one in read.items()
    ]


async def cut(message: UserMessage, parsed: Dict[Text, Any], parse: Any) -> None:
    """Keep the first question in the message and put the second aside, where there are two."""
    read = await _read_pieces(message, parse, message.metadata)
    parts = _pieces(read)
    both = two_questions(parsed["intent"]["name"], parts)
    if both is None:
        return
    first, second = both
    message.text = first.text
    parsed.update(read[first.text])
    add(parsed, SECOND_ASK, {"text": second.text, "intent": second.intent})
