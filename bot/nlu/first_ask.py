"""Of a text that asks two things, the first ask comes first.

A classifier looks at all words alike, whatever their order. Where the text can be cut, its first
piece is surely about one errand, and a later piece about the one that the whole was taken for, the
two change places; not where the later piece says please, since then the first only led up to it. On
what else is asked goes `bot.two_questions`.
"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.two_questions import ERRANDS, KIN, Piece, pieces

PIECE = "piece_of"
SURE, ALSO = 0.8, 0.7
_DENIAL = re.compile(r"(?:i'?m |it'?s |i |es )?(?:not|don'?t|do not|no)\b", re.IGNORECASE)
_PLEASE = re.compile(r"\W*(?:please|pls|plz|kindly|por favor)\b", re.IGNORECASE)
_CLASSIFIER = DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER


class _Part(IntentClassifier, GraphComponent):
    """What both components share: nothing to set, nothing to learn."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Part:
        return cls()


@DefaultV1Recipe.register(_CLASSIFIER, is_trainable=False)
class PiecesApart(_Part):
    """Stands before the features: adds the pieces of each text as messages of their own."""

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages, then their pieces."""
        return messages + [
            Message({TEXT: part, PIECE: number})
            for number, message in enumerate(messages)
            for part in _parts(message.get(TEXT) or "")
        ]


@DefaultV1Recipe.register(_CLASSIFIER, is_trainable=False)
class FirstAsk(_Part):
    """Stands after the classifiers: takes the pieces away and puts the first ask first.

    What else a piece surely asks comes next in the ranking.
    """

    def process(self, messages: List[Message]) -> List[Message]:
        """The messages without their pieces."""
        whole = [message for message in messages if message.get(PIECE) is None]
        for number, message in enumerate(whole):
            parts = [_best(part) for part in messages if part.get(PIECE) == number]
            ranking = list(message.get("intent_ranking") or [])
            if not ranking or not parts:
                continue
            first = ranking[0]
            if (found := first_ask(first["name"], parts)) is not None:
                first = {"name": found.intent, "confidence": found.confidence}
            asked = {part.intent for part in parts if part.confidence >= ALSO}
            unlisted = asked - {guess["name"] for guess in ranking}
            ranking += [{"name": name, "confidence": 0.0} for name in sorted(unlisted)]
            others = [guess for guess in ranking if guess["name"] != first["name"]]
            others.sort(key=lambda guess: guess["name"] not in asked)
            message.set(INTENT, first, add_to_output=True)
            message.set("intent_ranking", [first, *others], add_to_output=True)
        return whole


def first_ask(guess: Text, parts: List[Piece]) -> Optional[Piece]:
    """The first piece where its intent should stand before that of the whole, `guess`."""
    if len(parts) < 2 or parts[0].confidence < SURE:
        return None
    intent = parts[0].intent
    if intent == guess or {intent, guess} in KIN or not {intent, guess} <= ERRANDS:
        return None
    later = [part for part in parts[1:] if part.intent == guess and part.confidence >= ALSO]
    return parts[0] if later and not _PLEASE.match(later[0].text) else None


def _parts(text: Text) -> List[Text]:
    """The pieces of a text, none where there is one or the first only says what is not meant."""
    found = pieces(text)
    return [] if len(found) < 2 or _DENIAL.match(found[0]) else found


def _best(part: Message) -> Piece:
    ranking = part.get("intent_ranking") or [{"name": None, "confidence": 0.0}]
    return Piece(part.get(TEXT), ranking[0]["name"], ranking[0]["confidence"])
