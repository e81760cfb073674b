"""A text that stands word for word among the examples has that example's intent.

Statistics may be unsure of a single word such as "more", which our own texts ask people to send;
here it is certain. Case, accents, punctuation and space don't count. A text that stands under
two intents decides nothing.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_NOT_WORDS = re.compile(r"[\W_]+")


def folded(text: Text) -> Text:
    """The words of a text, without case and accents; empty for emoji and punctuation alone.

    >>> folded("¿Más, por favor?")
    'mas por favor'
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _NOT_WORDS.sub(" ", plain.lower()).strip()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KnownTexts(IntentClassifier, GraphComponent):
    """Stands after a classifier with a ranking, and puts the known intent first in it."""

    def __init__(self, storage: ModelStorage, resource: Resource, intents: Dict[Text, Text]):
        self._storage = storage
        self._resource = resource
        self._intents = intents

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnownTexts:
        return cls(model_storage, resource, {})

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the intent of every text that has only one."""
        seen: Dict[Text, set] = {}
        for message in training_data.intent_examples:
            seen.setdefault(folded(message.get(TEXT) or ""), set()).add(message.get(INTENT))
        seen.pop("", None)
        sure = {text: intents.pop() for text, intents in seen.items() if len(intents) == 1}
        with self._storage.write_to(self._resource) as folder:
            (folder / "texts.json").write_text(json.dumps(sure))
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnownTexts:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, json.loads((folder / "texts.json").read_text()))

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the intent of each message that is known, with certainty."""
        for message in messages:
            intent = self._intents.get(folded(message.get(TEXT) or ""))
            if intent is None:
                continue
            known = {"name": intent, "confidence": 1.0}
            others = [
                {**guess, "confidence": 0.0}
                for guess in message.get("intent_ranking") or []
                if guess["name"] != intent
            ]
            message.set(INTENT, known, add_to_output=True)
            message.set("intent_ranking", [known, *others], add_to_output=True)
        return messages
