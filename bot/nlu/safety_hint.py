"""Sets the intent that the application's reviewed patterns found: the message's `safety`.

A pattern and the classifier so lead to the same rule. Most such intents outweigh whatever the
classifier thinks. Those of `yielding` outweigh only a classifier that is unsure, or that thinks
of the same intent at all: a needless person or dispute does harm too. And where the classifier
itself is unsure but thinks first of an intent of `rescued`, that is better taken than asked about.
An intent of `doubted` ends all asking for money, so the classifier's word alone is not enough for
it: the person is asked first.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA
from rasa.shared.nlu.training_data.message import Message

FALLBACK = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyHint(IntentClassifier, GraphComponent):
    """Stands after the fallback, which would otherwise hide an unsure classifier's best guess."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`sure` and `share` say when a yielding intent yields: above the one and under the other;
        `rescue_share` is the share from which an intent of `rescued` is taken."""
        return {
            "yielding": [],
            "sure": 0.6,
            "share": 0.2,
            "rescued": [],
            "rescue_share": 0.2,
            "doubted": [],
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyHint:
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Puts the intent first, with confidence 1.0 where a pattern found it."""
        for message in messages:
            hinted = (message.get(METADATA) or {}).get("safety")
            ranking = [
                guess for guess in message.get("intent_ranking") or [] if guess["name"] != FALLBACK
            ]
            if isinstance(hinted, str) and not self._yields(hinted, ranking):
                _put_first(message, {"name": hinted, "confidence": 1.0}, ranking)
            elif (rescued := self._rescued(message, ranking)) is not None:
                _put_first(message, rescued, ranking)
            elif self._is_doubted(message):
                message.set(INTENT, {"name": FALLBACK, "confidence": 1.0}, add_to_output=True)
        return messages

    def _yields(self, hinted: Text, ranking: List[Dict[Text, Any]]) -> bool:
        if hinted not in self._config["yielding"] or not ranking:
            return False
        share = next((one["confidence"] for one in ranking if one["name"] == hinted), 0.0)
        return ranking[0]["confidence"] >= self._config["sure"] and share < self._config["share"]

    def _rescued(
        self, message: Message, ranking: List[Dict[Text, Any]]
    ) -> Optional[Dict[Text, Any]]:
        if (message.get(INTENT) or {}).get("name") != FALLBACK or not ranking:
            return None
        best = ranking[0]
        enough = best["confidence"] >= self._config["rescue_share"]
        return best if enough and best["name"] in self._config["rescued"] else None

    def _is_doubted(self, message: Message) -> bool:
        intent = message.get(INTENT) or {}
        certain = intent.get("confidence") == 1.0  # it stands among the examples word for word
        return intent.get("name") in self._config["doubted"] and not certain


def _put_first(message: Message, intent: Dict[Text, Any], ranking: List[Dict[Text, Any]]) -> None:
    others = [guess for guess in ranking if guess["name"] != intent["name"]]
    message.set(INTENT, intent, add_to_output=True)
    message.set("intent_ranking", [intent, *others], add_to_output=True)
