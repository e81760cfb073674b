"""What the examples most like a text were about, beside what a classifier learned from all of them.

A classifier weighs words; a story that only hints has few that weigh. One example that tells the
same in other words says more about it, and is a reason that a person can read.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Text

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_classifier import features_of
from bot.nlu.likeness import Examples, of_length_one
from bot.nlu.softmax_regression import Features


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NearestExamples(IntentClassifier, GraphComponent):
    """Stands after a classifier that ranks all intents, and ranks them anew by both.

    Kept as plain arrays and JSON: loading runs no code and imports nothing.
    """

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`weight` is that of the examples beside the classifier's 1; `sharpness` is the power to
        which the mean is raised, since two that differ are each more often right than their mean
        says."""
        return {
            "neighbours": 20,
            "reach": 0.05,
            "weight": 1.0,
            "sharpness": 1.8,
            "ranking_length": 5,
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NearestExamples:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the features of every example."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        intents, classes = np.unique([m.get(INTENT) for m in examples], return_inverse=True)
        kept = Examples.of(features_of(examples, 1.0), classes)
        with self._storage.write_to(self._resource) as folder:
            (folder / "intents.json").write_text(json.dumps(intents.tolist()))
            np.save(folder / "classes.npy", kept.classes)
            np.save(folder / "meaning.npy", kept.meaning.astype(np.float16))
            scipy.sparse.save_npz(folder / "words.npz", kept.words)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NearestExamples:
        self = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            self._intents = json.loads((folder / "intents.json").read_text())
            words = scipy.sparse.load_npz(folder / "words.npz")
            meaning = np.load(folder / "meaning.npy", allow_pickle=False).astype(np.float32)
            classes = np.load(folder / "classes.npy", allow_pickle=False)
        self._examples = Examples(words, meaning, classes)
        return self

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets `intent` and `intent_ranking` of each message that has a ranking."""
        ranked = [message for message in messages if message.get("intent_ranking")]
        if ranked:
            rows = of_length_one(features_of(ranked, 1.0))
            for message, shares in zip(ranked, self._shares(rows), strict=True):
                ranking = self._ranking(message.get("intent_ranking"), shares)
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _shares(self, rows: Features) -> np.ndarray:
        config = self._config
        return self._examples.shares(
            rows, config["neighbours"], config["reach"], len(self._intents)
        )

    def _ranking(self, guesses: List[Dict[Text, Any]], shares: np.ndarray) -> List[Dict[Text, Any]]:
        learned = {guess["name"]: guess["confidence"] for guess in guesses}
        both = np.array([learned.get(intent, 0.0) for intent in self._intents])
        both = (both + self._config["weight"] * shares) ** self._config["sharpness"]
        both /= both.sum()
        best = np.argsort(-both)[: self._config["ranking_length"]]
        return [{"name": self._intents[i], "confidence": float(both[i])} for i in best]
