"""Which of the intents a text has: logistic regression over all features of the message."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Text

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features as RasaFeatures
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import softmax

from bot.nlu.softmax_regression import Features, Model, fit


def features_of(messages: List[Message], dense_scale: float) -> Features:
    """The sentence features of the messages, one row each.

    Raises ValueError when the pipeline before gave them none.
    """
    sparse = [_row(message.get_sparse_features(TEXT, [])[1]) for message in messages]
    dense = [_row(message.get_dense_features(TEXT, [])[1]) for message in messages]
    if all(row is None for row in (sparse[0], dense[0])):
        raise ValueError("config.yml names no featurizer before the intent classifier")
    without = np.zeros((len(messages), 0), dtype=np.float32)
    return Features(
        scipy.sparse.csr_matrix(without)
        if sparse[0] is None
        else scipy.sparse.vstack(sparse, format="csr", dtype=np.float32),
        without if dense[0] is None else np.vstack(dense).astype(np.float32) * dense_scale,
    )


def _row(found: Optional[RasaFeatures]) -> Any:
    return None if found is None else found.features


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FeatureIntentClassifier(IntentClassifier, GraphComponent):
    """Kept as plain arrays and JSON: loading runs no code and imports nothing."""

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._intents: List[str] = []
        self._model = Model(np.zeros((0, 0)), np.zeros(0))

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`strength` is the inverse of the regularisation; `dense_scale` weighs dense features.

        `temperature` divides the scores (Guo et al. 2017): under 1 for a model that is right more
        often than it claims, as a strongly regularised one is.
        """
        return {
            "strength": 10.0,
            "dense_scale": 0.6,
            "iterations": 40,
            "temperature": 0.7,
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FeatureIntentClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits all intents at once, every example weighing the same."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        intents, classes = np.unique([m.get(INTENT) for m in examples], return_inverse=True)
        model = fit(
            self._features(examples), classes, self._config["strength"], self._config["iterations"]
        )
        with self._storage.write_to(self._resource) as folder:
            (folder / "intents.json").write_text(json.dumps(intents.tolist()))
            np.save(folder / "weights.npy", model.weights)
            np.save(folder / "offsets.npy", model.offsets)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FeatureIntentClassifier:
        self = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            self._intents = json.loads((folder / "intents.json").read_text())
            self._model = Model(
                np.load(folder / "weights.npy", allow_pickle=False),
                np.load(folder / "offsets.npy", allow_pickle=False),
            )
        return self

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets `intent` and `intent_ranking` of each message."""
        for message in messages:
            ranking = self._ranking(message) if message.get(TEXT) else []
            message.set(
                INTENT,
                ranking[0] if ranking else {"name": None, "confidence": 0.0},
                add_to_output=True,
            )
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _features(self, messages: List[Message]) -> Features:
        return features_of(messages, self._config["dense_scale"])

    def _ranking(self, message: Message) -> List[Dict[Text, Any]]:
        scores = self._model.scores(self._features([message]))[0]
        shares = softmax(scores / self._config["temperature"])
        best = np.argsort(-shares)
        return [{"name": self._intents[i], "confidence": float(shares[i])} for i in best]
